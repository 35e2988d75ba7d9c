package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.uima.UIMAFramework;
import org.apache.uima.resource.ResourceManager;
import org.assertj.core.data.Offset;
import org.cascadenlp.core.Injectors;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.neural.embedding.Embedder;
import org.cascadenlp.neural.embedding.EmbedderRegistry;
import org.cascadenlp.neural.embedding.EmbedderSettings.SequencePooling;
import org.cascadenlp.neural.embedding.Encoder;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.task.Head;
import org.cascadenlp.neural.task.Labelled;
import org.cascadenlp.neural.task.Task;
import org.cascadenlp.neural.task.TrainableTask;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.training.listener.Update;
import org.cascadenlp.training.loop.TrainingRun;
import org.cascadenlp.training.source.TunedEncoder;
import org.cascadenlp.training.source.VectorSource;
import org.cascadenlp.weights.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Losses and gradients under dropout are distributed as those of transformers, whose masks differ:
 * mean and deviation over many draws, for dropout of hidden states, attention and head alone.
 * testdata/reference/training_pairs.py made the expected values.
 */
class DropoutParityTest {

  private static final int DRAWS = 1000;
  private static final int REFERENCE_DRAWS = 2000; // DRAWS of training_pairs.py
  private static final double DROPOUT = 0.3;
  private static final double ERRORS = 4; // standard errors that a mean or deviation may differ by

  @TempDir private Path folder;
  @Inject private EmbedderRegistry embedders;

  @SuppressWarnings("rawtypes") // plugins bind the class
  @Inject
  private Map<String, Task> tasks;

  private ResourceManager resources;

  @BeforeEach
  void inject() {
    resources = UIMAFramework.newDefaultResourceManager();
    Injectors.inject(resources, this);
  }

  @AfterEach
  void destroy() {
    resources.destroy();
  }

  @Test
  void hiddenStatesAreDroppedWhereTransformersDropsThem() throws IOException {
    compare("hidden", encoder(DROPOUT, 0), 0);
  }

  @Test
  void attentionIsDroppedWhereTransformersDropsIt() throws IOException {
    compare("attention", encoder(0, DROPOUT), 0);
  }

  @Test
  void theHeadsInputIsDroppedWhereTransformersDropsIt() throws IOException {
    compare("head", encoder(0, 0), DROPOUT);
  }

  /** The tiny BERT with these probabilities in its configuration. */
  private Path encoder(double hidden, double attention) throws IOException {
    try (Stream<Path> files = Files.list(Parity.TINY_BERT)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    Path config = folder.resolve("config.json");
    Files.writeString(
        config,
        Files.readString(config)
            .replaceFirst("(\"hidden_dropout_prob\": )[0-9.]+", "$1" + hidden)
            .replaceFirst("(\"attention_probs_dropout_prob\": )[0-9.]+", "$1" + attention));
    return folder;
  }

  private void compare(String kind, Path encoder, double headDropout) throws IOException {
    Map<String, Tensor> start = new LinkedHashMap<>(Parity.reference("tiny-pairs-cross"));
    start.keySet().removeIf(array -> !array.matches("(classifier|pooler)\\..*"));
    List<Labelled<Float>> batch = Parity.pairs(true).subList(0, Parity.BATCH);
    HeadSettings settings =
        new HeadSettings(
            "regression", List.of("value"), Map.of("encoder", "cross", "pooler", "true"), 1, 36, 7);
    double[] losses = new double[DRAWS];
    double[] norms = new double[DRAWS];
    try (ModelStore.Lease<Embedder> lease =
            embedders.open(encoder, Parity.rows(SequencePooling.CLS));
        VectorSource source = new TunedEncoder((Encoder) lease.model(), 0, Level.SEQUENCE);
        NDManager owner = Torch.manager();
        Head<Float, Float> head = task().head(owner, settings, start);
        TrainingRun<Labelled<Float>> run =
            Parity.run(source, head, Parity.unchanging((float) headDropout))) {
      for (int i = 0; i < DRAWS; i++) {
        Update update = run.step(batch);
        losses[i] = update.loss();
        norms[i] = update.gradientNorm();
      }
    }
    Map<String, Tensor> expected = Parity.reference("tiny-pairs-dropout");
    close(kind + ".losses", losses, expected);
    close(kind + ".grad_norm", norms, expected);
  }

  @SuppressWarnings("unchecked") // the task is bound by this name
  private TrainableTask<Float, Float> task() {
    return (TrainableTask<Float, Float>) tasks.get("regression");
  }

  private static void close(String name, double[] found, Map<String, Tensor> reference) {
    float[] expected = reference.get(name).values();
    double mean = mean(found);
    double deviation = deviation(found, mean);
    double error =
        expected[1] * Math.sqrt(1.0 / DRAWS + 1.0 / REFERENCE_DRAWS); // of the difference
    assertThat(mean).as("mean of " + name).isCloseTo(expected[0], Offset.offset(ERRORS * error));
    assertThat(deviation)
        .as("deviation of " + name)
        .isCloseTo(expected[1], Offset.offset(ERRORS * error / Math.sqrt(2)));
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double deviation(double[] values, double mean) {
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / (values.length - 1));
  }
}
