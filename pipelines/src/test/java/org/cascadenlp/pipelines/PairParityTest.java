package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.task.Encoded;
import org.cascadenlp.neural.task.Head;
import org.cascadenlp.neural.task.Labelled;
import org.cascadenlp.neural.task.Task;
import org.cascadenlp.neural.task.TrainableTask;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.training.loop.TrainingRun;
import org.cascadenlp.training.source.TunedEncoder;
import org.cascadenlp.training.source.VectorSource;
import org.cascadenlp.weights.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Pair regression on a tiny BERT gives the outputs, losses and gradients of transformers;
 * testdata/reference/training_pairs.py made the expected values.
 */
class PairParityTest {

  private static final Map<String, String> CROSS = Map.of("encoder", "cross", "pooler", "true");
  private static final Map<String, String> BI =
      Map.of("encoder", "bi", "compare", "cosine", "least", "0", "most", "5");

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
  void aCrossEncoderEqualsSequenceClassificationWithOneLabel() throws IOException {
    compare("tiny-pairs-cross", CROSS, SequencePooling.CLS);
  }

  @Test
  void aBiEncoderEqualsTheCosineOfMeanStates() throws IOException {
    compare("tiny-pairs-bi", BI, SequencePooling.MEAN);
  }

  private void compare(String name, Map<String, String> options, SequencePooling pooled)
      throws IOException {
    Map<String, Tensor> expected = Parity.reference(name);
    Map<String, Tensor> start = new LinkedHashMap<>(expected);
    start.keySet().removeIf(array -> !array.matches("(classifier|pooler)\\..*"));
    List<Labelled<Float>> examples = Parity.pairs(options == CROSS);
    TrainableTask<Float, Float> task = task();
    try (ModelStore.Lease<Embedder> lease = embedders.open(Parity.TINY_BERT, Parity.rows(pooled));
        VectorSource source = new TunedEncoder((Encoder) lease.model(), 0, Level.SEQUENCE);
        NDManager owner = Torch.manager();
        Head<Float, Float> head =
            task.head(
                owner, new HeadSettings("regression", List.of("value"), options, 1, 36, 7), start);
        TrainingRun<Labelled<Float>> run =
            Parity.run(source, head, Parity.settings(1e-3, 1e-2, Map.of()))) {
      float[] values = expected.get("values").values();
      assertThat(predictions(lease.model(), head, examples))
          .usingComparatorWithPrecision(1e-4f)
          .containsExactly(values);
      Parity.compare(run, name, examples, "");
    }
  }

  @SuppressWarnings("unchecked") // the task is bound by this name
  private TrainableTask<Float, Float> task() {
    return (TrainableTask<Float, Float>) tasks.get("regression");
  }

  /** Predictions from the vectors of inference, as an annotator makes them. */
  private static float[] predictions(
      Embedder encoder, Head<Float, Float> head, List<Labelled<Float>> examples) {
    List<Sequence> sequences =
        examples.stream().flatMap(example -> example.instance().sequences().stream()).toList();
    float[] found = new float[examples.size()];
    try (NDManager owner = Torch.manager()) {
      List<float[]> pooled = encoder.vectors(sequences).stream().map(v -> v.pooled()).toList();
      int own = sequences.size() / examples.size();
      int width = pooled.get(0).length;
      float[] all = new float[pooled.size() * width];
      for (int i = 0; i < pooled.size(); i++) {
        System.arraycopy(pooled.get(i), 0, all, i * width, width);
      }
      int[] rows = new int[examples.size()];
      java.util.Arrays.fill(rows, own);
      List<Float> predictions =
          head.predict(
              new Encoded(
                  owner.create(all, new ai.djl.ndarray.types.Shape(pooled.size(), 1, width)),
                  rows));
      for (int i = 0; i < found.length; i++) {
        found[i] = predictions.get(i);
      }
    }
    return found;
  }

  @Test
  void theVectorsOfAPairsTokensAreThoseOfOneInput() throws IOException {
    Sequence pair = Parity.pairs(true).get(0).instance().sequence();
    try (ModelStore.Lease<Embedder> lease =
        embedders.open(Parity.TINY_BERT, Parity.rows(SequencePooling.CLS))) {
      Encoder encoder = (Encoder) lease.model();
      assertThat(encoder.readsPairs()).isTrue();
      assertThat(encoder.windows(pair)).hasSize(1);
      int[] segments = encoder.windows(pair).get(0).segments();
      assertThat(segments[0]).isZero();
      assertThat(segments[segments.length - 1]).isEqualTo(1);
      float[] values = encoder.embed(List.of(pair)).get(0);
      assertThat(values).hasSize(pair.size() * 36);
      float[] alone = encoder.embed(List.of(pair.parts().get(0))).get(0);
      assertThat(values[0]).isNotCloseTo(alone[0], Offset.offset(1e-4f));
    }
  }
}
