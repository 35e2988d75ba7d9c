package org.cascadenlp.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * A group of commands that share their first word, such as {@code import}. The group alone is no
 * command.
 */
@Command(synopsisSubcommandLabel = "COMMAND", mixinStandardHelpOptions = true)
final class CommandGroup implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "name a command: one of " + Main.names(spec.commandLine()));
  }
}
