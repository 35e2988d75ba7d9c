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
 * A {@link DkproPipeline} in a class loader of its own: DKPro Core with the versions of UIMA,
 * uimaFIT, Spring and OpenNLP that its own release names, none of them Cascade's.
 */
public final class DkproCore implements AutoCloseable {

  private final URLClassLoader loader;
  private final ToLongFunction<List<String>> pipeline;

  /**
   * DKPro Core of the checkout {@code root}, resolved beforehand by {@code run.sh}.
   *
   * @param models the places of the English models, by sentences, tokens, pos and lemmas
   */
  public DkproCore(Path root, Map<String, String> models) throws Exception {
    loader = new URLClassLoader(jars(root), ClassLoader.getPlatformClassLoader());
    pipeline = within(() -> open(models));
  }

  /** The number of tokens of all {@code texts}, which were tagged and lemmatised. */
  public long annotate(List<String> texts) throws Exception {
    return within(() -> pipeline.applyAsLong(texts));
  }

  @SuppressWarnings("unchecked") // the class says so in its source, but it is another loader's
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

  /** UIMA and uimaFIT look for classes and types in the thread's context loader. */
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
          "it is not there, so DKPro Core cannot be run",
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
