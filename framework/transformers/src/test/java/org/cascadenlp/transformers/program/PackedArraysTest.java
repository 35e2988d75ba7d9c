package org.cascadenlp.transformers.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.transformers.config.EncoderConfiguration;
import org.cascadenlp.weights.json.JsonFile;
import org.cascadenlp.weights.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackedArraysTest {

  private static final int LAYERS = 2;

  @ParameterizedTest
  @CsvSource({
    "bert, 48, 96, gelu",
    "bert, 48, 1540, gelu_new",
    "roberta, 1536, 96, relu",
    "electra, 36, 90, silu",
    "gpt2, 48, 1540, gelu_fast",
    "xlnet, 48, 1540, gelu",
    "deberta-v2, 48, 1540, gelu",
    "deberta-v2, 48, 96, tanh"
  })
  void packedAndPlainLinearLayersGiveTheSameStates(
      String type, int width, int wide, String activation) {
    EncoderConfiguration configuration = configuration(type, width, wide, activation);
    try (Run plain = new Run(configuration, false, false);
        Run packed = new Run(configuration, false, true)) {
      List<int[]> sequences = sequences(7, 33);
      float[] expected = plain.states(sequences);
      assertThat(apart(packed.states(sequences), expected)).isLessThan(2e-5);
      assertThat(apart(new float[expected.length], expected)).isGreaterThan(0.1);
    }
  }

  @Test
  void packedBfloat16IsAsCloseToFloat32AsPlainBfloat16() {
    assumeTrue(Torch.preparesLinear(true), "this processor's bfloat16 products are libtorch's own");
    EncoderConfiguration configuration = configuration("bert", 48, 1540, "gelu");
    List<int[]> sequences = sequences(7, 33);
    try (Run exact = new Run(configuration, false, false);
        Run plain = new Run(configuration, true, false);
        Run packed = new Run(configuration, true, true)) {
      float[] states = exact.states(sequences);
      double expected = apart(plain.states(sequences), states);
      assertThat(apart(packed.states(sequences), states)).isBetween(1e-5, 1.5 * expected);
    }
  }

  @ParameterizedTest
  @CsvSource({"48, 1540, false", "1536, 96, false", "48, 1540, true", "1536, 96, true"})
  void resultsDoNotDependOnTheBatch(int width, int wide, boolean bfloat16) {
    assumeTrue(Torch.preparesLinear(bfloat16), "this processor's products are libtorch's own");
    try (Run packed = new Run(configuration("bert", width, wide, "gelu"), bfloat16, true)) {
      List<int[]> sequences = sequences(40, 16);
      float[] together = packed.states(sequences);
      int row = 0;
      for (int[] sequence : sequences) {
        float[] alone = packed.states(List.of(sequence));
        int from = row * (LAYERS + 1) * width;
        assertThat(Arrays.copyOfRange(together, from, from + alone.length)).isEqualTo(alone);
        row += sequence.length;
      }
    }
  }

  /** The maximum difference; infinite if a value is NaN. */
  private static double apart(float[] a, float[] b) {
    assertThat(a).hasSameSizeAs(b);
    return IntStream.range(0, a.length)
        .mapToDouble(i -> Math.abs((double) a[i] - b[i]))
        .map(d -> Double.isNaN(d) ? Double.POSITIVE_INFINITY : d)
        .max()
        .orElseThrow();
  }

  /** Random sequences of 1 to {@code longest} subwords. */
  private static List<int[]> sequences(int count, int longest) {
    Random random = new Random(5);
    List<int[]> sequences = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sequences.add(random.ints(1 + random.nextInt(longest), 5, 50).toArray());
    }
    return sequences;
  }

  private static EncoderConfiguration configuration(
      String type, int width, int wide, String activation) {
    String json =
        switch (type) {
          case "gpt2" ->
              "{'model_type': 'gpt2', 'vocab_size': 50, 'n_embd': %d, 'n_layer': %d, 'n_head': 4,"
                  + " 'n_inner': %d, 'activation_function': '%s', 'n_positions': 64}";
          case "xlnet" ->
              "{'model_type': 'xlnet', 'vocab_size': 50, 'd_model': %d, 'n_layer': %d,"
                  + " 'n_head': 4, 'd_inner': %d, 'ff_activation': '%s'}";
          default ->
              "{'model_type': '"
                  + type
                  + "', 'vocab_size': 50, 'hidden_size': %d, 'num_hidden_layers': %d,"
                  + " 'num_attention_heads': 4, 'intermediate_size': %d, 'hidden_act': '%s',"
                  + " 'max_position_embeddings': 64, 'type_vocab_size': 2"
                  + (type.equals("electra") ? ", 'embedding_size': 24" : "")
                  + (type.equals("deberta-v2")
                      ? ", 'relative_attention': true, 'position_buckets': 8,"
                          + " 'pos_att_type': ['p2c', 'c2p'], 'share_att_key': true,"
                          + " 'norm_rel_ebd': 'layer_norm', 'conv_kernel_size': 3"
                      : "")
                  + "}";
        };
    String filled = String.format(json, width, LAYERS, wide, activation).replace('\'', '"');
    return EncoderConfiguration.of(JsonFile.parse(filled, "config.json"), "config.json");
  }

  /** A network with random weights. */
  private static final class Run implements AutoCloseable {

    private final EncoderConfiguration configuration;
    private final NDManager manager = Torch.manager();
    private final TransformerNetwork network;
    private final TransformerNetwork.PreparedWeights fused;

    Run(EncoderConfiguration configuration, boolean bfloat16, boolean packs) {
      this.configuration = configuration;
      network =
          new TransformerNetwork(
              configuration, IntStream.rangeClosed(0, LAYERS).boxed().toList(), bfloat16);
      Random random = new Random(3);
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      configuration
          .spec()
          .shapes()
          .forEach(
              (name, shape) -> {
                float[] values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
                double scale = shape.length == 1 ? 0.5 : 1 / Math.sqrt(shape[shape.length - 1]);
                for (int i = 0; i < values.length; i++) {
                  values[i] = (float) (random.nextGaussian() * scale);
                }
                tensors.put(name, new Tensor(shape, values));
              });
      fused = network.prepareForInference(manager, tensors, packs);
    }

    /** (subwords, layers + 1, width). */
    float[] states(List<int[]> sequences) {
      List<int[]> segments = sequences.stream().map(s -> new int[s.length]).toList();
      List<int[]> positions =
          sequences.stream()
              .map(s -> configuration.positions(s, IntStream.range(0, s.length).toArray()))
              .toList();
      try (NDManager owner = manager.newSubManager()) {
        SubwordBatch batch = new SubwordBatch(sequences, segments, positions);
        float[] all = network.run(owner, batch, fused, Mode.INFERENCE, 0, 0, 0).toFloatArray();
        int subwords = sequences.stream().mapToInt(s -> s.length).sum();
        return Arrays.copyOf(all, subwords * (LAYERS + 1) * configuration.hiddenSize());
      }
    }

    @Override
    public void close() {
      network.close();
      manager.close();
    }
  }
}
