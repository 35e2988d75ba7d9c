package org.cascadenlp.benchmarks.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.task.Instance;
import org.cascadenlp.neural.task.Labelled;

/** Reads sentences from a file of columns: one token per line, text first and tag last. */
final class TaggedSentences {

  private TaggedSentences() {}

  /** The first {@code count} sentences of {@code file}; throws if it has fewer. */
  static List<Labelled<List<String>>> read(Path file, int count) throws IOException {
    List<Labelled<List<String>>> sentences = new ArrayList<>();
    List<String> tokens = new ArrayList<>();
    List<String> tags = new ArrayList<>();
    for (String line : (Files.readString(file) + "\n\n").split("\n", -1)) {
      if (!line.isBlank()) {
        String[] cells = line.split("\t", -1);
        tokens.add(cells[0]);
        tags.add(cells[cells.length - 1]);
      } else if (!tokens.isEmpty()) {
        sentences.add(new Labelled<>(Instance.of(new Sequence(tokens)), List.copyOf(tags)));
        tokens.clear();
        tags.clear();
        if (sentences.size() == count) {
          return sentences;
        }
      }
    }
    throw CascadeException.of(
        file.toString(),
        "has " + sentences.size() + " sentences",
        "give the whole file: " + count + " are measured");
  }
}
