package org.cascadenlp.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Reads the sentences of a CoNLL-U file as running text. */
public final class UdSentences {

  private static final String TEXT = "# text = ";

  private UdSentences() {}

  /** The first {@code most} sentences of {@code file}, or as many as it has. */
  public static List<String> read(Path file, int most) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(TEXT))
          .limit(most)
          .map(line -> line.substring(TEXT.length()))
          .toList();
    }
  }
}
