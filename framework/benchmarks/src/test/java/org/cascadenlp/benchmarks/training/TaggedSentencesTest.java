package org.cascadenlp.benchmarks.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.task.Instance;
import org.cascadenlp.neural.task.Labelled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaggedSentencesTest {

  @TempDir Path folder;

  @Test
  void aLineOfWhiteSpaceEndsASentence() throws IOException {
    Path file =
        Files.writeString(folder.resolve("a.conll"), "\n\t\nAda\tB-person\n.\tO\n\t\n\nx\tO");
    assertThat(TaggedSentences.read(file, 2))
        .containsExactly(
            new Labelled<>(
                Instance.of(new Sequence(List.of("Ada", "."))), List.of("B-person", "O")),
            new Labelled<>(Instance.of(new Sequence(List.of("x"))), List.of("O")));
  }

  @Test
  void aFileWithTooFewSentencesIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("a.conll"), "Ada\tB-person\n");
    assertThatThrownBy(() -> TaggedSentences.read(file, 2))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("has 1 sentences")
        .hasMessageContaining("2 are measured");
  }
}
