package org.cascadenlp.pipelines;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The {@code cascade} tool in a process of its own, on the class path of the tests. */
final class ToolProcess {

  private ToolProcess() {}

  /**
   * The tool with {@code arguments}, not yet started.
   *
   * @param said the file for all that it prints
   */
  static ProcessBuilder of(Path said, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Dfile.encoding=UTF-8", "-cp", classPath()));
    command.add("org.cascadenlp.cli.Main");
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
  }

  static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }
}
