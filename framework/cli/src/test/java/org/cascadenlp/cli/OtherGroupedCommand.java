package org.cascadenlp.cli;

import org.cascadenlp.core.command.CascadeCommand;
import picocli.CommandLine.Command;

/** A second command whose name begins with the same word. */
@Command(name = "try zero", mixinStandardHelpOptions = true, description = "Ends with 0.")
public final class OtherGroupedCommand implements CascadeCommand {

  @Override
  public Integer call() {
    return 0;
  }
}
