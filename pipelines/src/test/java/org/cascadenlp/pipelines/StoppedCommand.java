package org.cascadenlp.pipelines;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.cascadenlp.core.command.CascadeCommand;
import org.cascadenlp.core.process.Interruption;

/**
 * A run of a command in this process, with an end as by Ctrl-C.
 *
 * @param run its end
 * @param printed what it and its libraries printed to standard error
 */
record StoppedCommand(CommandRun run, String printed) {

  /** Runs {@code command} to its end. */
  static StoppedCommand none(CascadeCommand command, List<String> arguments) {
    PrintStream standard = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      CommandRun run = CommandRun.of(command, arguments);
      return new StoppedCommand(run, printed.toString(StandardCharsets.UTF_8));
    } finally {
      System.setErr(standard);
    }
  }

  /** Runs {@code command}, and asks it to end as soon as {@code reached} is true. */
  static StoppedCommand at(
      Callable<Boolean> reached, CascadeCommand command, List<String> arguments)
      throws InterruptedException {
    try (Interruption guard = Interruption.of()) {
      Thread watcher =
          new Thread(
              () -> {
                try {
                  while (!reached.call()) {
                    Thread.sleep(1);
                  }
                  guard.ask();
                } catch (Exception e) {
                  // the command has ended before
                }
              });
      watcher.start();
      StoppedCommand stopped = none(command, arguments);
      watcher.interrupt();
      watcher.join();
      return stopped;
    }
  }
}
