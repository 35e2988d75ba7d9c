package org.cascadenlp.neural.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.weights.safetensors.SafeTensors;
import org.cascadenlp.weights.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoraAdapterTest {

  private static final Path PEFT =
      Path.of(System.getProperty("cascade.root"), "testdata/reference/training/tiny-lora");
  private static final String WEIGHT = "encoder.layer.0.output.dense.weight";

  @TempDir Path folder;

  private static LoraAdapter adapter() {
    return adapter(false);
  }

  private static LoraAdapter adapter(boolean inputsFirst) {
    return new LoraAdapter(
        "base",
        1,
        3,
        inputsFirst,
        Map.of(
            WEIGHT,
            new LoraAdapter.Pair(
                new Tensor(new long[] {1, 3}, new float[] {1, 2, 3}),
                new Tensor(new long[] {2, 1}, new float[] {10, 100}))));
  }

  private static Map<String, Tensor> weights(long... shape) {
    int size = (int) (shape[0] * shape[1]);
    return Map.of(
        WEIGHT,
        new Tensor(shape, new float[size]),
        "other",
        new Tensor(new long[0], new float[] {7}));
  }

  @Test
  void mergingAddsTheScaledProductAndLeavesTheRest() {
    Map<String, Tensor> weights = weights(2, 3);
    Map<String, Tensor> merged = adapter().merge(weights);
    assertThat(merged.get(WEIGHT).values()).containsExactly(30, 60, 90, 300, 600, 900);
    assertThat(merged.get("other").values()).containsExactly(7);
    assertThat(weights.get(WEIGHT).values()).containsOnly(0);
  }

  @Test
  void forWeightsOfShapeInOutTheProductIsTransposed() {
    adapter(true).write(folder);
    Map<String, Tensor> merged = LoraAdapter.read(folder).merge(weights(3, 2));
    assertThat(merged.get(WEIGHT).values()).containsExactly(30, 300, 60, 600, 90, 900);
  }

  @Test
  void namesWithTheEncodersPrefixAreFound() {
    LoraAdapter.Pair pair = adapter().pairs().get(WEIGHT);
    LoraAdapter behind = new LoraAdapter("base", 1, 3, false, Map.of("roberta." + WEIGHT, pair));
    assertThat(behind.pairs(Set.of(WEIGHT))).containsOnlyKeys(WEIGHT);
    assertThat(behind.pairs(Set.of("roberta." + WEIGHT))).containsOnlyKeys("roberta." + WEIGHT);
  }

  @Test
  void aWrittenAdapterReadsBackEqual() {
    adapter().write(folder);
    assertThat(LoraAdapter.in(folder)).isTrue();
    LoraAdapter read = LoraAdapter.read(folder);
    assertThat(read.base()).isEqualTo("base");
    assertThat(read.rank()).isEqualTo(1);
    assertThat(read.scale()).isEqualTo(3);
    assertThat(Tensor.hash(read.merge(weights(2, 3))))
        .isEqualTo(Tensor.hash(adapter().merge(weights(2, 3))));
  }

  @Test
  void aFolderWrittenByPeftIsRead() {
    LoraAdapter peft = LoraAdapter.read(PEFT);
    assertThat(peft.base()).isEqualTo("tiny-bert");
    assertThat(peft.rank()).isEqualTo(4);
    assertThat(peft.scale()).isEqualTo(2);
    assertThat(peft.pairs()).containsKey("encoder.layer.1.attention.self.query.weight").hasSize(12);
  }

  @Test
  void anotherEncoderIsRefusedByNameAndShape() {
    assertThatThrownBy(() -> adapter().merge(weights(3, 3)))
        .isInstanceOf(CascadeException.class)
        .hasMessage(
            "LoRA adapter of base: adapts encoder.layer.0.output.dense.weight of shape [2, 3],"
                + " but the encoder has [3, 3]; use it with the encoder it was trained on");
  }

  /** As peft saves a head beside its adapter. */
  @Test
  void arraysOfSavedModulesAreReadByTheirNames() throws IOException {
    adapter().write(folder);
    Path file = folder.resolve(LoraAdapter.WEIGHTS);
    Map<String, Tensor> tensors = SafeTensors.read(file);
    Tensor bias = new Tensor(new long[] {2}, new float[] {1, 2});
    tensors.put("base_model.model.classifier.bias", bias);
    SafeTensors.write(file, tensors, Map.of());
    refused("array base_model.model.classifier.bias has no partner");
    Path configuration = folder.resolve(LoraAdapter.CONFIGURATION);
    String json = Files.readString(configuration);
    Files.writeString(
        configuration,
        json.replace("\"modules_to_save\": null", "\"modules_to_save\": [\"classifier\"]"));
    LoraAdapter read = LoraAdapter.read(folder);
    assertThat(read.saved()).containsOnlyKeys("classifier.bias");
    assertThat(read.saved().get("classifier.bias").values()).containsExactly(1, 2);
    assertThat(read.pairs()).containsOnlyKeys(WEIGHT);
  }

  @Test
  void anUnsupportedFeatureIsRefusedByItsField() throws IOException {
    adapter().write(folder);
    Path file = folder.resolve(LoraAdapter.CONFIGURATION);
    String json = Files.readString(file);
    Files.writeString(file, json.replace("\"use_dora\": false", "\"use_dora\": true"));
    refused("use_dora is true; adapters that use it are not supported");
    Files.writeString(
        file, json.replace("\"use_dora\": false", "\"alora_invocation_tokens\": [1]"));
    refused("alora_invocation_tokens is [1]; adapters that use it are not supported");
    Files.writeString(file, json.replace("\"LORA\"", "\"PREFIX_TUNING\""));
    refused("peft_type is \"PREFIX_TUNING\"; expected LORA");
    Files.writeString(file, json.replace("\"r\": 1", "\"r\": \"one\""));
    refused("r is \"one\"; expected a number from 1");
    Files.writeString(file, json.replace("\"r\": 1", "\"r\": 2"));
    refused("as r in adapter_config.json says");
  }

  @Test
  void aMatrixWithoutItsPartnerIsRefusedByName() {
    adapter().write(folder);
    Path file = folder.resolve(LoraAdapter.WEIGHTS);
    Map<String, Tensor> tensors = SafeTensors.read(file);
    tensors.keySet().removeIf(name -> name.contains("lora_B"));
    SafeTensors.write(file, tensors, Map.of());
    refused("array base_model.model.encoder.layer.0.output.dense.lora_A.weight has no partner");
  }

  private void refused(String message) {
    assertThatThrownBy(() -> LoraAdapter.read(folder))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining(message);
  }
}
