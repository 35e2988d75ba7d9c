package org.cascadenlp.recurrent.cove;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.embedding.Embedder;
import org.cascadenlp.neural.embedding.Encoder;
import org.cascadenlp.neural.embedding.SavedHead;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.recurrent.encoder.BiLstm;
import org.cascadenlp.recurrent.encoder.SequenceBatch;
import org.cascadenlp.recurrent.encoder.TokenNetwork;
import org.cascadenlp.recurrent.encoder.TokenWindow;

/** A CoVe (McCann et al. 2017): LSTM layers over word vectors of another embedder. */
final class CoveNetwork implements TokenNetwork {

  private final CoveFolder folder;
  private final ModelStore.Lease<Embedder> vectors;
  private final VectorSpace words;
  private final List<Integer> layers;
  private final CoveSettings.Output output;
  private final BiLstm lstm;

  /** Creates the network in {@code folder} over {@code vectors}, which it owns. */
  CoveNetwork(CoveFolder folder, CoveSettings settings, ModelStore.Lease<Embedder> vectors) {
    this.folder = folder;
    this.vectors = vectors;
    this.words = vectors.model().vectorSpace();
    this.output = settings.output();
    BiLstm.Shapes shapes = folder.state().lstm();
    if (vectors.model() instanceof Encoder || words.layers() != 1) {
      throw CascadeException.of(
          folder.name() + ", parameter vectors",
          words + " are not static word vectors",
          "CoVe reads word vectors: name a file of cascade import vectors");
    }
    if (words.width() != shapes.input()) {
      throw CascadeException.of(
          folder.name() + ", parameter vectors",
          words + " is " + words.width() + " wide",
          "this CoVe reads vectors of width "
              + shapes.input()
              + " (the published one GloVe 840B, 300 wide, casing none)");
    }
    this.layers = settings.encoder().resolvedLayers(1, shapes.layers(), folder.name());
    this.lstm = new BiLstm(shapes, layers, output.lstm(), settings.encoder().bfloat16());
  }

  @Override
  public Properties properties() {
    BiLstm.Shapes shapes = folder.state().lstm();
    int beside = output == CoveSettings.Output.COVE ? 0 : shapes.input();
    return new Properties(
        folder.name(),
        folder.state().weights(),
        layers,
        beside + 2 * shapes.hidden(),
        shapes.layers(),
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
  public boolean padsToLongest() {
    return lstm.usesOneDnn();
  }

  @Override
  public NDArray states(
      NDManager owner, List<TokenWindow> windows, Weights weights, Mode mode, float dropout) {
    List<float[]> rows =
        vectors.model().embed(windows.stream().map(w -> new Sequence(w.tokens())).toList());
    List<int[]> sequences = new ArrayList<>(windows.size());
    int tokens = windows.stream().mapToInt(w -> w.tokens().size()).sum();
    float[] table = new float[Math.multiplyExact(tokens, words.width())];
    int row = 0;
    for (float[] values : rows) {
      System.arraycopy(values, 0, table, row * words.width(), values.length);
      int[] sequence = new int[values.length / words.width()];
      for (int i = 0; i < sequence.length; i++) {
        sequence[i] = row++;
      }
      sequences.add(sequence);
    }
    return lstm.run(
        owner,
        new SequenceBatch(sequences, windows, 0),
        List.of(owner.create(table, new Shape(tokens, words.width()))),
        weights,
        mode,
        dropout);
  }

  @Override
  public void save(Path target, Weights weights, SavedHead head) throws IOException {
    folder.save(target, weights, words.hash(), head);
  }

  @Override
  public void close() {
    lstm.close();
    vectors.close();
  }
}
