package org.cascadenlp.training.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.task.Instance;
import org.cascadenlp.neural.task.Labelled;
import org.cascadenlp.training.TinyHead;
import org.junit.jupiter.api.Test;

class CardWriterTest {

  private static String hash(String... labels) {
    Instance instance = Instance.of(new Sequence(List.of("one", "two", "three")));
    return CardWriter.hash(
        new TinyHead().codec(), List.of(new Labelled<>(instance, List.of(labels))));
  }

  @Test
  void theHashOfDataDependsOnWhereSequencesAndLabelsEnd() {
    assertThat(hash("A", "B", "C"))
        .isEqualTo(hash("A", "B", "C"))
        .isNotEqualTo(hash("AB", "", "C"))
        .isNotEqualTo(hash("A", "B"));
  }

  /** Written into model.json since the first version: shipped models keep it. */
  @Test
  void theHashOfLabelsIsThatOfShippedModels() {
    assertThat(hash("A", "B", "C")).isEqualTo("TODO");
  }
}
