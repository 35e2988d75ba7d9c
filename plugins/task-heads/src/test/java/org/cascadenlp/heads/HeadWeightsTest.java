package org.cascadenlp.heads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.weights.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HeadWeightsTest {

  private final NDManager manager = Torch.manager();

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void namesAndShapesAreThoseOfPyTorch() {
    Map<String, String> shapes = new LinkedHashMap<>();
    weights(Networks.settings("crf", 8, true, 2, 12), Map.of())
        .toTensors()
        .forEach((name, tensor) -> shapes.put(name, java.util.Arrays.toString(tensor.shape())));
    assertThat(shapes)
        .containsEntry("mix.weights", "[2]")
        .containsEntry("mix.gamma", "[1]")
        .containsEntry("lstm.weight_ih_l0", "[32, 12]")
        .containsEntry("lstm.weight_hh_l0_reverse", "[32, 8]")
        .containsEntry("lstm.bias_hh_l0_reverse", "[32]")
        .containsEntry("classifier.weight", "[5, 16]")
        .containsEntry("crf.transitions", "[5, 5]")
        .hasSize(15);
  }

  @Test
  void newWeightsDependOnTheSeedOnly() {
    HeadSettings settings = Networks.settings("crf", 8, true, 2, 400);
    Map<String, Tensor> first = weights(settings, Map.of()).toTensors();
    Map<String, Tensor> again = weights(settings, Map.of()).toTensors();
    HeadSettings reseeded =
        new HeadSettings("entities", settings.labels(), settings.options(), 2, 400, 4);
    Map<String, Tensor> other = weights(reseeded, Map.of()).toTensors();
    for (String name : first.keySet()) {
      assertThat(again.get(name).values()).as(name).containsExactly(first.get(name).values());
      if (!name.startsWith("mix.") && !name.equals("classifier.bias")) {
        assertThat(other.get(name).values()).as(name).isNotEqualTo(first.get(name).values());
      }
    }
  }

  @Test
  void newWeightsHaveTheDistributionsOfTheirLibraries() {
    Map<String, Tensor> drawn =
        weights(Networks.settings("crf", 64, false, 1, 300), Map.of()).toTensors();
    float[] classifier = drawn.get("classifier.weight").values();
    double square = 0;
    for (float value : classifier) {
      square += value * value;
    }
    assertThat(Math.sqrt(square / classifier.length)).isBetween(0.018, 0.022);
    assertThat(drawn.get("classifier.bias").values()).containsOnly(0f);
    assertBound(drawn.get("lstm.weight_ih_l0").values(), 0.125f);
    assertBound(drawn.get("crf.transitions").values(), 0.1f);
  }

  @Test
  void missingWrongAndUnknownArraysAreNamed() {
    HeadSettings settings = Networks.settings("crf", 0, false, 1, 12);
    Map<String, Tensor> whole = weights(settings, Map.of()).toTensors();
    Map<String, Tensor> missing = new LinkedHashMap<>(whole);
    missing.remove("crf.end_transitions");
    assertThatThrownBy(() -> weights(settings, missing))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("weights of task entities: no array crf.end_transitions among");
    Map<String, Tensor> wrong = new LinkedHashMap<>(whole);
    wrong.put("classifier.bias", new Tensor(new long[] {4}, new float[4]));
    assertThatThrownBy(() -> weights(settings, wrong))
        .hasMessageContaining("array classifier.bias has shape [4], expected [5]")
        .hasMessageContaining("5 labels, 1 x 12 vectors");
    Map<String, Tensor> more = new LinkedHashMap<>(whole);
    more.put("pooler", new Tensor(new long[] {1}, new float[1]));
    assertThatThrownBy(() -> weights(settings, more))
        .hasMessageContaining("array [pooler] does not belong to this head");
  }

  @Test
  void invalidOptionsAreNamedWithValidValues() {
    assertThatThrownBy(() -> options(Map.of("decoder", "best")))
        .hasMessage("task entities: option decoder = 'best'; use one of linear, crf");
    assertThatThrownBy(() -> options(Map.of("bilstm", "-1")))
        .hasMessageContaining("option bilstm = '-1'; use a hidden width from 1 to 4096, or 0");
    assertThatThrownBy(() -> options(Map.of("mix", "yes")))
        .hasMessageContaining("option mix = 'yes'; use one of true, false");
    assertThatThrownBy(() -> options(Map.of("scheme", "IOB1")))
        .hasMessageContaining("option scheme = 'IOB1'; use one of BIO, BIOES");
    assertThatThrownBy(() -> options(Map.of("hidden", "3")))
        .hasMessage(
            "task entities: option [hidden] is unknown; known are scheme, decoder, bilstm, mix, pooler");
  }

  private void options(Map<String, String> changed) {
    HeadSettings settings = Networks.settings("linear", 0, false, 1, 12);
    Map<String, String> options = new LinkedHashMap<>(settings.options());
    options.putAll(changed);
    weights(new HeadSettings("entities", List.of("O"), options, 1, 12, 1), Map.of());
  }

  private Weights weights(HeadSettings settings, Map<String, Tensor> given) {
    return new EntityTask().head(manager, settings, given).weights();
  }

  private static void assertBound(float[] values, float bound) {
    float most = 0;
    for (float value : values) {
      most = Math.max(most, Math.abs(value));
    }
    assertThat(most).isBetween(0.8f * bound, bound);
  }
}
