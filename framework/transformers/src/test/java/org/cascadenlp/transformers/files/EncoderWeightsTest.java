package org.cascadenlp.transformers.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.transformers.config.EncoderConfiguration;
import org.cascadenlp.weights.tensor.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncoderWeightsTest {

  private static final String QUERY = "encoder.layer.1.attention.self.query.weight";

  @TempDir private Path empty;
  private HuggingFaceFolder folder;
  private EncoderConfiguration configuration;
  private Map<String, Tensor> weights;

  @BeforeEach
  void readTinyBert() {
    folder =
        new HuggingFaceFolder(
            Path.of(System.getProperty("cascade.root"), "testdata/models/tiny-bert"));
    configuration = folder.configuration();
    weights = new LinkedHashMap<>(EncoderWeights.of(folder.tensors(), configuration, "x"));
  }

  @Test
  void theWeightsAreTheArraysOfTheConfigurationWithoutPooler() {
    assertThat(folder.holdsEncoder()).isTrue();
    assertThat(weights).hasSize(5 + 2 * 16).doesNotContainKey("pooler.dense.weight");
    assertThat(weights.get(QUERY).shape()).containsExactly(36, 36);
  }

  @Test
  void theHashDoesNotDependOnPrefixHeadOldNamesOrOrder() {
    Map<String, Tensor> other = new LinkedHashMap<>();
    other.put("classifier.weight", new Tensor(new long[] {1}, new float[] {1}));
    other.put("bert.embeddings.position_ids", new Tensor(new long[] {1}, new float[] {0}));
    weights.forEach(
        (name, tensor) ->
            other.put(
                "bert."
                    + name.replace("LayerNorm.weight", "LayerNorm.gamma")
                        .replace("LayerNorm.bias", "LayerNorm.beta"),
                tensor));
    Map<String, Tensor> taken = EncoderWeights.of(other, configuration, "x");
    assertThat(taken.keySet()).containsExactlyElementsOf(weights.keySet());
    assertThat(Tensor.hash(taken)).isEqualTo(Tensor.hash(weights));
  }

  @Test
  void aMissingArrayIsNamed() {
    weights.remove(QUERY);
    refused("x: 1 of 37 arrays are missing: " + QUERY);
  }

  @Test
  void anUnexpectedLayerIsNamed() {
    Tensor tensor = weights.get(QUERY);
    weights.put("encoder.layer.2.attention.self.query.weight", tensor);
    refused(
        "x: 1 arrays do not belong to a model of this configuration:"
            + " encoder.layer.2.attention.self.query.weight; check the number of layers, which is"
            + " 2");
  }

  @Test
  void aPoolerNeedsWeightAndBias() {
    Map<String, Tensor> all = folder.tensors();
    assertThat(EncoderWeights.pooler(all, configuration, "x")).hasSize(2);
    assertThat(EncoderWeights.pooler(weights, configuration, "x")).isEmpty();
    all.remove("pooler.dense.bias");
    assertThatThrownBy(() -> EncoderWeights.pooler(all, configuration, "x"))
        .isInstanceOf(CascadeException.class)
        .hasMessageStartingWith("x: the pooler has only [pooler.dense.weight]");
  }

  @Test
  void aWrongShapeIsAnErrorWithBothShapes() {
    weights.put(QUERY, new Tensor(new long[] {2, 3}, new float[6]));
    refused("x, array " + QUERY + ": expected shape [36, 36], found [2, 3]");
  }

  @Test
  void aFolderWithoutConfigurationOrOfAnUnknownArchitectureIsNotAnEncoder()
      throws java.io.IOException {
    HuggingFaceFolder other = new HuggingFaceFolder(empty);
    assertThat(other.holdsEncoder()).isFalse();
    assertThatThrownBy(other::tensors)
        .isInstanceOf(CascadeException.class)
        .hasMessageStartingWith(
            empty + ": has no file of weights; expected one of [model.safetensors,");
    Files.writeString(empty.resolve("config.json"), "{\"model_type\":\"t5\"}");
    assertThat(other.holdsEncoder()).isFalse();
  }

  private void refused(String message) {
    assertThatThrownBy(() -> EncoderWeights.of(weights, configuration, "x"))
        .isInstanceOf(CascadeException.class)
        .hasMessageStartingWith(message);
  }
}
