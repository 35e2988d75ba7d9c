package org.cascadenlp.contextual;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.contextual.files.EncoderConfiguration;
import org.cascadenlp.neural.Mode;
import org.cascadenlp.neural.Program;
import org.cascadenlp.neural.Weights;

/**
 * The operator programs of one transformer: {@code fuse} brings saved weights into the order of
 * {@code transformer}, which runs the whole encoder in one call.
 */
final class TransformerNetwork implements AutoCloseable {

  private final EncoderConfiguration configuration;
  private final Program fuse;
  private final Program infer;
  private final Program train;

  /**
   * The programs for {@code configuration}.
   *
   * @param layers the hidden states to return, 0 = after the embeddings
   * @param bfloat16 whether matrix products are in bfloat16
   */
  TransformerNetwork(EncoderConfiguration configuration, List<Integer> layers, boolean bfloat16) {
    this.configuration = configuration;
    TransformerText text = new TransformerText(configuration, bfloat16);
    fuse = Program.of("fuse", text.fuse());
    infer = Program.load(TransformerNetwork.class, "transformer", text.constants(layers, false));
    train = Program.load(TransformerNetwork.class, "transformer", text.constants(layers, true));
  }

  /** The weights as {@link #run} reads them, attached to {@code manager}. */
  NDList fuse(NDManager manager, Weights weights, Mode mode) {
    List<NDArray> raw = new ArrayList<>();
    configuration.layout().shapes().keySet().forEach(name -> raw.add(weights.get(name)));
    NDList fused = fuse.call(mode, manager.create(0f), Program.list(raw));
    NDArray table = RelativeTables.of(configuration, manager);
    if (table != null) {
      fused.add(table);
    }
    return fused;
  }

  /**
   * The hidden states of {@code batch}: (rows, layers, width).
   *
   * @param rates the probabilities of dropout of embeddings, hidden states and attention
   */
  NDArray run(NDManager manager, SubwordBatch batch, NDList fused, Mode mode, float... rates) {
    long[] cuts = new long[rates.length];
    for (int i = 0; i < cuts.length; i++) {
      cuts[i] = Dropout.cut(rates[i]);
    }
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
            manager.create(cuts),
            Program.list(fused));
  }

  @Override
  public void close() {
    fuse.close();
    infer.close();
    train.close();
  }
}
