package org.cascadenlp.languagemodels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.cascadenlp.core.command.CascadeCommand;
import picocli.CommandLine;

/** Runs a command as from a shell. */
final class Cli {

  private Cli() {}

  /** The standard output of {@code command} with {@code input} as standard input. */
  static String run(CascadeCommand command, String input, String... arguments) throws Exception {
    InputStream in = System.in;
    PrintStream out = System.out;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    try {
      System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
      System.setOut(new PrintStream(written, true, StandardCharsets.US_ASCII));
      new CommandLine(command).parseArgs(arguments);
      assertThat(command.call()).isZero();
    } finally {
      System.setIn(in);
      System.setOut(out);
    }
    return written.toString(StandardCharsets.UTF_8);
  }
}
