package org.cascadenlp.formats.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cascadenlp.core.command.Description;
import org.cascadenlp.core.command.Description.Setting;
import org.cascadenlp.core.document.DocumentSource;
import org.cascadenlp.core.document.InputFormat;
import org.cascadenlp.core.document.InputOptions;
import org.cascadenlp.core.document.InputOptions.Gold;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.formats.source.CorpusSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One folder per class, named after the class, with one document per file. Files and folders whose
 * name begins with a full stop are skipped, and so are, with a warning, files beside the folders.
 *
 * <p>Classes and files are in the order of their names. The settings, all optional, are in its
 * {@link Description}.
 */
@Description(
    value = "One folder per class, one document per file.",
    settings = {
      @Setting(name = "labelPattern", description = CorpusSettings.LABEL_PATTERN),
      @Setting(name = "labelSeparator", description = CorpusSettings.LABEL_SEPARATOR),
      @Setting(name = "map", description = CorpusSettings.CLASSES),
      @Setting(
          name = "tokens",
          type = "none | space",
          value = "none",
          description = CorpusSettings.TOKENS),
      @Setting(name = "encoding", description = CorpusSettings.ENCODING),
      @Setting(name = "sentences", description = "a range of the documents, 1-1000 or 1001-")
    })
public final class FoldersFormat implements InputFormat {

  public static final String NAME = "folders";

  private static final Logger LOG = LoggerFactory.getLogger(FoldersFormat.class);

  @Override
  public boolean readsFolders() {
    return true;
  }

  @Override
  public DocumentSource open(Path folder, InputOptions options) {
    CorpusSettings settings = new CorpusSettings(NAME, options.settings(), FoldersFormat.class);
    List<Path> classes = classes(folder);
    if (options.gold() == Gold.READ) {
      FolderSource.check(classes);
    }
    return new FolderSource(folder, classes, settings, options.gold());
  }

  private static List<Path> classes(Path folder) {
    List<Path> classes = new ArrayList<>();
    for (Path entry : list(folder)) {
      if (Files.isDirectory(entry)) {
        classes.add(entry);
      } else {
        LOG.warn("{}: this file is not in the folder of a class and is skipped", entry);
      }
    }
    if (classes.isEmpty()) {
      throw CascadeException.of(
          folder.toString(),
          "there are no folders in it",
          "name a folder with one subfolder per class");
    }
    return classes;
  }

  /** What is in {@code folder} and not hidden, sorted. */
  static List<Path> list(Path folder) {
    if (Files.isRegularFile(folder)) {
      throw CascadeException.of(
          folder.toString(), "this is not a folder", "name a folder with one subfolder per class");
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> !String.valueOf(entry.getFileName()).startsWith("."))
          .sorted((a, b) -> a.toString().compareTo(b.toString()))
          .toList();
    } catch (NoSuchFileException e) {
      throw CascadeException.of(
          folder.toString(),
          "there is no such folder",
          "name a folder with one subfolder per class",
          e);
    } catch (IOException e) {
      throw CascadeException.of(
          folder.toString(),
          "the folder cannot be read: " + CascadeException.describe(e),
          "name one that you may read",
          e);
    }
  }
}
