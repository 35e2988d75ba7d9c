package org.cascadenlp.core.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.uima.UIMAFramework;
import org.apache.uima.resource.Resource;
import org.apache.uima.resource.ResourceConfigurationException;
import org.apache.uima.util.Settings;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.files.Fingerprint;
import org.jspecify.annotations.Nullable;

/**
 * The files of external overrides: those of {@code --settings}, then those of the system property
 * {@code UimaExternalOverrides}; and which of them sets a name. UIMA itself reads the values.
 */
final class ExternalOverrides {

  private static final String PROPERTY = "UimaExternalOverrides";
  private static final String FILE = "file:";

  private final List<SettingsFile> given; // in the order of precedence
  private final Map<String, Path> files = new LinkedHashMap<>();

  private ExternalOverrides(List<SettingsFile> given) {
    this.given = given;
    for (SettingsFile file : given) {
      file.lines().keySet().forEach(name -> files.putIfAbsent(name, file.path()));
    }
  }

  /**
   * The overrides in {@code given}, of which later files take precedence, and those of this
   * process. Unreadable files of this process are skipped here, because UIMA reports them.
   *
   * @throws CascadeException if a file of {@code given} cannot be read
   */
  static ExternalOverrides of(List<Path> given) {
    List<SettingsFile> read = new ArrayList<>();
    given.forEach(file -> read.add(SettingsFile.read(file)));
    Collections.reverse(read);
    ExternalOverrides overrides = new ExternalOverrides(List.copyOf(read));
    String property = System.getProperty(PROPERTY);
    if (property != null) {
      for (String name : property.split(",")) {
        overrides.add(name.startsWith(FILE) ? name.substring(FILE.length()) : name);
      }
    }
    return overrides;
  }

  private void add(String name) {
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

  /** The files of {@code --settings} in the order of precedence. */
  List<SettingsFile> given() {
    return given;
  }

  /** The names that the files set. */
  Set<String> names() {
    return files.keySet();
  }

  /**
   * The parameters by which an engine is created with these overrides.
   *
   * @throws ResourceConfigurationException if a file of this process cannot be read
   */
  Map<String, Object> parameters() throws ResourceConfigurationException {
    return given.isEmpty()
        ? Map.of() // UIMA reads those of the process
        : Map.of(Resource.PARAM_EXTERNAL_OVERRIDE_SETTINGS, settings());
  }

  /** The values of all files. */
  Settings settings() throws ResourceConfigurationException {
    Settings settings = UIMAFramework.getResourceSpecifierFactory().createSettings();
    given.forEach(file -> file.load(settings));
    settings.loadSystemDefaults();
    return settings;
  }

  /** Adds the external overrides to {@code fingerprint}, if there are any. */
  void addTo(Fingerprint fingerprint) {
    String property = System.getProperty(PROPERTY);
    if (property != null) {
      fingerprint.add(property);
    }
    files.values().stream().distinct().forEach(fingerprint::addContent);
  }

  /** The values in the files of {@code --settings}, and each item of lists. */
  Set<String> values() {
    Set<String> values = new TreeSet<>();
    try {
      Settings settings = settings();
      for (SettingsFile file : given) {
        for (String name : file.lines().keySet()) {
          String value = String.valueOf(settings.lookUp(name));
          for (String item : value.replaceAll("^\\[|\\]$", "").split(",")) {
            values.add(item.strip());
          }
        }
      }
    } catch (ResourceConfigurationException e) {
      // the pipeline does not load
    }
    return values;
  }

  /** The file that sets {@code name}, or null. */
  @Nullable Path file(@Nullable String name) {
    return name == null ? null : files.get(name);
  }
}
