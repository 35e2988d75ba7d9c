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
 * The files of external overrides given by the system property {@code UimaExternalOverrides}, and
 * which of them sets a name: the first that contains it. UIMA itself reads the values.
 */
final class ExternalOverrides {

  private static final String PROPERTY = "UimaExternalOverrides";
  private static final String FILE = "file:";

  private final Map<String, Path> files;

  private ExternalOverrides(Map<String, Path> files) {
    this.files = files;
  }

  /**
   * The overrides of this process. Unreadable files are skipped here, because UIMA reports them.
   */
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
      // path:NAME, or a missing file
    }
  }

  /** Adds the external overrides of this process to {@code fingerprint}, if there are any. */
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
