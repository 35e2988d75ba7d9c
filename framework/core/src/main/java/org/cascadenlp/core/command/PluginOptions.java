package org.cascadenlp.core.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.loading.PluginFolder;
import picocli.CommandLine.Option;

/** {@code --plugins}, as every command has it. */
public final class PluginOptions {

  /** The name of the option. */
  public static final String PLUGINS = "--plugins";

  @Option(
      names = PLUGINS,
      paramLabel = "DIR",
      description =
          "A folder of jars, or one jar, with further components and commands. May be repeated.")
  private List<Path> places = new ArrayList<>();

  /** For picocli. */
  public PluginOptions() {}

  /** The folders and jars that were named. */
  public List<Path> places() {
    return List.copyOf(places);
  }

  /**
   * All jars of them.
   *
   * @throws CascadeException if one of them holds none
   */
  public List<Path> jars() {
    return PluginFolder.jars(places);
  }
}
