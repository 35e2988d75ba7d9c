package org.cascadenlp.languagemodels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.Random;
import org.cascadenlp.core.error.CascadeException;
import org.junit.jupiter.api.Test;

class NextSubwordTest {

  private static float[] floats(JsonArray numbers) {
    float[] floats = new float[numbers.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = numbers.get(i).getAsFloat();
    }
    return floats;
  }

  @Test
  void distributionsEqualTransformers() {
    JsonObject processed = TinyDecoders.expected().getAsJsonObject("processed");
    float[] logits = floats(processed.getAsJsonArray("logits"));
    int[] before = TinyDecoders.ints(processed.getAsJsonArray("before"));
    for (JsonElement element : processed.getAsJsonArray("cases")) {
      JsonObject one = element.getAsJsonObject();
      Sampling sampling =
          new Sampling(
              one.get("repetition_penalty").getAsDouble(),
              one.get("temperature").getAsDouble(),
              one.get("top_k").getAsInt(),
              one.get("top_p").getAsDouble());
      float[] expected = floats(one.getAsJsonArray("probabilities"));
      assertThat(NextSubword.probabilities(logits.clone(), sampling, before))
          .as("%s", sampling)
          .containsExactly(expected, within(1e-6f));
    }
  }

  @Test
  void topPEqualsThatOfASortedList() {
    Random random = new Random(3);
    float[] logits = new float[5000];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (float) (4 * random.nextGaussian());
    }
    float[] sorted = logits.clone();
    Arrays.sort(sorted);
    for (int k : new int[] {1, 2, 40, 999, 4999, 5000}) {
      float[] found =
          NextSubword.probabilities(logits.clone(), new Sampling(1, 1, k, 1), new int[0]);
      for (int i = 0; i < found.length; i++) {
        assertThat(found[i] > 0).isEqualTo(logits[i] >= sorted[5000 - k]);
      }
    }
    float[] all = NextSubword.probabilities(logits.clone(), new Sampling(1, 1, 0, 1), new int[0]);
    for (double p : new double[] {0.1, 0.5, 0.9, 0.999}) {
      float[] found =
          NextSubword.probabilities(logits.clone(), new Sampling(1, 1, 0, p), new int[0]);
      double kept = 0;
      float least = 1;
      for (int i = 0; i < found.length; i++) {
        if (found[i] > 0) {
          kept += all[i];
          least = Math.min(least, all[i]);
        }
      }
      assertThat(kept).isGreaterThanOrEqualTo(p - 1e-6);
      assertThat(kept - least).isLessThan(p + 1e-6);
    }
  }

  @Test
  void samplesFollowTheDistribution() {
    float[] probabilities = {0.4f, 0, 0.05f, 0.25f, 0.3f, 0};
    int[] counts = new int[probabilities.length];
    Random random = new Random(11);
    int draws = 100_000;
    for (int i = 0; i < draws; i++) {
      counts[NextSubword.draw(probabilities, random.nextDouble())]++;
    }
    double chiSquare = 0;
    for (int i = 0; i < counts.length; i++) {
      double expected = draws * (double) probabilities[i];
      if (expected == 0) {
        assertThat(counts[i]).isZero();
      } else {
        chiSquare += (counts[i] - expected) * (counts[i] - expected) / expected;
      }
    }
    assertThat(chiSquare).isBetween(0.01, 16.27); // of three degrees of freedom, 0.1 %
    assertThat(NextSubword.draw(probabilities, Math.nextDown(1.0))).isEqualTo(4);
    assertThat(NextSubword.draw(probabilities, 0)).isZero();
  }

  @Test
  void tiesAreBrokenByTheFirstSubword() {
    float[] logits = {1, 3, -2, 3};
    assertThat(NextSubword.likeliest(logits.clone(), Sampling.GREEDY, new int[] {1})).isEqualTo(1);
    Sampling penalty = new Sampling(2, 0, 0, 1);
    assertThat(NextSubword.likeliest(logits.clone(), penalty, new int[] {1, 1})).isEqualTo(3);
  }

  @Test
  void invalidSettingsAreNamed() {
    refused(() -> new Sampling(1, -1, 0, 1), "temperature -1.0: is out of range; give 0 or more");
    refused(() -> new Sampling(1, Double.NaN, 0, 1), "temperature NaN: is out of range; give 0 or");
    refused(
        () -> new Sampling(0, 1, 0, 1), "repetition penalty 0.0: is out of range; give more th");
    refused(() -> new Sampling(1, 1, -1, 1), "top-k -1.0: is out of range; give 0 or more");
    refused(
        () -> new Sampling(1, 1, 0, 1.5), "top-p 1.5: is out of range; give more than 0 and at");
    refused(
        () -> new Sampling(1, 0, 3, 1),
        "top-k 3: has no effect at temperature 0, which is greedy; give a");
  }

  private static void refused(Runnable made, String message) {
    assertThatThrownBy(made::run)
        .isInstanceOf(CascadeException.class)
        .hasMessageStartingWith(message);
  }
}
