package org.cascadenlp.benchmarks.pipelines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cascadenlp.batch.input.InputFiles;

/**
 * Documents of five sentences each, in memory and as files.
 *
 * @param texts the texts of the documents, in order
 * @param folder the folder with one file per document
 */
public record Documents(List<String> texts, Path folder) {

  private static final int SENTENCES = 5;

  public Documents {
    texts = List.copyOf(texts);
  }

  /**
   * Makes {@code count} documents from {@code sentences}, which are repeated if there are too few,
   * and writes them below {@code parent}.
   */
  public static Documents of(List<String> sentences, int count, Path parent) throws IOException {
    List<String> texts = new ArrayList<>();
    int next = 0;
    while (texts.size() < count) {
      List<String> own = new ArrayList<>();
      for (int i = 0; i < SENTENCES; i++) {
        own.add(sentences.get(next++ % sentences.size()));
      }
      texts.add(String.join(" ", own));
    }
    Path folder = Files.createDirectories(parent.resolve("documents-" + texts.size()));
    for (int i = 0; i < texts.size(); i++) {
      Files.writeString(folder.resolve(String.format(Locale.ROOT, "%05d.txt", i)), texts.get(i));
    }
    return new Documents(texts, folder);
  }

  /** The files as input of a run with results below {@code output}. */
  InputFiles files(Path output) {
    return InputFiles.find(List.of(folder.toString()), output);
  }
}
