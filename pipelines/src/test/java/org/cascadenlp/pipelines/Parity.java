package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.cascadenlp.neural.embedding.EmbedderSettings;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.task.Head;
import org.cascadenlp.neural.task.Instance;
import org.cascadenlp.neural.task.Labelled;
import org.cascadenlp.training.listener.Update;
import org.cascadenlp.training.loop.TrainingRun;
import org.cascadenlp.training.objective.SupervisedObjective;
import org.cascadenlp.training.settings.OptimiserSettings;
import org.cascadenlp.training.settings.Schedule;
import org.cascadenlp.training.settings.TrainingSettings;
import org.cascadenlp.training.settings.TuningSettings;
import org.cascadenlp.training.source.VectorSource;
import org.cascadenlp.weights.json.JsonFile;
import org.cascadenlp.weights.safetensors.SafeTensors;
import org.cascadenlp.weights.tensor.Tensor;

/** Compares training with the values that PyTorch computed, in testdata/reference. */
final class Parity {

  private static final Path TESTDATA = Path.of(System.getProperty("cascade.root"), "testdata");
  static final Path REFERENCE = TESTDATA.resolve("reference/training");
  static final Path TINY_BERT = TESTDATA.resolve("models/tiny-bert");
  static final int STEPS = 20;
  static final int BATCH = 8;

  private Parity() {}

  /** Trains twenty steps and compares losses, norms and the first step's gradients. */
  static <T> void compare(
      TrainingRun<Labelled<T>> run, String name, List<Labelled<T>> examples, String suffix) {
    Map<String, Tensor> expected = reference(name);
    for (int step = 0; step < STEPS; step++) {
      int from = step * BATCH % examples.size();
      double loss = run.backward(examples.subList(from, from + BATCH));
      if (step == 0 && suffix.isEmpty()) {
        gradients(expected, run.gradients());
      }
      Update done = run.update(loss);
      close(name + " loss of step " + step, loss, expected, "losses" + suffix, step);
      double norm = done.gradientNorm();
      close(name + " norm of step " + step, norm, expected, "grad_norm" + suffix, step);
    }
  }

  static Map<String, Tensor> reference(String name) {
    return SafeTensors.read(REFERENCE.resolve(name + ".safetensors"));
  }

  static List<Labelled<List<String>>> examples() throws IOException {
    List<Labelled<List<String>>> examples = new ArrayList<>();
    for (String line : Files.readAllLines(REFERENCE.resolve("sentences.jsonl"))) {
      JsonObject json = JsonFile.parse(line, "sentences.jsonl");
      examples.add(
          new Labelled<>(
              Instance.of(new Sequence(texts(json.getAsJsonArray("tokens")))),
              texts(json.getAsJsonArray("tags"))));
    }
    return examples;
  }

  /** Each sentence with the next one, read together or each by itself. */
  static List<Labelled<Float>> pairs(boolean together) throws IOException {
    List<Sequence> sequences =
        examples().stream().map(example -> example.instance().sequence()).toList();
    List<Labelled<Float>> examples = new ArrayList<>();
    for (int i = 0; i < sequences.size(); i++) {
      Sequence next = sequences.get((i + 1) % sequences.size());
      Instance instance =
          together
              ? Instance.of(Sequence.pair(sequences.get(i), next))
              : new Instance(List.of(sequences.get(i), next));
      examples.add(new Labelled<>(instance, 7 * i % 11 / 2f));
    }
    return examples;
  }

  private static List<String> texts(JsonArray array) {
    List<String> texts = new ArrayList<>();
    for (JsonElement element : array) {
      texts.add(element.getAsString());
    }
    return texts;
  }

  static EmbedderSettings rows() {
    return rows(EmbedderSettings.SequencePooling.CLS);
  }

  static EmbedderSettings rows(EmbedderSettings.SequencePooling pooled) {
    return new EmbedderSettings(
        List.of(-1),
        EmbedderSettings.Pooling.FIRST,
        pooled,
        false,
        64,
        16,
        EmbedderSettings.Precision.FLOAT32,
        4096);
  }

  /** Twenty steps of {@code head} and {@code source}. */
  static <T> TrainingRun<Labelled<T>> run(
      VectorSource source, Head<T, ?> head, TrainingSettings settings) {
    return new TrainingRun<>(new SupervisedObjective<>(source, head, settings), settings, STEPS);
  }

  static TrainingSettings settings(
      double encoderRate, double headRate, Map<String, Float> classWeights) {
    return settings(encoderRate, headRate, 0, 0, classWeights);
  }

  private static TrainingSettings settings(
      double encoderRate,
      double headRate,
      float encoderDropout,
      float headDropout,
      Map<String, Float> classWeights) {
    return new TrainingSettings(
        TuningSettings.of("fine-tune", Map.of()),
        new OptimiserSettings(encoderRate, 1, headRate, 0.01, 0.1, Schedule.LINEAR, 1),
        4,
        BATCH,
        1,
        512,
        encoderDropout,
        headDropout,
        classWeights,
        0,
        false,
        7);
  }

  /** Settings that train nothing; the encoder's dropout is that of its configuration. */
  static TrainingSettings unchanging(float headDropout) {
    return settings(0, 0, -1, headDropout, Map.of());
  }

  private static void close(
      String what, double found, Map<String, Tensor> reference, String key, int step) {
    float value = reference.get(key).values()[step];
    assertThat(found).as(what).isCloseTo(value, Offset.offset(1e-4 * Math.max(1, Math.abs(value))));
  }

  private static void gradients(Map<String, Tensor> expected, Map<String, Tensor> found) {
    List<String> compared = new ArrayList<>();
    expected.forEach(
        (key, tensor) -> {
          if (key.startsWith("grad.")) {
            String name = key.substring("grad.".length());
            compared.add(name);
            assertThat(found).containsKey(name);
            assertThat(found.get(name).values())
                .as("gradient of " + name)
                .usingComparatorWithPrecision(1e-4f)
                .containsExactly(tensor.values());
          } else if (key.startsWith("gradnorm.")) {
            String name = key.substring("gradnorm.".length());
            compared.add(name);
            assertThat(found).containsKey(name);
            double squares = 0;
            for (float g : found.get(name).values()) {
              squares += (double) g * g;
            }
            assertThat(Math.sqrt(squares))
                .as("gradient norm of " + name)
                .isCloseTo(tensor.values()[0], Offset.offset(1e-4));
          }
        });
    assertThat(compared).containsExactlyInAnyOrderElementsOf(found.keySet());
  }
}
