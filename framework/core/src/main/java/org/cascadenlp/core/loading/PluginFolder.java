package org.cascadenlp.core.loading;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.loading.PluginJar.Verdict;
import org.slf4j.LoggerFactory;

/** The jars of a folder, or one jar, given by {@code --plugins DIR}. */
public final class PluginFolder {

  private static final String SUFFIX = ".jar";

  private PluginFolder() {}

  /**
   * The jars of {@code places}, sorted within each folder. Jars that only duplicate Cascade's own
   * are skipped with a warning in the log.
   *
   * <p>Places that are already in the thread's context class loader, as after {@code cascade
   * --plugins DIR COMMAND}, are left out.
   *
   * @param places folders with jars, or jars
   * @throws CascadeException if a place is missing or contains no jar, or if a jar is unreadable,
   *     is built for a later Java version, or contains a class with the name of one of Cascade's
   */
  public static List<Path> jars(List<Path> places) {
    ClassLoader context = PluginClassLoader.context();
    ClassLoader cascade = context;
    while (cascade instanceof PluginClassLoader plugins) {
      cascade = plugins.getParent();
    }
    List<Path> jars = new ArrayList<>();
    for (Path place : places) {
      if (PluginClassLoader.has(context, place)) {
        continue;
      }
      for (Path jar : in(place)) {
        Verdict verdict = new PluginJar(jar).examine(cascade);
        if (!verdict.note().isEmpty()) {
          LoggerFactory.getLogger(PluginFolder.class).warn("{}: {}", jar, verdict.note());
        }
        if (verdict.used()) {
          jars.add(jar);
        }
      }
    }
    return jars;
  }

  private static List<Path> in(Path place) {
    if (place.toString().isEmpty()) {
      throw CascadeException.of(
          "--plugins=", "it names nothing", "name a folder that holds jars, or a jar");
    }
    if (Files.isRegularFile(place) && place.toString().endsWith(SUFFIX)) {
      return List.of(place);
    }
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(place, "*" + SUFFIX)) {
      files.forEach(found::add);
    } catch (IOException e) {
      throw CascadeException.ofKnown(
          "--plugins " + place, problem(place), "name a folder that holds jars, or a jar", e);
    }
    if (found.isEmpty()) {
      throw CascadeException.of(
          "--plugins " + place, "there is no jar in it", "name a folder that holds jars, or a jar");
    }
    Collections.sort(found);
    return found;
  }

  private static String problem(Path place) {
    if (Files.isDirectory(place)) {
      return "the folder cannot be read";
    }
    return Files.exists(place)
        ? "this is neither a folder nor a jar"
        : "there is no such folder or jar";
  }
}
