package org.cascadenlp.formats.examples;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.document.DocumentSource;
import org.cascadenlp.core.document.InputOptions.Gold;
import org.cascadenlp.core.document.SourceDocument;
import org.cascadenlp.core.document.TextCleaner;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.formats.source.CorpusSettings;
import org.cascadenlp.formats.source.CorpusText;
import org.jspecify.annotations.Nullable;

/**
 * The files in folders of classes. The names of one class's files are in memory; a file is read
 * when its document is filled into a CAS.
 */
final class FolderSource implements DocumentSource {

  private final Path folder;
  private final Iterator<Path> classes;
  private final CorpusSettings settings;
  private final ExampleLayout layout;
  private final ExampleLabels written;
  private final Gold gold;
  private Iterator<Path> files = Collections.emptyIterator();
  private List<String> labels = List.of();
  private int number;

  /**
   * The files in {@code classes}.
   *
   * @param folder the folder of these folders
   */
  FolderSource(Path folder, List<Path> classes, CorpusSettings settings, Gold gold) {
    this.folder = folder;
    this.classes = classes.iterator();
    this.settings = settings;
    this.layout = ExampleLayout.ofDocuments(settings);
    this.written = ExampleLabels.of(settings);
    this.gold = gold;
  }

  /**
   * Checks before the first document that each class has files, and nothing else.
   *
   * @throws CascadeException otherwise
   */
  static void check(List<Path> classes) {
    for (Path kind : classes) {
      List<Path> files = FoldersFormat.list(kind);
      if (files.isEmpty()) {
        throw CascadeException.of(
            kind.toString(), "there are no files in this class", "remove the folder");
      }
      files.forEach(FolderSource::checkFile);
    }
  }

  private static void checkFile(Path file) {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw CascadeException.of(
          file.toString(),
          "this is not a file",
          "the folder of a class may contain only text files");
    }
  }

  @Override
  public @Nullable SourceDocument next() {
    while (number < layout.last()) {
      if (!files.hasNext()) {
        if (!classes.hasNext()) {
          return null;
        }
        open(classes.next());
        continue;
      }
      Path file = files.next();
      boolean kept = !labels.isEmpty() || written.several() || gold == Gold.LEFT_OUT;
      number += kept ? 1 : 0;
      if (kept && layout.uses(number)) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        return new ClassFile(name, file, labels);
      }
    }
    return null;
  }

  private void open(Path kind) {
    labels =
        gold == Gold.READ
            ? written.of(kind.toString(), String.valueOf(kind.getFileName()))
            : List.of();
    files = FoldersFormat.list(kind).iterator();
  }

  /** A file in the folder of a class. */
  private final class ClassFile implements SourceDocument {

    private final String name;
    private final Path file;
    private final List<String> classLabels;
    private int replaced;

    ClassFile(String name, Path file, List<String> classLabels) {
      this.name = name;
      this.file = file;
      this.classLabels = classLabels;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public void fill(JCas text, JCas gold) {
      checkFile(file);
      TextCleaner.Cleaned found = TextCleaner.clean(CorpusText.read(file, settings).strip());
      if (found.text().isEmpty()) {
        throw CascadeException.of(file.toString(), "the text is empty", "remove the file");
      }
      replaced = found.replaced();
      Example example = Example.of(name, classLabels, found);
      new ExampleDocument(name, List.of(example), layout).fill(text, gold);
    }

    @Override
    public int replaced() {
      return replaced;
    }
  }
}
