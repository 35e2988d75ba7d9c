package org.cascadenlp.pipelines;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.core.command.CascadeCommand;
import org.cascadenlp.core.error.CascadeException;
import picocli.CommandLine;

/**
 * A run of a command in this process.
 *
 * @param code the exit code
 * @param out the standard output
 * @param error the error in one line; empty if it succeeded
 */
record CommandRun(int code, String out, String error) {

  /** Runs {@code command}. */
  static CommandRun of(CascadeCommand command, List<String> arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = new CommandLine(command);
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    List<String> errors = new ArrayList<>();
    line.setExecutionExceptionHandler(
        (error, at, parsed) -> {
          errors.add(CascadeException.describe(error));
          return 2;
        });
    int code = line.execute(arguments.toArray(String[]::new));
    err.flush();
    return new CommandRun(code, out.toString(), String.join("; ", errors) + err);
  }

  /** Runs {@code command}, which must succeed, and returns its standard output. */
  static String out(CascadeCommand command, List<String> arguments) {
    CommandRun run = of(command, arguments);
    if (run.code != 0) {
      throw new IllegalStateException(run.error);
    }
    return run.out;
  }

  /** A {@code --set} for each of {@code settings}, {@code ROLE.PARAMETER=VALUE}. */
  static List<String> set(String... settings) {
    List<String> arguments = new ArrayList<>();
    for (String setting : settings) {
      arguments.addAll(List.of("--set", setting));
    }
    return arguments;
  }
}
