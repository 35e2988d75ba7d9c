package org.cascadenlp.cli;

import org.cascadenlp.core.command.CascadeCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** A command with a name of two words that returns a given exit code. */
@Command(name = "try code", mixinStandardHelpOptions = true, description = "Ends with a code.")
public final class GroupedCommand implements CascadeCommand {

  @Parameters private int code;

  @Override
  public Integer call() {
    if (code < 0) {
      throw new ArithmeticException("negative");
    }
    return code;
  }
}
