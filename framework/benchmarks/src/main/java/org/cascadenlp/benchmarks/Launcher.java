package org.cascadenlp.benchmarks;

import java.nio.file.Path;
import java.util.Map;

/** The launcher in a process of its own, as a user starts it: without the peers' jars. */
public final class Launcher {

  private Launcher() {}

  /**
   * A process with this one's environment, less what is set for this one alone; its output and its
   * errors come as one stream.
   *
   * @param javaOptions options for Java, one or more words, or nothing
   */
  public static ProcessBuilder process(String javaOptions, String... command) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.remove("CASCADE_CLASSPATH");
    environment.put("CASCADE_JAVA_OPTS", javaOptions);
    return builder;
  }

  /** The launcher of the checkout {@code root}. */
  public static String file(Path root) {
    return root.resolve("cascade").toString();
  }

  /** A shipped pipeline's descriptor. */
  public static Path pipeline(Path root, String name) {
    return root.resolve("pipelines/" + name + ".xml");
  }
}
