package org.cascadenlp.benchmarks.pipelines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cascadenlp.batch.InputFiles;

/**
 * Documents of five sentences each, in memory and as files.
 *
 * @param texts theirs, in order
 * @param folder where each is a file
 */
record Documents(List<String> texts, Path folder) {

  private static final int SENTENCES = 5;

  Documents {
    texts = List.copyOf(texts);
  }

  /** The first {@code most} documents of {@code sentences}, written below {@code parent}. */
  static Documents of(List<String> sentences, int most, Path parent) throws IOException {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i + SENTENCES <= sentences.size() && texts.size() < most; i += SENTENCES) {
      texts.add(String.join(" ", sentences.subList(i, i + SENTENCES)));
    }
    Path folder = Files.createDirectories(parent.resolve("documents-" + texts.size()));
    for (int i = 0; i < texts.size(); i++) {
      Files.writeString(folder.resolve(String.format(Locale.ROOT, "%05d.txt", i)), texts.get(i));
    }
    return new Documents(texts, folder);
  }

  /** The files, for results below {@code output}. */
  InputFiles files(Path output) {
    return InputFiles.find(List.of(folder.toString()), output);
  }
}
