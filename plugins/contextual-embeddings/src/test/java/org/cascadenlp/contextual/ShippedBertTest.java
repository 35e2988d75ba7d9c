package org.cascadenlp.contextual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.embedding.EmbedderSettings;
import org.cascadenlp.neural.embedding.EmbedderSettings.Pooling;
import org.cascadenlp.neural.embedding.EmbedderSettings.Precision;
import org.cascadenlp.neural.embedding.EmbedderSettings.SequencePooling;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.sequence.SequenceVectors;
import org.cascadenlp.transformers.files.ShippedBert;
import org.cascadenlp.transformers.sequences.Subwords;
import org.cascadenlp.transformers.tokenizer.SubwordTokenizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares the models in jars with ONNX Runtime on the same files. */
class ShippedBertTest {

  private static final String[] ENGLISH = {
    "Ada Lovelace lived in London , near St. James's Square .",
    "Don ' t under-estimate unbelievably-long , hyphenated naïveté !",
    "query : how much protein should a female eat",
    "x"
  };
  private static final String[] CHINESE = {
    "我 爱 北京 天安门 。", "2024年 的 GDP 增长 了 5.2 % , 专家 表示 乐观 。", "是"
  };

  @ParameterizedTest
  @CsvSource({
    "all-minilm-l6-v2, MEAN",
    "bge-small-en-v1.5, CLS",
    "bge-small-zh-v1.5, CLS",
    "e5-small-v2, MEAN"
  })
  void tokenAndSequenceVectorsEqualOnnxRuntimeOnTheSameFile(String name, SequencePooling pooled)
      throws Exception {
    List<Sequence> sequences =
        Arrays.stream(name.contains("-zh-") ? CHINESE : ENGLISH)
            .map(text -> new Sequence(List.of(text.split(" "))))
            .toList();
    EmbedderSettings rows =
        new EmbedderSettings(
            List.of(-1), Pooling.FIRST, pooled, true, 256, 64, Precision.FLOAT32, 512);
    try (TransformerEncoder encoder =
            (TransformerEncoder) new TransformerProvider().open(name, rows);
        SubwordTokenizer tokenizer = ShippedBert.of(name).tokenizer();
        InputStream onnx = getClass().getResourceAsStream("/" + name + ".onnx");
        OrtSession session = OrtEnvironment.getEnvironment().createSession(onnx.readAllBytes())) {
      List<SequenceVectors> found = encoder.vectors(sequences);
      double greatest = 0;
      for (int u = 0; u < sequences.size(); u++) {
        Subwords subwords = Subwords.of(sequences.get(u), tokenizer);
        int[] inputIds = subwords.windows(254, 64).get(0).inputIds();
        float[][] states = states(session, inputIds);
        SequenceVectors vectors = found.get(u);
        int width = encoder.vectorSpace().width();
        for (int t = 0; t < sequences.get(u).size(); t++) {
          float[] token = Arrays.copyOfRange(vectors.values(), t * width, (t + 1) * width);
          greatest = Math.max(greatest, difference(states[1 + subwords.firsts[t]], token));
        }
        assertThat(difference(whole(states, pooled), vectors.pooled())).isCloseTo(0, within(1e-5));
      }
      System.out.println(name + " to ONNX Runtime, greatest absolute difference: " + greatest);
      assertThat(greatest).isLessThan(1e-5);
    }
  }

  private static float[][] states(OrtSession session, int[] inputIds) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[][] ids = {Arrays.stream(inputIds).asLongStream().toArray()};
    long[][] ones = {new long[inputIds.length]};
    Arrays.fill(ones[0], 1);
    long[][] zeros = {new long[inputIds.length]};
    try (OnnxTensor a = OnnxTensor.createTensor(environment, ids);
        OnnxTensor b = OnnxTensor.createTensor(environment, ones);
        OnnxTensor c = OnnxTensor.createTensor(environment, zeros);
        OrtSession.Result result =
            session.run(Map.of("input_ids", a, "attention_mask", b, "token_type_ids", c))) {
      return ((float[][][]) result.get(0).getValue())[0];
    }
  }

  /** Pooling as in sentence-transformers: mean or first, then normalisation to length 1. */
  private static float[] whole(float[][] states, SequencePooling pooled) {
    double[] sum = new double[states[0].length];
    for (float[] state : pooled == SequencePooling.CLS ? new float[][] {states[0]} : states) {
      for (int j = 0; j < sum.length; j++) {
        sum[j] += state[j];
      }
    }
    double length = Math.sqrt(Arrays.stream(sum).map(x -> x * x).sum());
    float[] whole = new float[sum.length];
    for (int j = 0; j < sum.length; j++) {
      whole[j] = (float) (sum[j] / length);
    }
    return whole;
  }

  private static double difference(float[] expected, float[] found) {
    assertThat(found).hasSameSizeAs(expected);
    double greatest = 0;
    for (int j = 0; j < expected.length; j++) {
      greatest = Math.max(greatest, Math.abs((double) expected[j] - found[j]));
    }
    return greatest;
  }

  @Test
  void anUnknownNameIsAnErrorThatListsTheKnownOnes() {
    assertThatThrownBy(() -> ShippedBert.of("gpt"))
        .isInstanceOf(CascadeException.class)
        .hasMessage(
            "model gpt: is unknown; known models are [all-minilm-l6-v2, bge-small-en-v1.5,"
                + " bge-small-zh-v1.5, e5-small-v2]");
  }
}
