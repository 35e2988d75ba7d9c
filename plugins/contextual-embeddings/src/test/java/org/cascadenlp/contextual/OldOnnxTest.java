package org.cascadenlp.contextual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cascadenlp.contextual.verify.ReferenceStates;
import org.cascadenlp.contextual.verify.Verification;
import org.cascadenlp.transformers.config.EncoderConfiguration;
import org.cascadenlp.transformers.files.OnnxWeights;
import org.cascadenlp.weights.json.JsonFile;
import org.cascadenlp.weights.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** A BERT that an older PyTorch exported, compared with ONNX Runtime on one sentence. */
class OldOnnxTest {

  private static final String CONFIGURATION =
      """
      {"model_type": "bert", "vocab_size": 1656, "hidden_size": 50, "num_hidden_layers": 1,
       "num_attention_heads": 1, "intermediate_size": 200, "max_position_embeddings": 100}
      """;

  @Test
  void lastStateAndPoolerEqualOnnxRuntime() throws Exception {
    String data = System.getProperty("cascade.data");
    assumeTrue(data != null, "skipped: needs the corpora, named by -Dcascade.data=DIR");
    Path folder = Path.of(data, "bert-tiny-reference");
    assumeTrue(Files.exists(folder), "skipped: no bert-tiny-reference in cascade.data");
    EncoderConfiguration configuration =
        EncoderConfiguration.of(JsonFile.parse(CONFIGURATION, "test"), "test");
    JsonObject expected = JsonFile.read(folder.resolve("tinybert-expected.json"));
    float[] ids = floats(expected.get("ids"));
    float[] last = floats(expected.get("last_hidden_state"));
    assertThat(last).hasSize(ids.length * 50);
    Map<Integer, float[]> hidden = new TreeMap<>(Map.of(1, last));
    long[] ones = new long[ids.length];
    Arrays.fill(ones, 1);
    ReferenceStates reference =
        new ReferenceStates(
            1,
            ids.length,
            longs(ids),
            ones,
            new long[ids.length],
            hidden,
            floats(expected.get("pooler_output")));
    Map<String, Tensor> tensors = OnnxWeights.read(folder.resolve("tinybert.onnx").toUri().toURL());
    Verification found = Verification.of(configuration, tensors, "tinybert.onnx", reference);
    assertThat(found.pooler()).isBetween(0.0, 1e-4);
    assertThat(found.max()).isLessThan(1e-4);
  }

  private static long[] longs(float[] values) {
    long[] longs = new long[values.length];
    for (int i = 0; i < longs.length; i++) {
      longs[i] = (long) values[i];
    }
    return longs;
  }

  /** All numbers of {@code json}, depth first. */
  private static float[] floats(JsonElement json) {
    if (json instanceof JsonArray array) {
      List<float[]> parts = array.asList().stream().map(OldOnnxTest::floats).toList();
      float[] all = new float[parts.stream().mapToInt(p -> p.length).sum()];
      int at = 0;
      for (float[] part : parts) {
        System.arraycopy(part, 0, all, at, part.length);
        at += part.length;
      }
      return all;
    }
    return new float[] {json.getAsFloat()};
  }
}
