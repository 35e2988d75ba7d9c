package org.cascadenlp.core.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.loading.PluginFolder;
import picocli.CommandLine.Option;

/** {@code --plugins}, an option of every command. */
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

  /** The folders and jars given by the option. */
  public List<Path> places() {
    return List.copyOf(places);
  }

  /**
   * All jars in {@link #places}.
   *
   * @throws CascadeException if one of the places contains no jar
   */
  public List<Path> jars() {
    return PluginFolder.jars(places);
  }
}
