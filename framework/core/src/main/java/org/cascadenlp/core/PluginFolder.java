package org.cascadenlp.core;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A folder of drop-in jars, as {@code --plugins DIR} names it. */
public final class PluginFolder {

  private PluginFolder() {}

  /**
   * The jars of {@code folders}, sorted.
   *
   * @throws CascadeException where a folder is not there or holds no jar; or naming the jar that is
   *     none, is built for a later Java, or brings classes of the framework
   */
  public static List<Path> jars(List<Path> folders) {
    List<Path> jars = new ArrayList<>();
    for (Path folder : folders) {
      List<Path> found = new ArrayList<>();
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
        files.forEach(found::add);
      } catch (IOException e) {
        throw CascadeException.of(
            "--plugins " + folder, problem(folder), "name a folder that holds jars", e);
      }
      if (found.isEmpty()) {
        throw CascadeException.of(
            "--plugins " + folder, "there is no jar in it", "name a folder that holds jars");
      }
      Collections.sort(found);
      found.forEach(jar -> new PluginJar(jar).examine());
      jars.addAll(found);
    }
    return jars;
  }

  private static String problem(Path folder) {
    if (Files.isDirectory(folder)) {
      return "the folder cannot be read";
    }
    return Files.exists(folder) ? "this is not a folder" : "there is no such folder";
  }
}
