package org.cascadenlp.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.uima.resource.ResourceManager;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.files.ClassPathFiles;
import org.cascadenlp.core.files.ModelCache;
import org.cascadenlp.core.files.SpecialFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Resolves the file parameters of one annotator. A relative path is resolved against the folder of
 * the descriptor or option that sets it, if that is known, then against UIMA's data path, then on
 * the class path.
 *
 * <p>Earlier versions resolved every relative path against the folder of the pipeline, which is the
 * first entry of the data path. A file that exists only there is used with a warning; if both
 * places hold different files, that is an error.
 */
final class FileLookup {

  private static final Logger LOG = LoggerFactory.getLogger(FileLookup.class);

  /** Stands for the folder of a descriptor that another UIMA host has read. */
  private static final String UNKNOWN_FOLDER = "DESCRIPTOR_FOLDER";

  private final String component;
  private final String role;
  private final ResourceManager resources;
  private final SettingFolders settings;
  private final ModelCache cache;

  FileLookup(String component, String role, ResourceManager resources) {
    this.component = component;
    this.role = role;
    this.resources = resources;
    PipelineContext pipeline = PipelineContext.of(resources);
    this.settings = pipeline.settings();
    this.cache = pipeline.models();
  }

  /**
   * The file or folder that {@code value} names, or null; class path resources are unpacked first.
   */
  @Nullable Path find(String parameter, String value) {
    Path file = file(parameter, value);
    if (file != null) {
      refuseSpecial(parameter, file);
    }
    return file != null || !isRelative(value)
        ? file
        : new ClassPathFiles(Injectors.loader(resources), cache).find(value);
  }

  /**
   * Throws if {@code found}, or an entry of that folder, is a FIFO, device or socket: reading one
   * may block forever.
   */
  private void refuseSpecial(String parameter, Path found) {
    List<Path> files = new ArrayList<>(List.of(found));
    if (Files.isDirectory(found)) {
      try (Stream<Path> inside = Files.list(found)) {
        inside.sorted().forEach(files::add);
      } catch (IOException e) {
        // reported by the code that reads the folder
      }
    }
    for (Path file : files) {
      String kind = SpecialFile.kind(file);
      if (!kind.isEmpty()) {
        throw CascadeException.of(
            component,
            "parameter " + parameter + ": " + file + " is " + kind,
            "name files, and folders of files: nothing else is opened");
      }
    }
  }

  /** As {@link #find}, without the class path. */
  @Nullable Path file(String parameter, String value) {
    try {
      Path written = Path.of(value);
      if (value.isEmpty() || written.isAbsolute()) {
        return !value.isEmpty() && Files.exists(written) ? written : null;
      }
      SettingSource source = settings.of(role, parameter);
      Path home = settings.home();
      Path here = source == null ? null : existing(source.folder(), written);
      if (source != null && here != null) {
        Path there = home == null ? null : existing(home, written);
        if (there != null && !isSame(here, there)) {
          throw ambiguous(parameter, value, source, here, there);
        }
        return here;
      }
      for (String folder : resources.getDataPathElements()) {
        Path found = existing(Path.of(folder), written);
        if (found != null) {
          if (source != null && Path.of(folder).equals(home)) {
            warn(parameter, value, source, found);
          }
          return found;
        }
      }
    } catch (InvalidPathException e) {
      return null;
    }
    return null;
  }

  /**
   * The path at which {@code value} is expected: the first place that is searched, below {@value
   * #UNKNOWN_FOLDER} if that folder is unknown.
   */
  String place(String parameter, String value) {
    if (!isRelative(value)) {
      return value;
    }
    SettingSource source = settings.of(role, parameter);
    if (source == null && settings.home() == null) {
      return UNKNOWN_FOLDER + "/" + value;
    }
    List<String> folders = resources.getDataPathElements();
    Path folder =
        source != null ? source.folder() : Path.of(folders.isEmpty() ? "" : folders.get(0));
    return folder.resolve(value).toAbsolutePath().normalize().toString();
  }

  /**
   * All places that were searched for {@code value}, for an error message; empty for an absolute
   * path.
   */
  String tried(String parameter, String value) {
    if (!isRelative(value)) {
      return "";
    }
    Path written = Path.of(value);
    List<String> places = new ArrayList<>();
    Set<Path> seen = new TreeSet<>();
    SettingSource source = settings.of(role, parameter);
    if (source != null) {
      Path place = source.folder().resolve(written).normalize();
      seen.add(place);
      places.add(place + " (" + source.place() + ")");
    }
    for (String folder : resources.getDataPathElements()) {
      Path place = Path.of(folder).resolve(written).toAbsolutePath().normalize();
      if (seen.add(place)) {
        boolean first = Path.of(folder).equals(settings.home());
        places.add(place + (first ? " (beside the pipeline)" : " (UIMA's data path)"));
      }
    }
    return "; looked for: "
        + String.join(", ", places)
        + " and '"
        + value
        + "' on the class path"
        + (settings.home() == null
            ? "; UIMA does not tell a part which descriptor sets it: add the folder of that"
                + " descriptor to UIMA's data path"
            : "");
  }

  /**
   * The name of {@code parameter} for {@code --set}: the one the user set, else that of this part's
   * own parameter.
   */
  String setting(String parameter) {
    SettingSource source = settings.of(role, parameter);
    return source == null ? SettingFolders.key(role, parameter) : source.setting();
  }

  private static boolean isRelative(String value) {
    try {
      return !value.isEmpty() && !Path.of(value).isAbsolute();
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static @Nullable Path existing(Path folder, Path written) {
    Path file = folder.resolve(written).toAbsolutePath().normalize();
    return Files.exists(file) ? file : null;
  }

  private void warn(String parameter, String value, SettingSource source, Path found) {
    String warning =
        component
            + ": parameter "
            + parameter
            + " = '"
            + value
            + "' is taken from "
            + found
            + ", beside the pipeline; relative paths are resolved against the folder of the descriptor"
            + " or option that sets them: "
            + source.rewritten(found);
    if (settings.isNew(warning)) {
      LOG.warn(warning);
    }
  }

  private CascadeException ambiguous(
      String parameter, String value, SettingSource source, Path here, Path there) {
    return CascadeException.of(
        component,
        "parameter "
            + parameter
            + " = '"
            + value
            + "' names two different things, "
            + here
            + " ("
            + source.place()
            + ") and "
            + there
            + " (beside the pipeline)",
        "write the absolute path of the one you mean in place of the value, or rename the other");
  }

  /** Whether both are the same file or folder, or have equal content. */
  private static boolean isSame(Path one, Path other) {
    try {
      if (Files.isSameFile(one, other)) {
        return true;
      }
      Set<Path> names = names(one);
      if (!names.equals(names(other))) {
        return false;
      }
      for (Path name : names) {
        if (Files.mismatch(one.resolve(name), other.resolve(name)) >= 0) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * The files below {@code top}, relative to it; the empty path if {@code top} is itself a file.
   */
  private static Set<Path> names(Path top) throws IOException {
    try (Stream<Path> files = Files.walk(top)) {
      return files.filter(Files::isRegularFile).map(top::relativize).collect(Collectors.toSet());
    }
  }
}
