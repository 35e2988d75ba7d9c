package org.cascadenlp.contextual;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cascadenlp.contextual.files.BertConfiguration;
import org.cascadenlp.contextual.files.BertWeights;
import org.cascadenlp.neural.Mode;
import org.cascadenlp.neural.Program;
import org.cascadenlp.neural.Weights;

/**
 * The operator programs of one BERT (Devlin et al. 2019): {@code fuse} brings saved weights into
 * the order of {@code bert}, which runs the whole encoder in one call.
 */
final class BertNetwork implements AutoCloseable {

  private final BertConfiguration configuration;
  private final Program fuse;
  private final Program infer;
  private final Program train;

  /**
   * The programs for {@code configuration}.
   *
   * @param layers the hidden states to return, 0 = after the embeddings
   * @param bfloat16 whether matrix products are in bfloat16
   */
  BertNetwork(BertConfiguration configuration, List<Integer> layers, boolean bfloat16) {
    this.configuration = configuration;
    int width = configuration.hiddenSize();
    List<String> kept = new ArrayList<>();
    layers.forEach(k -> kept.add("states[" + k + "]"));
    Map<String, String> constants = new HashMap<>();
    constants.put("layers", String.valueOf(configuration.layers()));
    constants.put("width", String.valueOf(width));
    constants.put("heads", String.valueOf(configuration.heads()));
    constants.put("headwidth", String.valueOf(configuration.headWidth()));
    constants.put("epsilon", String.valueOf(configuration.layerNormEpsilon()));
    constants.put("activation", Activation.of(configuration.activation(), "h"));
    constants.put("type", bfloat16 ? "15" : "6");
    constants.put("kept", String.join(", ", kept));
    constants.put("training", "False");
    products(constants, bfloat16);
    fuse = Program.load(BertNetwork.class, "fuse", constants);
    infer = Program.load(BertNetwork.class, "bert", constants);
    constants.put("training", "True");
    products(constants, false); // nothing is promised of training's bits, and gradients cost less
    train = Program.load(BertNetwork.class, "bert", constants);
  }

  private void products(Map<String, String> constants, boolean parts) {
    int width = configuration.hiddenSize();
    int inner = configuration.intermediate();
    String type = constants.get("type");
    constants.put("qkv", "torch.to(" + product("r", 0, width, parts) + ", " + type + ")");
    constants.put("attended", product("c", 2, width, parts));
    constants.put("up", "torch.to(" + product("r", 6, width, parts) + ", " + type + ")");
    constants.put("down", product("h", 8, inner, parts));
  }

  private static String product(String x, int weight, int summed, boolean parts) {
    String w = "w[torch.add(b, " + weight + ")]";
    return Product.text(x, w, "w[torch.add(b, " + (weight + 1) + ")]", summed, parts);
  }

  /** The weights as {@link #run} reads them, attached to {@code manager}. */
  NDList fuse(NDManager manager, Weights weights, Mode mode) {
    List<NDArray> raw = new ArrayList<>();
    for (String name : BertWeights.shapes(configuration).keySet()) {
      raw.add(weights.get(name));
    }
    return fuse.call(mode, manager.create(0f), Program.list(raw));
  }

  /** The hidden states of {@code batch}: (rows, layers, width). */
  NDArray run(
      NDManager manager,
      SubwordBatch batch,
      NDList fused,
      Mode mode,
      float hidden,
      float attention) {
    return (mode == Mode.TRAINING ? train : infer)
        .one(
            mode,
            batch.ids(manager),
            batch.positions(manager),
            batch.types(manager),
            batch.cells(manager),
            batch.back(manager),
            batch.mask(manager),
            batch.grid(manager),
            manager.create(new float[] {hidden, attention}),
            Program.list(fused));
  }

  @Override
  public void close() {
    fuse.close();
    infer.close();
    train.close();
  }
}
