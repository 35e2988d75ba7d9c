package org.cascadenlp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The exit codes of commands that cannot write standard output, run in separate processes. */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class StandardOutputTest {

  private static ProcessBuilder tool(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder process = new ProcessBuilder(command);
    process.environment().put("LC_ALL", "C");
    return process;
  }

  private static String errors(Process process) throws IOException {
    return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "--version", "list --help", "list", "list --json", "doctor"})
  void aFullDiskIsAnErrorWithAMessage(String command) throws Exception {
    Process process =
        tool(command.split(" "))
            .redirectOutput(ProcessBuilder.Redirect.to(new File("/dev/full")))
            .start();
    assertThat(errors(process))
        .isEqualTo(
            "cascade: standard output: cannot be written: No space left on device; the output is"
                + " incomplete; free space or write to another place\n");
    assertThat(process.waitFor()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "list --json", "fail endlessly"})
  void aCommandWhoseOutputIsClosedEndsWithoutAMessage(String command) throws Exception {
    Process process = tool(command.split(" ")).start();
    process.getInputStream().close();
    assertThat(errors(process)).isEmpty();
    assertThat(process.waitFor()).isEqualTo(141);
  }

  @Test
  void anEndlessCommandEndsWhenItsReaderClosesThePipe() throws Exception {
    Process process = tool("fail", "endlessly").start();
    assertThat(process.inputReader().readLine()).isEqualTo("a line");
    process.getInputStream().close();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(141);
    assertThat(errors(process)).isEmpty();
  }

  @Test
  void aCommandStoppedBySigtermExitsWith143() throws Exception {
    Process process = tool("fail", "endlessly").start();
    assertThat(process.inputReader().readLine()).isEqualTo("a line");
    process.toHandle().destroy(); // Process.destroy would close the pipe as well
    process.getInputStream().readAllBytes();
    assertThat(process.waitFor()).isEqualTo(143);
  }
}
