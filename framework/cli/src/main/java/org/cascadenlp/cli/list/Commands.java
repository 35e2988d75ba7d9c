package org.cascadenlp.cli.list;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.apache.uima.resource.ResourceManager;
import org.cascadenlp.core.command.CascadeCommand;
import org.cascadenlp.core.command.Catalogue;
import picocli.CommandLine.Command;

/** The subcommands of the tool. */
final class Commands implements Catalogue {

  @Override
  public List<Entry> entries(ResourceManager resources) {
    List<Entry> entries = new ArrayList<>();
    for (CascadeCommand command : ServiceLoader.load(CascadeCommand.class)) {
      Command described = command.getClass().getAnnotation(Command.class);
      if (described != null) {
        entries.add(
            Entry.of("command", described.name(), String.join(" ", described.description())));
      }
    }
    return entries;
  }
}
