package org.cascadenlp.languagemodels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.languagemodels.ScoreSettings.Start;
import org.cascadenlp.neural.embedding.EmbedderSettings.Precision;
import org.cascadenlp.weights.safetensors.SafeTensors;
import org.cascadenlp.weights.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScoringTest {

  @TempDir private Path folder;

  static List<String> models() {
    return TinyDecoders.names();
  }

  @ParameterizedTest
  @MethodSource("models")
  void logProbabilitiesEqualTransformers(String name) throws IOException {
    JsonObject expected = TinyDecoders.expected();
    try (CausalModel model = TinyDecoders.open(folder, name)) {
      check(model, expected, expected.getAsJsonObject("models").getAsJsonObject(name));
    }
  }

  @Test
  void aHeadMayBeUntied() throws IOException {
    Path copy = TinyDecoders.copy(folder, "tiny-gpt2");
    Path config = copy.resolve("config.json");
    Files.writeString(
        config, Files.readString(config).replace("{", "{\"tie_word_embeddings\": false, "));
    assertThatThrownBy(() -> CausalModel.open(copy.toString(), Precision.FLOAT32))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining(
            "array lm_head.weight: is missing, and tie_word_embeddings is false; use weights");
    Path file = copy.resolve("model.safetensors");
    Map<String, Tensor> all = new LinkedHashMap<>(SafeTensors.read(file));
    float[] values = new float[97 * 24];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (0.25 * Math.sin((double) i * i));
    }
    all.put("lm_head.weight", new Tensor(new long[] {97, 24}, values));
    SafeTensors.write(file, all, Map.of());
    JsonObject expected = TinyDecoders.expected();
    try (CausalModel model = CausalModel.open(copy.toString(), Precision.FLOAT32)) {
      check(model, expected, expected.getAsJsonObject("untied"));
    }
  }

  @Test
  void nanWeightsAreAnError() throws IOException {
    Path copy = TinyDecoders.copy(folder, "tiny-gpt2");
    Path file = copy.resolve("model.safetensors");
    Map<String, Tensor> all = new LinkedHashMap<>(SafeTensors.read(file));
    String norm = all.keySet().stream().filter(n -> n.endsWith("ln_f.weight")).findFirst().get();
    float[] broken = new float[24];
    Arrays.fill(broken, Float.NaN);
    all.put(norm, new Tensor(new long[] {24}, broken));
    SafeTensors.write(file, all, Map.of());
    String problem = "model tiny-gpt2: gives probabilities that are not finite numbers";
    try (CausalModel model = CausalModel.open(copy.toString(), Precision.FLOAT32)) {
      assertThatThrownBy(() -> model.score(List.of("the cat"), ScoreSettings.usual()))
          .hasMessageStartingWith(problem);
      assertThatThrownBy(() -> model.generate(List.of("the"), GenerationSettings.greedy(2)))
          .hasMessageStartingWith(problem);
    }
  }

  private static void check(CausalModel model, JsonObject all, JsonObject expected) {
    ScoreSettings settings =
        new ScoreSettings(
            all.get("window").getAsInt(), all.get("stride").getAsInt(), Start.NOTHING);
    int[] ids = TinyDecoders.ints(expected.getAsJsonArray("text"));
    double[] found = model.logProbabilities(List.of(ids), settings).get(0);
    JsonArray scores = expected.getAsJsonArray("log_probabilities");
    assertThat(found).hasSize(ids.length).hasSize(scores.size() + 1);
    assertThat(found[0]).isNaN();
    for (int i = 1; i < found.length; i++) {
      assertThat(found[i]).as("%d", i).isCloseTo(scores.get(i - 1).getAsDouble(), within(1e-5));
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void scoresDoNotDependOnTheBatch(String name) throws IOException {
    Random random = new Random(5);
    List<int[]> texts = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      texts.add(random.ints(random.nextInt(120), 0, 97).toArray());
    }
    String path = TinyDecoders.copy(folder, name).toString();
    for (Precision precision : List.of(Precision.FLOAT32, Precision.BFLOAT16)) {
      try (CausalModel model = CausalModel.open(path, precision)) {
        List<double[]> together = model.logProbabilities(texts, ScoreSettings.usual());
        for (int i = 0; i < texts.size(); i++) {
          assertThat(model.logProbabilities(List.of(texts.get(i)), ScoreSettings.usual()).get(0))
              .isEqualTo(together.get(i));
        }
      }
    }
  }

  @Test
  void aTextHasAScoreForEachSubword() throws IOException {
    try (CausalModel model = TinyDecoders.open(folder, "tiny-gpt2")) {
      TextScore score = model.score(List.of("The caf\u00E9"), ScoreSettings.usual()).get(0);
      assertThat(score.subwords().pieces())
          .containsExactly("T", "h", "e", "\u0120", "c", "a", "f", "\u00C3", "\u00A9");
      assertThat(score.subwords().begins()).endsWith(6, 7, 7);
      assertThat(score.scored()).isEqualTo(8);
      assertThat(score.perplexity()).isCloseTo(Math.exp(-score.total() / 8), within(1e-9));
      ScoreSettings started = new ScoreSettings(0, 0, Start.END_OF_TEXT);
      double[] after = model.score(List.of("The"), started).get(0).logProbabilities();
      double[] same = model.logProbabilities(List.of(new int[] {0, 55, 75, 72}), started).get(0);
      assertThat(after).hasSize(3);
      assertThat(
              model
                  .logProbabilities(List.of(new int[] {0, 55, 75, 72}), ScoreSettings.usual())
                  .get(0))
          .endsWith(after);
      assertThat(same).hasSize(4);
      TextScore nothing = model.score(List.of(""), ScoreSettings.usual()).get(0);
      assertThat(nothing.perplexity()).isNaN();
      assertThat(nothing.total()).isZero();
    }
  }

  @Test
  void invalidWindowsAreNamed() throws IOException {
    try (CausalModel model = TinyDecoders.open(folder, "tiny-gpt2")) {
      assertThatThrownBy(() -> model.score(List.of("a"), new ScoreSettings(49, 0, Start.NOTHING)))
          .hasMessage("model tiny-gpt2: does not support a window of 49 subwords; give 2 to 48");
      assertThatThrownBy(() -> model.score(List.of("a"), new ScoreSettings(8, 8, Start.NOTHING)))
          .hasMessage(
              "model tiny-gpt2: windows of 8 subwords cannot have the stride 8; give 1 to 7");
      assertThatThrownBy(
              () -> model.logProbabilities(List.of(new int[] {97}), ScoreSettings.usual()))
          .hasMessage("model tiny-gpt2: has no subword 97; its vocabulary has 0 to 96");
    }
  }
}
