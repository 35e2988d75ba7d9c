package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.uima.UIMAFramework;
import org.apache.uima.resource.ResourceManager;
import org.cascadenlp.core.Injectors;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.neural.embedding.Embedder;
import org.cascadenlp.neural.embedding.EmbedderRegistry;
import org.cascadenlp.neural.embedding.Encoder;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.task.Encoded;
import org.cascadenlp.neural.task.Instance;
import org.cascadenlp.neural.task.LabelHead;
import org.cascadenlp.neural.task.LabelTask;
import org.cascadenlp.neural.task.Labelled;
import org.cascadenlp.neural.task.Prediction;
import org.cascadenlp.neural.task.Task;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.training.loop.TrainingRun;
import org.cascadenlp.training.source.TunedEncoder;
import org.cascadenlp.training.source.VectorSource;
import org.cascadenlp.weights.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Training a sentence classifier on a tuned tiny BERT gives the losses and gradients of PyTorch;
 * testdata/reference/training_classes.py made the expected values.
 */
class ClassParityTest {

  private static final List<String> SINGLE = List.of("LOC", "NONE", "ORG", "PER");
  private static final List<String> MULTI = List.of("LOC", "ORG", "PER");

  @Inject private EmbedderRegistry embedders;
  @Inject private Map<String, Task> tasks;

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

  @ParameterizedTest(name = "{0}, weights{4}")
  @CsvSource({
    "tiny-classes-mean, mean, false, false, ''",
    "tiny-classes-mean, mean, false, false, .class_weights",
    "tiny-classes-max, max, true, false, ''",
    "tiny-classes-first, first, true, false, ''",
    "tiny-classes-unit, unit, true, false, ''",
    "tiny-classes-attention, attention, false, true, ''",
    "tiny-classes-multi, mean, true, true, ''",
    "tiny-classes-multi, mean, true, true, .class_weights"
  })
  void lossesAndGradientsEqualThoseOfPyTorch(
      String name, String pooling, boolean pooler, boolean multi, String suffix)
      throws IOException {
    Map<String, Tensor> expected = Parity.reference(name);
    List<String> labels = multi ? MULTI : SINGLE;
    Map<String, Float> weights = new HashMap<>();
    for (int i = 0; i < labels.size() && !suffix.isEmpty(); i++) {
      weights.put(labels.get(i), expected.get("class_weights").values()[i]);
    }
    Map<String, String> options =
        Map.of(
            "pooling",
            pooling,
            "pooler",
            String.valueOf(pooler),
            "multi",
            String.valueOf(multi),
            "threshold",
            "0.5",
            "bilstm",
            "0",
            "mix",
            "false");
    Map<String, Tensor> start = new LinkedHashMap<>(expected);
    start.keySet().removeIf(n -> !n.matches("(classifier|pooler|attention)\\..*"));
    List<Labelled<List<String>>> examples = examples(multi);
    try (ModelStore.Lease<Embedder> lease = embedders.open(Parity.TINY_BERT, Parity.rows());
        VectorSource source =
            new TunedEncoder((Encoder) lease.model(), 0, tasks.get("classes").level(options));
        NDManager owner = Torch.manager();
        LabelHead network =
            ((LabelTask) tasks.get("classes"))
                .head(owner, new HeadSettings("classes", labels, options, 1, 36, 7), start);
        TrainingRun<Labelled<List<String>>> run =
            Parity.run(source, network, Parity.settings(1e-3, 1e-2, weights))) {
      predictions(source, network, examples.subList(0, Parity.BATCH), labels, multi, expected);
      Parity.compare(run, name, examples, suffix);
    }
  }

  /** Compares the scores before training with the softmax or sigmoids of the reference's logits. */
  private static void predictions(
      VectorSource source,
      LabelHead network,
      List<Labelled<List<String>>> batch,
      List<String> labels,
      boolean multi,
      Map<String, Tensor> expected) {
    float[] logits = expected.get("logits").values();
    List<Instance> instances = batch.stream().map(Labelled::instance).toList();
    int[] lengths = source.lengths(instances);
    try (NDManager owner = Torch.manager()) {
      List<Prediction> found =
          network.predict(
              new Encoded(source.vectors(owner, instances, Mode.INFERENCE, 0), lengths));
      for (int sequence = 0; sequence < found.size(); sequence++) {
        double sum = 0;
        for (int label = 0; label < labels.size(); label++) {
          sum += Math.exp(logits[sequence * labels.size() + label]);
        }
        Map<String, Float> scores = new HashMap<>();
        for (int i = 0; i < found.get(sequence).labels().size(); i++) {
          scores.put(found.get(sequence).labels().get(i), found.get(sequence).scores()[i]);
        }
        double best = 0;
        for (int label = 0; label < labels.size(); label++) {
          double exp = Math.exp(logits[sequence * labels.size() + label]);
          double probability = multi ? exp / (1 + exp) : exp / sum;
          best = Math.max(best, probability);
          Float score = scores.get(labels.get(label));
          if (score != null) {
            assertThat((double) score).isCloseTo(probability, within(1e-5));
          } else if (multi) {
            assertThat(probability).isLessThan(0.5);
          }
        }
        if (!multi) {
          assertThat(scores).hasSize(1);
          assertThat((double) found.get(sequence).scores()[0]).isCloseTo(best, within(1e-5));
        }
      }
    }
  }

  /**
   * The sentences with the type of their first entity, or NONE; if {@code multi}, with all types.
   */
  private static List<Labelled<List<String>>> examples(boolean multi) throws IOException {
    return Parity.examples().stream()
        .map(
            example -> {
              List<String> types =
                  example.target().stream()
                      .filter(tag -> !tag.equals("O"))
                      .map(tag -> tag.substring(2))
                      .toList();
              List<String> first = types.isEmpty() ? List.of("NONE") : types.subList(0, 1);
              return new Labelled<>(
                  Instance.of(example.instance().sequence()),
                  multi ? List.copyOf(new TreeSet<>(types)) : first);
            })
        .toList();
  }
}
