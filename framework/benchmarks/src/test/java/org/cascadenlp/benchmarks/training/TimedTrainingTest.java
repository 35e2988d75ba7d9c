package org.cascadenlp.benchmarks.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.cascadenlp.benchmarks.MiniLmFiles;
import org.cascadenlp.neural.embedding.EmbedderSettings.Precision;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.task.Instance;
import org.cascadenlp.neural.task.Labelled;
import org.junit.jupiter.api.Test;

class TimedTrainingTest {

  private static final Labelled<List<String>> SENTENCE =
      new Labelled<>(
          Instance.of(new Sequence(List.of("Ada", "lived", "in", "London", "."))),
          List.of("B-person", "O", "O", "B-location", "O"));

  @Test
  void everyBatchIsOneStepAndTheLossFalls() throws Exception {
    List<Labelled<List<String>>> examples =
        new ArrayList<>(Collections.nCopies(TimedTraining.BATCH + 1, SENTENCE));
    int passes = 5;
    try (TrainingParts parts = new TrainingParts();
        TimedTraining training =
            new TimedTraining(
                parts.encoder(MiniLmFiles.NAME, Precision.FLOAT32),
                parts.entities(),
                examples,
                passes)) {
      for (int pass = 0; pass < passes; pass++) {
        training.pass();
      }
      assertThat(training.passes())
          .hasSize(passes)
          .allSatisfy(steps -> assertThat(steps).hasSize(2));
      assertThat(training.passes().get(passes - 1).get(0).loss())
          .isLessThan(training.passes().get(0).get(0).loss());
      // a part timed at the wrong place would have zero or negative seconds
      assertThat(training.passes().stream().flatMap(List::stream))
          .allSatisfy(
              step ->
                  assertThat(List.of(step.forward(), step.backward(), step.optimiser()))
                      .allSatisfy(seconds -> assertThat(seconds).isPositive()));
    }
  }
}
