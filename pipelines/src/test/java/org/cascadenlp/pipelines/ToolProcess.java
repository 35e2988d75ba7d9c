package org.cascadenlp.pipelines;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts the {@code cascade} tool in a separate process, on the class path of the tests. */
final class ToolProcess {

  private ToolProcess() {}

  /**
   * The tool with {@code arguments}, not yet started.
   *
   * @param printed the file for its output and errors
   */
  static ProcessBuilder of(Path printed, List<String> arguments) {
    return java(classPath(), "org.cascadenlp.cli.Main", arguments)
        .redirectErrorStream(true)
        .redirectOutput(printed.toFile());
  }

  /** Java with the class {@code main}, not yet started. */
  static ProcessBuilder java(
      String classPath, String main, List<String> arguments, String... options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dfile.encoding=UTF-8");
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", classPath, main));
    command.addAll(arguments);
    return new ProcessBuilder(command);
  }

  static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }
}
