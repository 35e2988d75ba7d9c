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

  /** Computed by Python's hashlib; cards of earlier versions have it. */
  @Test
  void theHashOfLabelsIsThatOfShippedModels() {
    assertThat(hash("A", "B", "C"))
        .isEqualTo("10204a24e77c38395f1a08966cda488a69a2458be611c1185616c0c7e7706d3d");
  }
}
