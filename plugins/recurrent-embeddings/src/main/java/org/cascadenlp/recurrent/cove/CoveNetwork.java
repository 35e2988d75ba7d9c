package org.cascadenlp.recurrent.cove;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.embedding.Embedder;
import org.cascadenlp.neural.embedding.Encoder;
import org.cascadenlp.neural.embedding.SavedHead;
import org.cascadenlp.neural.layers.PaddedBatches;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Program;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.recurrent.encoder.TokenNetwork;
import org.cascadenlp.recurrent.encoder.TokenWindow;

/** A CoVe (McCann et al. 2017): LSTM layers over word vectors of another embedder. */
final class CoveNetwork implements TokenNetwork {

  private final CoveFolder folder;
  private final ModelStore.Lease<Embedder> vectors;
  private final VectorSpace words;
  private final List<Integer> layers;
  private final CoveSettings.Output output;
  private final CoveLstm lstm;
  private final Program kept;

  /** Creates the network in {@code folder} over {@code vectors}, which it owns. */
  CoveNetwork(CoveFolder folder, CoveSettings settings, ModelStore.Lease<Embedder> vectors) {
    this.folder = folder;
    this.vectors = vectors;
    this.words = vectors.model().vectorSpace();
    this.output = settings.output();
    LstmState state = folder.state();
    if (vectors.model() instanceof Encoder || words.layers() != 1) {
      throw CascadeException.of(
          folder.name() + ", parameter vectors",
          words + " are not static word vectors",
          "CoVe reads word vectors: name a file of cascade import vectors");
    }
    if (words.width() != state.input()) {
      throw CascadeException.of(
          folder.name() + ", parameter vectors",
          words + " is " + words.width() + " wide",
          "this CoVe reads vectors of width "
              + state.input()
              + " (the published one GloVe 840B, 300 wide, casing none)");
    }
    this.layers = settings.encoder().resolvedLayers(1, state.layers(), folder.name());
    this.lstm = new CoveLstm(state.layers(), settings.encoder().bfloat16());
    this.kept = Program.load(CoveNetwork.class, "vectors", Map.of("kept", kept()));
  }

  /** The vectors of each layer to return. */
  private String kept() {
    boolean beside = output == CoveSettings.Output.VECTORS_AND_COVE;
    return String.join(
        ", ",
        layers.stream()
            .map(layer -> "states[" + (layer - 1) + "]")
            .map(state -> beside ? "torch.cat([x, " + state + "], 1)" : state)
            .toList());
  }

  @Override
  public Properties properties() {
    LstmState state = folder.state();
    int beside = output == CoveSettings.Output.COVE ? 0 : state.input();
    return new Properties(
        folder.name(),
        folder.state().weights(),
        layers,
        beside + 2 * state.hidden(),
        state.layers(),
        (beside == 0 ? " output=cove" : " output=vectors-and-cove")
            + " vectors=("
            + words.hash().substring(0, Math.min(16, words.hash().length()))
            + " "
            + words.settings()
            + ")");
  }

  @Override
  public Weights prepare(NDManager manager, Weights weights) {
    return lstm.prepare(manager, weights);
  }

  @Override
  public Optional<PaddedBatches.Work> padding() {
    return Optional.of(lstm::work);
  }

  @Override
  public NDArray states(
      NDManager owner, List<TokenWindow> windows, Weights weights, Mode mode, float dropout) {
    List<float[]> rows =
        vectors.model().embed(windows.stream().map(w -> new Sequence(w.tokens())).toList());
    int[] lengths = windows.stream().mapToInt(window -> window.tokens().size()).toArray();
    int tokens = IntStream.of(lengths).sum();
    float[] table = new float[Math.multiplyExact(tokens, words.width())];
    int at = 0;
    for (float[] values : rows) {
      System.arraycopy(values, 0, table, at, values.length);
      at += values.length;
    }
    NDArray x = owner.create(table, new Shape(tokens, words.width()));
    NDList states =
        lstm.run(mode, x, LongStream.range(0, tokens).toArray(), lengths, weights, dropout);
    return kept.one(mode, x, owner.create(picked(windows)), Program.list(states));
  }

  /** The tokens of {@code windows} to return, counted over all windows. */
  private static long[] picked(List<TokenWindow> windows) {
    LongStream.Builder picked = LongStream.builder();
    long begin = 0;
    for (TokenWindow window : windows) {
      long first = begin + window.skipped();
      LongStream.range(first, first + window.kept()).forEach(picked);
      begin += window.tokens().size();
    }
    return picked.build().toArray();
  }

  @Override
  public void save(Path target, Weights weights, SavedHead head) throws IOException {
    folder.save(target, weights, words.hash(), head);
  }

  @Override
  public void close() {
    kept.close();
    lstm.close();
    vectors.close();
  }
}
