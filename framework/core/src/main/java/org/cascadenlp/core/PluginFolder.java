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

  /** The jars of {@code folders}, sorted; an error where a folder is not there or holds none. */
  public static List<Path> jars(List<Path> folders) {
    List<Path> jars = new ArrayList<>();
    for (Path folder : folders) {
      List<Path> found = new ArrayList<>();
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
        files.forEach(found::add);
      } catch (IOException e) {
        throw CascadeException.of(
            "--plugins " + folder,
            Files.isDirectory(folder) ? "the folder cannot be read" : "there is no such folder",
            "name a folder that holds jars",
            e);
      }
      if (found.isEmpty()) {
        throw CascadeException.of(
            "--plugins " + folder, "there is no jar in it", "name a folder that holds jars");
      }
      Collections.sort(found);
      jars.addAll(found);
    }
    return jars;
  }
}
