package org.cascadenlp.training.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.task.Instance;
import org.cascadenlp.neural.task.Labelled;
import org.cascadenlp.training.TinyHead;
import org.cascadenlp.training.Toy;
import org.cascadenlp.training.ToyMode;
import org.cascadenlp.training.settings.OptimiserSettings;
import org.cascadenlp.training.settings.Schedule;
import org.cascadenlp.training.settings.TrainingSettings;
import org.junit.jupiter.api.Test;

class DataWarningsTest {

  private static final TrainingSettings SETTINGS = Toy.settings(ToyMode.FINE_TUNE);
  private static final List<Labelled<List<String>>> TRAIN = Toy.examples(64, 1);
  private static final List<Labelled<List<String>>> DEV = Toy.examples(24, 2);

  private static List<String> of(
      TrainingSettings settings,
      List<Labelled<List<String>>> train,
      List<Labelled<List<String>>> dev) {
    return new DataWarnings<>(new DataCheck<>(new TinyHead(), Toy.head(1), settings))
        .of(train, dev);
  }

  private static Labelled<List<String>> example(String words, String labels) {
    return new Labelled<>(
        Instance.of(new Sequence(List.of(words.split(" ")))), List.of(labels.split(" ")));
  }

  @Test
  void goodDataGiveNoWarning() {
    assertThat(of(SETTINGS, TRAIN, DEV)).isEmpty();
  }

  @Test
  void withoutDevelopmentDataTheLastEpochIsKept() {
    assertThat(of(SETTINGS, TRAIN, List.of()))
        .singleElement()
        .asString()
        .startsWith("warning: there are no development sequences, so the last epoch is kept");
  }

  @Test
  void developmentLabelsMissingFromTrainingDataAreNamedWithTheirSequences() {
    Labelled<List<String>> later = example("word1", "D");
    assertThat(of(SETTINGS, TRAIN, List.of(DEV.get(0), DEV.get(1), later, later)))
        .containsExactly(
            "warning: the development data have label 'D' in 2 sequences, the training data do not,"
                + " so each counts as an error; --map D=LABEL renames it, --map D=O leaves it out");
  }

  @Test
  void developmentDataOfOneLabelCannotChooseAnEpoch() {
    assertThat(of(SETTINGS, TRAIN, List.of(example("x y", "A A"), example("z", "A"))))
        .containsExactly(
            "warning: there is one label in the development data: all 2 sequences, 3 tokens, are A,"
                + " so the score is no measure of an epoch, and the best is chosen by development"
                + " loss; give --dev data with the labels of --train");
  }

  @Test
  void developmentDataThatAreAlsoTrainingDataGiveAWarning() {
    assertThat(of(SETTINGS, TRAIN, TRAIN))
        .singleElement()
        .asString()
        .startsWith(
            "warning: 64 of 64 sequences of the development data are training sequences too");
  }

  @Test
  void aLabelWithASingleExampleGivesAWarning() {
    List<Labelled<List<String>>> train =
        List.of(example("x y", "A B"), example("y z", "B A"), example("u", "C"));
    assertThat(of(Toy.batches(SETTINGS, 1, 1), train, DEV))
        .containsExactly(
            "warning: the training data have a label in a single sequence: C (1); that is too"
                + " little to learn from: add examples, or merge labels with --map LABEL=LABEL");
  }

  @Test
  void classWeightZeroAndABatchLargerThanTheDataGiveWarnings() {
    assertThat(of(Toy.classWeights(SETTINGS, Map.of("A", 0f, "B", 2f)), TRAIN, DEV))
        .singleElement()
        .asString()
        .startsWith("warning: classWeights gives label 'A' of ");
    assertThat(of(Toy.batches(SETTINGS, 33, 2), TRAIN, DEV))
        .containsExactly(
            "warning: there are only 64 sequences for updates of 66 (batchSize=33, accumulation=2),"
                + " so an epoch is one update; lower batchSize or accumulation");
  }

  @Test
  void learningRatesOfZeroGiveWarnings() {
    OptimiserSettings none = new OptimiserSettings(0, 1, 0, 0, 0, Schedule.CONSTANT, 0);
    OptimiserSettings head = new OptimiserSettings(0, 1, 0.1, 0, 0, Schedule.CONSTANT, 0);
    assertThat(of(Toy.epochs(SETTINGS, none, 1, 0), TRAIN, DEV))
        .singleElement()
        .asString()
        .startsWith("warning: nothing is trained: headRate=0 and encoderRate=0");
    assertThat(of(Toy.epochs(SETTINGS, head, 1, 0), TRAIN, DEV))
        .singleElement()
        .asString()
        .startsWith("warning: encoderRate=0: the encoder is not trained");
  }
}
