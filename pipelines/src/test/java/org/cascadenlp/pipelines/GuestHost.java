package org.cascadenlp.pipelines;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A host with several class loaders, in a separate process, as a process can load libtorch only
 * once. Its class path has neither UIMA nor Cascade, and the context class loader of its threads
 * finds the JDK only.
 */
public final class GuestHost {

  private static final String CLASS_PATH = "guest.class.path";
  private static final int PATIENCE_SECONDS = 300;

  private GuestHost() {}

  /**
   * Runs the host, and returns a line for each job.
   *
   * @param jobs {@code LOADERS PIPELINE}: the name of class loaders, which are created at its first
   *     use, and a pipeline of the checkout. {@code extension...}: the host has UIMA, and all else
   *     is on the extension class path; {@code whole...}: everything is in one loader
   */
  static List<String> say(Path folder, String... jobs) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(Checkout.PIPELINES.toString()));
    arguments.addAll(List.of(jobs));
    Path printed = folder.resolve("said.txt");
    Path log = folder.resolve("log.txt");
    Process process =
        ToolProcess.java(
                own().toString(),
                GuestHost.class.getName(),
                arguments,
                "-Xmx2g",
                "-Dai.djl.offline=true",
                "-D" + CLASS_PATH + "=" + ToolProcess.classPath())
            .redirectOutput(printed.toFile())
            .redirectError(log.toFile())
            .start();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    if (process.waitFor() != 0) {
      throw new IOException("the host failed: " + Files.readString(log));
    }
    return Files.readAllLines(printed);
  }

  /** The folder of the test classes. */
  private static Path own() throws Exception {
    return Path.of(GuestHost.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  public static void main(String[] arguments) throws Exception {
    Path pipelines = Path.of(arguments[0]);
    Map<String, ClassLoader[]> made = new HashMap<>();
    for (String job : List.of(arguments).subList(1, arguments.length)) {
      String[] words = job.split(" ");
      ClassLoader[] loaders = made.get(words[0]);
      if (loaders == null) {
        loaders = loaders(words[0]);
        made.put(words[0], loaders);
      }
      Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
      Object printed =
          loaders[0]
              .loadClass("org.cascadenlp.pipelines.GuestApplication")
              .getMethod("annotate", Path.class, Path.class, ClassLoader.class)
              .invoke(null, pipelines.resolve(words[1]), pipelines.resolve("models"), loaders[1]);
      System.out.println(job + ": " + printed);
    }
    System.exit(0);
  }

  /** The application's class loader, and its extension class loader. */
  private static ClassLoader[] loaders(String name) throws Exception {
    ClassLoader platform = ClassLoader.getPlatformClassLoader();
    if (name.startsWith("whole")) {
      ClassLoader whole = new URLClassLoader(name, jars(jar -> true), platform);
      return new ClassLoader[] {whole, whole};
    }
    Path own = own();
    Predicate<String> uima =
        jar -> jar.matches(".*/(uimaj|slf4j)-[^/]*") || Path.of(jar).equals(own);
    ClassLoader host = new URLClassLoader(name, jars(uima), platform);
    return new ClassLoader[] {host, extension(host, jars(uima.negate()))};
  }

  /** UIMA's extension class loader, which searches its own jars before its parent. */
  private static ClassLoader extension(ClassLoader host, URL[] jars) throws Exception {
    return (ClassLoader)
        host.loadClass("org.apache.uima.internal.util.UIMAClassLoader")
            .getConstructor(URL[].class, ClassLoader.class)
            .newInstance(jars, host);
  }

  private static URL[] jars(Predicate<String> which) throws IOException {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty(CLASS_PATH).split(File.pathSeparator)) {
      if (which.test(entry.replace('\\', '/'))) {
        urls.add(new File(entry).toURI().toURL());
      }
    }
    return urls.toArray(URL[]::new);
  }
}
