package org.cascadenlp.benchmarks;

import java.nio.file.Path;
import java.util.Map;

/** Starts the launcher in a separate process, as a user does: without the jars of the peers. */
public final class Launcher {

  private Launcher() {}

  /**
   * A process with the environment of this one, except the variables set only for this one. Its
   * standard error is merged into standard output.
   *
   * @param javaOptions options for Java, separated by spaces; may be empty
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
