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
import org.cascadenlp.core.document.SourceDocument;
import org.cascadenlp.core.document.TextCleaner;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.formats.source.CorpusSettings;
import org.cascadenlp.formats.source.CorpusText;
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
  public DocumentSource open(Path folder, InputOptions options) {
    CorpusSettings settings = new CorpusSettings(NAME, options.settings(), FoldersFormat.class);
    ExampleLayout layout = ExampleLayout.ofDocuments(settings);
    ExampleLabels labels = ExampleLabels.of(settings);
    List<SourceDocument> documents = new ArrayList<>();
    int number = 0;
    for (Path kind : classes(folder)) {
      List<String> found = labels.of(kind.toString(), String.valueOf(kind.getFileName()));
      for (Path file : files(kind)) {
        boolean kept = !found.isEmpty() || labels.several();
        number += kept ? 1 : 0;
        if (kept && layout.uses(number)) {
          String name = folder.relativize(file).toString().replace('\\', '/');
          Example example = Example.of(name, found, text(file, settings));
          documents.add(new ExampleDocument(name, List.of(example), layout));
        }
      }
    }
    return DocumentSource.of(documents);
  }

  private static String text(Path file, CorpusSettings settings) {
    String text = TextCleaner.clean(CorpusText.read(file, settings)).text().strip();
    if (text.isEmpty()) {
      throw CascadeException.of(file.toString(), "the text is empty", "remove the file");
    }
    return text;
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

  private static List<Path> files(Path kind) {
    List<Path> files = list(kind);
    if (files.isEmpty()) {
      throw CascadeException.of(
          kind.toString(), "there are no files in this class", "remove the folder");
    }
    for (Path file : files) {
      if (!Files.isRegularFile(file)) {
        throw CascadeException.of(
            file.toString(),
            "this is not a file",
            "the folder of a class may contain only text files");
      }
    }
    return files;
  }

  private static List<Path> list(Path folder) {
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
