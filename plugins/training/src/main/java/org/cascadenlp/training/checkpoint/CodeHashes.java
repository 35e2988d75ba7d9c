package org.cascadenlp.training.checkpoint;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.cascadenlp.core.files.Sha256;

/**
 * Hashes of the jars on the class path in which Cascade computes networks, and of the jars of some
 * classes, by their names: the version of a snapshot does not tell one build from another. Classes
 * in a folder are not hashed.
 */
final class CodeHashes {

  private static final Pattern NETWORKS =
      Pattern.compile(
          "([0-9]+-)?" // by the launcher
              + "cascade-(weights|neural|transformers|task-heads|training|.*-embeddings)-.*\\.jar");
  private static final int DIGITS = 12;

  private CodeHashes() {}

  static Map<String, String> of(Collection<Class<?>> classes) {
    Set<Path> jars = new LinkedHashSet<>(); // many classes are in one jar, which is hashed once
    for (String place : System.getProperty("java.class.path", "").split(File.pathSeparator)) {
      if (NETWORKS.matcher(new File(place).getName()).matches()) {
        jars.add(Path.of(place).toAbsolutePath().normalize());
      }
    }
    for (Class<?> each : classes) {
      CodeSource source = each.getProtectionDomain().getCodeSource();
      if (source != null && source.getLocation() != null) {
        try {
          jars.add(Path.of(source.getLocation().toURI()).toAbsolutePath().normalize());
        } catch (URISyntaxException | RuntimeException e) {
          // of a class loader without files
        }
      }
    }
    Map<String, String> hashes = new TreeMap<>();
    jars.forEach(jar -> add(jar, hashes));
    return hashes;
  }

  private static void add(Path jar, Map<String, String> hashes) {
    if (!Files.isRegularFile(jar)) {
      return;
    }
    try (InputStream in = Files.newInputStream(jar)) {
      String name = jar.getFileName().toString().replaceFirst("^[0-9]+-", "");
      hashes.put(name, Sha256.of(in).substring(0, DIGITS));
    } catch (IOException e) {
      // a jar that was removed while its classes run
    }
  }
}
