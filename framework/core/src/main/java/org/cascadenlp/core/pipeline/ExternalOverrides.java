package org.cascadenlp.core.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.uima.UIMAFramework;
import org.apache.uima.util.Settings;
import org.cascadenlp.core.files.Fingerprint;
import org.jspecify.annotations.Nullable;

/**
 * The files of external overrides that the system property {@code UimaExternalOverrides} names, and
 * which of them sets a name. UIMA itself reads the values; a name counts where it is set first.
 */
final class ExternalOverrides {

  private static final String PROPERTY = "UimaExternalOverrides";
  private static final String FILE = "file:";

  private final Map<String, Path> files;

  private ExternalOverrides(Map<String, Path> files) {
    this.files = files;
  }

  /** Those of this process. One that cannot be read is left to UIMA, which reports it. */
  static ExternalOverrides ofThisProcess() {
    Map<String, Path> files = new LinkedHashMap<>();
    String property = System.getProperty(PROPERTY);
    if (property != null) {
      for (String name : property.split(",")) {
        add(name.startsWith(FILE) ? name.substring(FILE.length()) : name, files);
      }
    }
    return new ExternalOverrides(files);
  }

  private static void add(String name, Map<String, Path> files) {
    Settings settings = UIMAFramework.getResourceSpecifierFactory().createSettings();
    try {
      Path file = Path.of(name).toAbsolutePath().normalize();
      try (InputStream in = Files.newInputStream(file)) {
        settings.load(in);
      }
      settings.getKeys().forEach(key -> files.putIfAbsent(key, file));
    } catch (IOException | InvalidPathException e) {
      // path:NAME, or a file that is not there
    }
  }

  /** Adds to {@code fingerprint} what this process overrides, if anything. */
  static void addTo(Fingerprint fingerprint) {
    String property = System.getProperty(PROPERTY);
    if (property != null) {
      fingerprint.add(property);
      ofThisProcess().files.values().stream().distinct().forEach(fingerprint::addContent);
    }
  }

  /** The file that sets {@code name}, or null. */
  @Nullable Path file(@Nullable String name) {
    return name == null ? null : files.get(name);
  }
}
