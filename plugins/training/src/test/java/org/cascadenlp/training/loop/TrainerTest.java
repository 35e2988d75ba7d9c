package org.cascadenlp.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.command.ProgressLine;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.process.Interruption;
import org.cascadenlp.core.process.StoppedException;
import org.cascadenlp.core.score.LabelScores;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.model.LoraAdapter;
import org.cascadenlp.neural.model.ModelCard;
import org.cascadenlp.neural.model.ModelFolder;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.SequenceType;
import org.cascadenlp.neural.task.Instance;
import org.cascadenlp.neural.task.LabelHead;
import org.cascadenlp.neural.task.Labelled;
import org.cascadenlp.neural.task.Prediction;
import org.cascadenlp.neural.task.Scorer;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.training.TinyEncoder;
import org.cascadenlp.training.TinyHead;
import org.cascadenlp.training.Toy;
import org.cascadenlp.training.ToyMode;
import org.cascadenlp.training.listener.TrainingResult;
import org.cascadenlp.training.settings.OptimiserSettings;
import org.cascadenlp.training.settings.Schedule;
import org.cascadenlp.training.settings.TrainingSettings;
import org.cascadenlp.training.source.FeatureCache;
import org.cascadenlp.training.source.FrozenVectors;
import org.cascadenlp.training.source.LoraEncoder;
import org.cascadenlp.training.source.TunedEncoder;
import org.cascadenlp.training.source.VectorSource;
import org.cascadenlp.weights.safetensors.SafeTensors;
import org.cascadenlp.weights.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {

  @TempDir Path folder;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final List<Labelled<List<String>>> train = Toy.examples(64, 1);
  private final List<Labelled<List<String>>> dev = Toy.examples(24, 2);

  private TrainingResult train(VectorSource source, TrainingSettings settings) {
    return train(new TinyHead(), source, settings);
  }

  private TrainingResult train(TinyHead task, VectorSource source, TrainingSettings settings) {
    return new Trainer<>(
            task,
            Toy.head(settings.seed()),
            SequenceType.SENTENCE,
            settings,
            "Apache-2.0",
            ProgressLine.of(
                new PrintStream(printed, true, StandardCharsets.UTF_8), ProgressLine.Kind.LOG))
        .train(source, train, dev, folder);
  }

  private String text() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aFormerModelIsKeptUntilTheNewOneIsCompleteAndThenRemoved() throws Exception {
    TrainingSettings settings = Toy.settings(ToyMode.FINE_TUNE);
    try (TinyEncoder encoder = new TinyEncoder();
        TunedEncoder source = new TunedEncoder(encoder, 0, Level.TOKEN)) {
      train(source, settings);
      Path adapter = Files.writeString(folder.resolve("adapter_config.json"), "of another mode");
      ModelFolder.write(folder, ModelFolder.read(folder)); // now it lists the adapter
      Path notes = Files.writeString(folder.resolve("notes.txt"), "the user's");
      Trainer stopped =
          new Trainer<>(
              new TinyHead(),
              Toy.head(11),
              SequenceType.SENTENCE,
              settings,
              "Apache-2.0",
              ProgressLine.of(
                  new PrintStream(printed, true, StandardCharsets.UTF_8), ProgressLine.Kind.LOG));
      try (Interruption guard = Interruption.of()) {
        guard.ask();
        assertThatThrownBy(() -> stopped.train(source, train, dev, folder))
            .isInstanceOf(StoppedException.class);
      }
      assertThat(ModelFolder.read(folder).files()).containsKey("adapter_config.json");

      train(source, settings);
      assertThat(ModelFolder.read(folder).files()).containsKey("metrics.csv");
      assertThat(adapter).doesNotExist();
      assertThat(notes).hasContent("the user's");
      assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }
  }

  @Test
  void fineTuningLearnsTheToyTaskAndWritesAModelFolder() throws Exception {
    TrainingSettings settings =
        Toy.epochs(
            Toy.settings(ToyMode.FINE_TUNE),
            new OptimiserSettings(0.03, 1, 0.05, 0.01, 0.1, Schedule.COSINE, 1),
            12,
            0);
    try (TinyEncoder encoder = new TinyEncoder();
        TunedEncoder source = new TunedEncoder(encoder, 0, Level.TOKEN)) {
      TrainingResult result = train(source, settings);
      assertThat(result.scores().get("accuracy")).isGreaterThan(0.95);
      ModelCard card = ModelFolder.read(folder);
      assertThat(card.kind()).isEqualTo("tuned");
      assertThat(card.files()).containsKeys("metrics.csv", "model.safetensors", "training.html");
      assertThat(card.licence()).isEqualTo("Apache-2.0");
      assertThat(card.training())
          .containsEntry("mode", "fine-tune")
          .containsEntry("seed", "11")
          .containsEntry("encoderHash", encoder.vectorSpace().hash());
      Map<String, Tensor> saved = SafeTensors.read(folder.resolve("model.safetensors"));
      saved.keySet().removeIf(name -> name.startsWith("classifier."));
      assertThat(card.embedder()).isNotNull();
      assertThat(card.embedder().hash())
          .isEqualTo(Tensor.hash(saved))
          .isNotEqualTo(encoder.vectorSpace().hash());
      List<String> rows = Files.readAllLines(folder.resolve("metrics.csv"));
      assertThat(rows).hasSize(1 + 12 * 8);
      assertThat(rows.get(0))
          .isEqualTo(
              "epoch,step,loss,rate_factor,gradient_norm,seconds,dev_accuracy,dev_f1.macro,dev_f1.A,dev_f1.B,dev_f1.C");
      assertThat(rows.get(8)).startsWith("1,8,").doesNotEndWith(",");
      assertThat(rows.get(7)).endsWith(",");
    }
  }

  @Test
  void theSelfTestHasThePredictionsOfTheSavedWeights() {
    try (TinyEncoder encoder = new TinyEncoder();
        TunedEncoder source = new TunedEncoder(encoder, 0, Level.TOKEN)) {
      train(source, Toy.settings(ToyMode.FINE_TUNE));
      ModelCard card = ModelFolder.read(folder);
      Labelled<List<String>> selfTest =
          new Labelled<>(
              Instance.of(new org.cascadenlp.neural.sequence.Sequence(card.probe().tokens())),
              List.of());
      try (NDManager owner = Torch.manager();
          LabelHead head =
              new TinyHead()
                  .head(
                      owner, Toy.head(1), SafeTensors.read(folder.resolve("model.safetensors")))) {
        // the source still has the weights that were saved
        Map<String, Tensor> all = head.weights().toTensors();
        all.keySet().removeIf(name -> !name.startsWith("classifier."));
        try (LabelHead saved = new TinyHead().head(owner, Toy.head(1), all)) {
          Prediction again = new Evaluation<>(source, saved, 8).predict(List.of(selfTest)).get(0);
          JsonObject expected = card.probe().expected();
          assertThat(expected.getAsJsonArray("labels").asList())
              .extracting(JsonElement::getAsString)
              .isEqualTo(again.labels());
          for (int i = 0; i < again.scores().length; i++) {
            assertThat(again.scores()[i])
                .isCloseTo(
                    expected.getAsJsonArray("scores").get(i).getAsFloat(),
                    org.assertj.core.data.Offset.offset(1e-5f));
          }
        }
      }
    }
  }

  @Test
  void theBestEpochIsRestored() throws Exception {
    OptimiserSettings constant = new OptimiserSettings(0.02, 1, 0.05, 0, 0, Schedule.CONSTANT, 1);
    byte[][] files = new byte[2][];
    for (int i = 0; i < 2; i++) {
      TrainingSettings settings =
          Toy.epochs(Toy.settings(ToyMode.FINE_TUNE), constant, i == 0 ? 1 : 4, 0);
      try (TinyEncoder encoder = new TinyEncoder();
          TunedEncoder source = new TunedEncoder(encoder, 0, Level.TOKEN)) {
        TrainingResult result = train(new EverWorse(), source, settings);
        assertThat(result.bestEpoch()).isEqualTo(1);
        assertThat(result.epochs()).isEqualTo(settings.epochs());
      }
      files[i] = Files.readAllBytes(folder.resolve("model.safetensors"));
    }
    assertThat(files[1]).isEqualTo(files[0]);
  }

  /** A head whose score falls with every evaluation. */
  private static final class EverWorse extends TinyHead {

    private int evaluations;

    @Override
    public Scorer<List<String>, Prediction> scorer(HeadSettings settings) {
      LabelScores scores = new LabelScores();
      scores.add("A", "A");
      for (int i = 0; i < evaluations; i++) {
        scores.add("A", "B");
      }
      evaluations++;
      return Scorer.of(scores, (gold, found) -> {});
    }
  }

  @Test
  void trainingStopsWhenPatienceIsUsedUp() {
    OptimiserSettings still = new OptimiserSettings(0, 1, 0, 0, 0, Schedule.CONSTANT, 0);
    TrainingSettings settings = Toy.epochs(Toy.settings(ToyMode.FINE_TUNE), still, 9, 2);
    try (TinyEncoder encoder = new TinyEncoder();
        TunedEncoder source = new TunedEncoder(encoder, 0, Level.TOKEN)) {
      TrainingResult result = train(source, settings);
      assertThat(result.epochs()).isEqualTo(3);
      assertThat(result.bestEpoch()).isEqualTo(3); // the latest of equal scores
    }
    assertThat(text()).contains("warning: nothing is trained");
  }

  @Test
  void amongEqualScoresTheEpochWithTheLowerDevelopmentLossIsKept() {
    TrainingSettings settings =
        Toy.epochs(
            Toy.settings(ToyMode.FINE_TUNE),
            new OptimiserSettings(0.02, 1, 0.05, 0, 0, Schedule.CONSTANT, 1),
            4,
            0);
    try (TinyEncoder encoder = new TinyEncoder();
        TunedEncoder source = new TunedEncoder(encoder, 0, Level.TOKEN)) {
      TrainingResult result = train(new EverEqual(), source, settings);
      double[] losses =
          text()
              .lines()
              .filter(line -> line.contains("dev loss"))
              .mapToDouble(
                  line -> Double.parseDouble(line.replaceAll(".*dev loss ([\\d.]+) .*", "$1")))
              .toArray();
      assertThat(losses).hasSize(4);
      assertThat(losses[0]).isGreaterThan(losses[result.bestEpoch() - 1]);
      assertThat(losses[result.bestEpoch() - 1])
          .isEqualTo(Arrays.stream(losses).min().orElseThrow());
    }
    assertThat(text()).contains("dev accuracy=50.00 "); // in percent
  }

  /** A head whose score is the same in every evaluation. */
  private static final class EverEqual extends TinyHead {

    @Override
    public Scorer<List<String>, Prediction> scorer(HeadSettings settings) {
      LabelScores scores = new LabelScores();
      scores.add("A", "A");
      scores.add("A", "B");
      return Scorer.of(scores, (gold, found) -> {});
    }
  }

  @Test
  void theTableListsFrozenTrainedAndNewTensors() {
    TrainingSettings settings =
        Toy.epochs(
            Toy.settings(ToyMode.FINE_TUNE), Toy.settings(ToyMode.FINE_TUNE).optimiser(), 1, 0);
    try (TinyEncoder encoder = new TinyEncoder();
        TunedEncoder source = new TunedEncoder(encoder, 1, Level.TOKEN)) {
      train(source, settings);
    }
    assertThat(text().lines().limit(8).map(l -> l.replaceAll(" +", " ")))
        .containsExactly(
            "place fate tensors parameters names",
            "embeddings frozen 1 96 embeddings.words.weight",
            "layer 0 frozen 2 42 inner.dense.bias/weight",
            "layer 1 trained 2 42 inner.dense.bias/weight",
            "head re-initialised 2 21 classifier.bias/weight",
            "all frozen 3 138",
            "all trained 2 42",
            "all re-initialised 2 21");
  }

  @Test
  void frozenLayersDoNotChange() {
    try (TinyEncoder encoder = new TinyEncoder();
        TunedEncoder source = new TunedEncoder(encoder, 1, Level.TOKEN)) {
      train(source, Toy.settings(ToyMode.FINE_TUNE));
      Map<String, Tensor> saved = SafeTensors.read(folder.resolve("model.safetensors"));
      encoder
          .tensors()
          .forEach(
              (name, before) -> {
                float[] after = saved.get(name).values();
                if (encoder.layerOf(name) == 1) {
                  assertThat(after).as(name).isNotEqualTo(before.values());
                } else {
                  assertThat(after).as(name).isEqualTo(before.values());
                }
              });
    }
  }

  @Test
  void aLoraFolderHoldsAdapterAndHeadAndTheHashOfTheMergedWeights() {
    try (TinyEncoder encoder = new TinyEncoder();
        LoraEncoder source = new LoraEncoder(encoder, null, Toy.LORA, 11, Level.TOKEN)) {
      train(source, Toy.settings(ToyMode.LORA));
      ModelCard card = ModelFolder.read(folder);
      assertThat(card.kind()).isEqualTo("lora");
      assertThat(card.base()).isEqualTo(encoder.vectorSpace());
      LoraAdapter adapter = LoraAdapter.read(folder);
      assertThat(adapter.pairs()).hasSize(2);
      assertThat(Tensor.hash(adapter.merge(encoder.tensors())))
          .isEqualTo(card.embedder().hash())
          .isNotEqualTo(encoder.vectorSpace().hash());
      assertThat(SafeTensors.read(folder.resolve("model.safetensors")))
          .containsOnlyKeys("classifier.weight", "classifier.bias");
    }
  }

  @Test
  void trainingOnFrozenVectorsGivesTheSameHeadAsAFrozenEncoder() {
    TrainingSettings settings = Toy.settings(ToyMode.FROZEN);
    try (TinyEncoder encoder = new TinyEncoder();
        FrozenVectors source =
            new FrozenVectors(encoder.vectorSpace(), Level.TOKEN, new FeatureCache(0, 1))) {
      for (List<Labelled<List<String>>> split : List.of(train, dev)) {
        for (Labelled<List<String>> example : split) {
          source.add(
              example.instance(), encoder.embed(List.of(example.instance().sequence())).get(0));
        }
      }
      TrainingResult frozen = train(source, settings);
      Map<String, Tensor> head = SafeTensors.read(folder.resolve("model.safetensors"));
      assertThat(ModelFolder.read(folder).embedder()).isEqualTo(encoder.vectorSpace());
      try (TunedEncoder same = new TunedEncoder(encoder, 2, Level.TOKEN)) {
        TrainingResult live = train(same, settings);
        assertThat(live.scores()).isEqualTo(frozen.scores());
      }
      Map<String, Tensor> other = SafeTensors.read(folder.resolve("model.safetensors"));
      head.forEach(
          (name, tensor) ->
              assertThat(other.get(name).values())
                  .usingComparatorWithPrecision(1e-5f)
                  .containsExactly(tensor.values()));
    }
  }

  @Test
  void theErrorOfVectorsWithNanNamesTheVectorsNotTheLearningRates() {
    try (TinyEncoder encoder = new TinyEncoder();
        FrozenVectors source =
            new FrozenVectors(encoder.vectorSpace(), Level.TOKEN, new FeatureCache(0, 1))) {
      for (List<Labelled<List<String>>> split : List.of(train, dev)) {
        for (Labelled<List<String>> example : split) {
          float[] values = encoder.embed(List.of(example.instance().sequence())).get(0);
          Arrays.fill(values, Float.NaN);
          source.add(example.instance(), values);
        }
      }
      assertThatThrownBy(() -> train(source, Toy.settings(ToyMode.FROZEN)))
          .isInstanceOf(CascadeException.class)
          .hasMessageStartingWith(
              "training: the loss of step 1 is NaN; the vectors or the weights to start from hold"
                  + " NaN or numbers that are too large");
    }
  }

  @Test
  void theSameSeedGivesTheSameBytesAndAnotherSeedGivesOthers() throws Exception {
    byte[][] files = new byte[3][];
    for (int i = 0; i < 3; i++) {
      TrainingSettings settings = Toy.dropout(Toy.settings(ToyMode.FINE_TUNE), 0.2f, i < 2 ? 4 : 5);
      try (TinyEncoder encoder = new TinyEncoder();
          TunedEncoder source = new TunedEncoder(encoder, 0, Level.TOKEN)) {
        train(source, settings);
      }
      files[i] = Files.readAllBytes(folder.resolve("model.safetensors"));
    }
    assertThat(files[0]).isEqualTo(files[1]).isNotEqualTo(files[2]);
  }

  @Test
  void aLabelThatTheHeadLacksIsAnErrorThatNamesIt() {
    HeadSettings two = new HeadSettings("toy", List.of("A", "B"), Map.of(), 1, 6, 1);
    try (TinyEncoder encoder = new TinyEncoder();
        TunedEncoder source = new TunedEncoder(encoder, 0, Level.TOKEN)) {
      Trainer trainer =
          new Trainer<>(
              new TinyHead(),
              two,
              SequenceType.SENTENCE,
              Toy.settings(ToyMode.FINE_TUNE),
              "",
              ProgressLine.of(System.err, ProgressLine.Kind.LOG));
      assertThatThrownBy(() -> trainer.train(source, train, dev, folder))
          .isInstanceOf(CascadeException.class)
          .hasMessageContaining(
              "training toy: the training data have labels that the head does not have, with the"
                  + " number of sequences: C (")
          .hasMessageContaining("[A, B]; --map C=LABEL renames it, --map C=O leaves it out");
    }
  }
}
