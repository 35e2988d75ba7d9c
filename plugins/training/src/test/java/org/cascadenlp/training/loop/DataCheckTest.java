package org.cascadenlp.training.loop;

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
import org.cascadenlp.core.command.ProgressLine;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.sequence.SequenceType;
import org.cascadenlp.neural.task.Instance;
import org.cascadenlp.neural.task.Labelled;
import org.cascadenlp.training.TinyEncoder;
import org.cascadenlp.training.TinyHead;
import org.cascadenlp.training.Toy;
import org.cascadenlp.training.ToyMode;
import org.cascadenlp.training.listener.TrainingResult;
import org.cascadenlp.training.settings.TrainingSettings;
import org.cascadenlp.training.source.TunedEncoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataCheckTest {

  private static final Labelled<List<String>> NEW =
      new Labelled<>(Instance.of(new Sequence(List.of("word1"))), List.of("D"));

  @TempDir Path folder = Path.of("");

  private static DataCheck<List<String>> check(TrainingSettings settings) {
    return new DataCheck<>(new TinyHead(), Toy.head(1), settings);
  }

  @Test
  void developmentLabelsMissingFromTrainingDataCountAsErrorsInTheScores() throws Exception {
    List<Labelled<List<String>>> dev = new ArrayList<>(Toy.examples(4, 2));
    int tokens = dev.stream().mapToInt(e -> e.target().size()).sum();
    dev.add(NEW);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ProgressLine progress =
        ProgressLine.of(new PrintStream(out, true, StandardCharsets.UTF_8), ProgressLine.Kind.LOG);
    try (TinyEncoder encoder = new TinyEncoder();
        TunedEncoder source = new TunedEncoder(encoder, 0, Level.TOKEN)) {
      TrainingResult result =
          new Trainer<>(
                  new TinyHead(),
                  Toy.head(1),
                  SequenceType.SENTENCE,
                  Toy.settings(ToyMode.FINE_TUNE),
                  "test",
                  progress)
              .train(source, Toy.examples(20, 1), dev, folder);
      double correct = result.scores().get("accuracy") * (tokens + 1);
      assertThat(correct)
          .isCloseTo(Math.round(correct), org.assertj.core.api.Assertions.within(1e-9));
      assertThat(Math.round(correct)).isLessThanOrEqualTo(tokens);
      assertThat(result.scores()).containsEntry("f1.D", 0.0);
    }
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("label 'D' in 1 sequence,");
    assertThat(Files.readString(folder.resolve("confusion.html")))
        .contains("Task toy, development data, epoch", "gold D, predicted");
  }

  @Test
  void aTrainingLabelThatTheHeadLacksIsAnError() {
    assertThatThrownBy(() -> check(Toy.settings(ToyMode.FROZEN)).train(List.of(NEW)))
        .isInstanceOf(CascadeException.class)
        .hasMessage(
            "training toy: the training data have labels that the head does not have, with the"
                + " number of sequences: D (1); the head's labels are [A, B, C]; --map D=LABEL"
                + " renames it, --map D=O leaves it out, or add them to labels");
  }

  @Test
  void noSequencesAndAClassWeightOfAnUnknownLabelAreErrors() {
    assertThatThrownBy(() -> check(Toy.settings(ToyMode.FROZEN)).train(List.of()))
        .hasMessageContaining("there are no training sequences");
    TrainingSettings weighted = Toy.classWeights(Toy.settings(ToyMode.FROZEN), Map.of("E", 2f));
    assertThatThrownBy(() -> check(weighted).train(Toy.examples(2, 1)))
        .hasMessageContaining("classWeights names label E");
  }

  @Test
  void dataOfASingleLabelAreRefused() {
    DataCheck<List<String>> check = check(Toy.settings(ToyMode.FROZEN));
    Labelled<List<String>> same =
        new Labelled<>(Instance.of(new Sequence(List.of("x", "y"))), List.of("A", "A"));
    assertThatThrownBy(() -> check.train(List.of(same, same)))
        .isInstanceOf(CascadeException.class)
        .hasMessage(
            "training toy: there is one label in the training data: all 2 sequences, 4 tokens, are"
                + " A; a head needs at least two labels: check --format and its settings (see"
                + " `cascade list FORMAT`), --map, and the slices [FROM:TO] of --train");
    DataCheck<List<String>> sequences =
        new DataCheck<>(TinyHead.ofSequences(), Toy.head(1), Toy.settings(ToyMode.FROZEN));
    assertThatThrownBy(() -> sequences.train(List.of(same, same)))
        .hasMessageContaining(
            "there is one label in the training data: all 2 sequences are A; a head");
    Labelled<List<String>> none =
        new Labelled<>(Instance.of(new Sequence(List.of("x"))), List.of());
    assertThatThrownBy(() -> sequences.train(List.of(none, none)))
        .hasMessageContaining(
            "there are no labels in the training data: all 2 sequences are without one");
  }

  @Test
  void classWeightsThatLeaveNothingToLearnAreRefused() {
    TrainingSettings weightless =
        Toy.classWeights(Toy.settings(ToyMode.FROZEN), Map.of("A", 0f, "B", 0f, "C", 0f));
    assertThatThrownBy(() -> check(weightless).train(Toy.examples(4, 1)))
        .isInstanceOf(CascadeException.class)
        .hasMessage(
            "training toy: classWeights gives weight 0 to every label that the training data have:"
                + " [A, B, C]; give one of them a weight above 0");
  }
}
