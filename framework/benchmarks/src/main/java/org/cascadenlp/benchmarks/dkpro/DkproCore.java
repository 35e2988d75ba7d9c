package org.cascadenlp.benchmarks.dkpro;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.cascadenlp.core.error.CascadeException;

/**
 * A {@link DkproPipeline} in a separate class loader: DKPro Core with the versions of UIMA,
 * uimaFIT, Spring and OpenNLP of its own release instead of Cascade's.
 */
public final class DkproCore implements AutoCloseable {

  private final URLClassLoader loader;
  private final ToLongFunction<List<String>> pipeline;

  /**
   * DKPro Core of the checkout {@code root}, resolved beforehand by {@code run.sh}.
   *
   * @param models the locations of the English models, by sentences, tokens, pos and lemmas
   */
  public DkproCore(Path root, Map<String, String> models) throws Exception {
    loader = new URLClassLoader(jars(root), ClassLoader.getPlatformClassLoader());
    pipeline = within(() -> open(models));
  }

  /** Tags and lemmatises all {@code texts}, and returns the number of their tokens. */
  public long annotate(List<String> texts) throws Exception {
    return within(() -> pipeline.applyAsLong(texts));
  }

  @SuppressWarnings("unchecked") // DkproPipeline implements it, but comes from another loader
  private ToLongFunction<List<String>> open(Map<String, String> models) throws Exception {
    return (ToLongFunction<List<String>>)
        loader
            .loadClass(DkproPipeline.class.getName())
            .getConstructor(Map.class)
            .newInstance(models);
  }

  private interface Action<T> {
    T run() throws Exception;
  }

  /** Runs {@code action} with the context class loader in which UIMA and uimaFIT find classes. */
  private <T> T within(Action<T> action) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return action.run();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static URL[] jars(Path root) throws IOException {
    Path list = root.resolve("framework/benchmarks/target/dkpro-classpath.txt");
    if (!Files.exists(list)) {
      throw CascadeException.of(
          list.toString(),
          "the file is absent, so DKPro Core cannot be run",
          "start benchmarks by framework/benchmarks/run.sh, which has Maven resolve it");
    }
    List<URL> urls = new ArrayList<>();
    urls.add(DkproCore.class.getProtectionDomain().getCodeSource().getLocation());
    for (String jar : Files.readString(list).strip().split(":", -1)) {
      urls.add(url(Path.of(jar)));
    }
    return urls.toArray(URL[]::new);
  }

  private static URL url(Path jar) throws MalformedURLException {
    return jar.toUri().toURL();
  }

  @Override
  public void close() throws IOException {
    loader.close();
  }
}
