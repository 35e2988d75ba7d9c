package org.cascadenlp.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.CascadeException;
import org.cascadenlp.neural.Rows;
import org.cascadenlp.neural.Unit;
import org.cascadenlp.neural.UnitType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataCheckTest {

  private static final Example NEW = new Example(new Unit(List.of("word1")), List.of("D"));

  @TempDir Path folder = Path.of("");

  private static DataCheck check(TrainingSettings settings) {
    return new DataCheck(Toy.head(1), settings);
  }

  @Test
  void developmentLabelsThatTrainingNeverSawAreNamedWithTheirUnits() {
    DataCheck check = check(Toy.settings(TuningMode.FROZEN));
    assertThat(check.unseen(List.of(NEW, NEW)))
        .containsExactly(
            "warning: the development data have label 'D' in 2 units, the training data do not: it"
                + " counts as an error there");
    assertThat(check.unseen(Toy.examples(5, 1))).isEmpty();
  }

  @Test
  void theyCountAsErrorsInTheScoresOfTheModel() throws Exception {
    List<Example> dev = new ArrayList<>(Toy.examples(4, 2));
    int tokens = dev.stream().mapToInt(e -> e.labels().size()).sum();
    dev.add(NEW);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Progress progress = Progress.lines(new PrintStream(out, true, StandardCharsets.UTF_8));
    try (TinyEncoder encoder = new TinyEncoder();
        TunedEncoder source = new TunedEncoder(encoder, 0, Rows.TOKENS)) {
      TrainingResult result =
          new Trainer(
                  new TinyHead(),
                  Toy.head(1),
                  UnitType.SENTENCE,
                  Toy.settings(TuningMode.FINE_TUNE),
                  "test",
                  progress)
              .train(source, Toy.examples(20, 1), dev, folder);
      double correct = result.scores().get("accuracy") * (tokens + 1);
      assertThat(correct)
          .isCloseTo(Math.round(correct), org.assertj.core.api.Assertions.within(1e-9));
      assertThat(Math.round(correct)).isLessThanOrEqualTo(tokens);
      assertThat(result.scores()).containsEntry("f1.D", 0.0);
    }
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("label 'D' in 1 unit,");
    assertThat(Files.readString(folder.resolve("confusion.html")))
        .contains("Task toy, development data, epoch", "gold D, predicted");
  }

  @Test
  void aTrainingLabelThatTheHeadDoesNotHaveIsAnError() {
    assertThatThrownBy(() -> check(Toy.settings(TuningMode.FROZEN)).train(List.of(NEW)))
        .isInstanceOf(CascadeException.class)
        .hasMessage(
            "training toy: the training data have label D; the head's labels are [A, B, C]; map it,"
                + " or add it to them");
  }

  @Test
  void noUnitsAndAWeightForNoLabelAreErrors() {
    assertThatThrownBy(() -> check(Toy.settings(TuningMode.FROZEN)).train(List.of()))
        .hasMessageContaining("there are no training units");
    TrainingSettings weighted = Toy.classWeights(Toy.settings(TuningMode.FROZEN), Map.of("E", 2f));
    assertThatThrownBy(() -> check(weighted).train(Toy.examples(2, 1)))
        .hasMessageContaining("classWeights names label E");
  }
}
