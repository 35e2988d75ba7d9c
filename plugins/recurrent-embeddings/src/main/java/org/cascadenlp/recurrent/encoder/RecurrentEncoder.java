package org.cascadenlp.recurrent.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cascadenlp.neural.embedding.Encoder;
import org.cascadenlp.neural.embedding.SavedHead;
import org.cascadenlp.neural.embedding.SequenceQueue;
import org.cascadenlp.neural.layers.FusedLstm;
import org.cascadenlp.neural.sequence.Rows;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.sequence.SequenceVectors;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.neural.torch.InferenceThread;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.weights.tensor.Tensor;

/** A recurrent network as an embedder of tokens and as a network to be trained. */
public final class RecurrentEncoder implements Encoder {

  private static final String LAYER = "layers.";

  private final TokenNetwork network;
  private final RecurrentSettings settings;
  private final Map<String, Tensor> tensors;
  private final int depth;
  private final VectorSpace identity;
  private final NDManager manager;
  private final Weights weights;
  private final SequenceQueue<SequenceVectors> queue;
  private final UnitMean mean;

  /** An encoder over {@code network}, which it closes. */
  public RecurrentEncoder(TokenNetwork network, RecurrentSettings settings) {
    this.network = network;
    this.settings = settings;
    TokenNetwork.Properties properties = network.properties();
    this.tensors = properties.tensors();
    this.depth = properties.depth();
    this.identity =
        new VectorSpace(
            properties.name(),
            Tensor.hash(tensors),
            "layers="
                + String.join(",", properties.layers().stream().map(String::valueOf).toList())
                + properties.settings(),
            properties.layers().size(),
            properties.width());
    this.mean = new UnitMean(settings.normalize());
    this.manager = Torch.manager();
    this.weights = network.ready(manager, Weights.of(manager, tensors));
    // a carried state depends on which units are a batch
    this.queue =
        SequenceQueue.ofMultiples(
            Math.max(1, settings.carriedRows()),
            "embedding " + properties.name(),
            this::embedTogether,
            this::free);
  }

  @Override
  public VectorSpace identity() {
    return identity;
  }

  @Override
  public Optional<VectorSpace> wholes() {
    return settings.pooled()
        ? Optional.of(
            new VectorSpace(
                identity.name(),
                identity.hash(),
                identity.settings() + " pooled=mean" + (settings.normalize() ? " normalized" : ""),
                identity.layers(),
                identity.width()))
        : Optional.empty();
  }

  @Override
  public List<float[]> embed(List<Sequence> units) {
    return vectors(units).stream().map(SequenceVectors::values).toList();
  }

  @Override
  public List<SequenceVectors> vectors(List<Sequence> units) {
    return queue.embed(units);
  }

  @Override
  public int depth() {
    return depth;
  }

  @Override
  public int layerOf(String name) {
    return name.startsWith(LAYER)
        ? Integer.parseInt(name.substring(LAYER.length(), name.indexOf('.', LAYER.length())))
        : -1;
  }

  @Override
  public Weights trainable(NDManager owner) {
    return Weights.of(owner, tensors);
  }

  @Override
  public NDArray forward(
      NDManager owner, List<Sequence> units, Rows rows, Weights trained, Mode mode, float dropout) {
    identity(rows); // an error where vectors of whole units are asked for
    List<TokenWindow> windows = new ArrayList<>();
    units.forEach(unit -> windows.addAll(windows(unit)));
    NDArray states = network.states(owner, windows, trained, mode, dropout);
    return rows == Rows.UNITS ? mean.of(owner, states, units) : states;
  }

  @Override
  public void save(Path folder, Weights trained, SavedHead head) throws IOException {
    network.save(folder, trained, head);
  }

  private List<TokenWindow> windows(Sequence unit) {
    // a carried state belongs to a unit's place in a batch, so a unit stays in one piece
    return settings.carriedRows() > 0
        ? List.of(TokenWindow.whole(unit.tokens()))
        : TokenWindow.over(unit.tokens(), settings.window(), settings.overlap());
  }

  /** A window and the rows of its unit. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  private record Part(TokenWindow window, float[] rows) {}

  /** What the queue hands over; runs on the inference thread. */
  private List<SequenceVectors> embedTogether(List<Sequence> units) {
    int row = identity.layers() * identity.width();
    List<float[]> all = new ArrayList<>(units.size());
    List<Part> parts = new ArrayList<>();
    for (Sequence unit : units) {
      float[] rows = new float[Math.multiplyExact(unit.size(), row)];
      all.add(rows);
      windows(unit).forEach(window -> parts.add(new Part(window, rows)));
    }
    if (settings.carriedRows() == 0) {
      parts.sort(Comparator.comparingInt(part -> part.window.tokens().size()));
    }
    for (int from = 0; from < parts.size(); ) {
      int to = end(parts, from);
      embedBatch(parts.subList(from, to));
      from = to;
    }
    return all.stream().map(this::vectors).toList();
  }

  private SequenceVectors vectors(float[] rows) {
    return settings.pooled()
        ? new SequenceVectors(rows, mean.of(rows, identity.layers(), identity.width()))
        : SequenceVectors.ofTokens(rows);
  }

  /** Where the batch that begins at {@code from} ends. */
  private int end(List<Part> parts, int from) {
    if (settings.carriedRows() > 0) {
      return Math.min(parts.size(), from + settings.carriedRows());
    }
    long tokens = tokens(parts, from);
    int to = from + 1;
    while (to < parts.size()) {
      long more = tokens(parts, to);
      // a grid is as long as its longest window, which is the last
      tokens = network.takesGrids() ? (to + 1L - from) * more : tokens + more;
      if (tokens > settings.batchTokens()) {
        break;
      }
      to++;
    }
    return network.takesGrids() && to < parts.size() ? from + FusedLstm.filled(to - from) : to;
  }

  private static long tokens(List<Part> parts, int index) {
    return parts.get(index).window.tokens().size();
  }

  private void embedBatch(List<Part> parts) {
    InferenceThread.nextBatch();
    int row = identity.layers() * identity.width();
    try (NDManager owner = manager.newSubManager()) {
      List<TokenWindow> windows = parts.stream().map(Part::window).toList();
      FloatBuffer values =
          network.states(owner, windows, weights, Mode.INFERENCE, 0).toByteBuffer().asFloatBuffer();
      for (Part part : parts) {
        values.get(part.rows, part.window.first() * row, part.window.kept() * row);
      }
    }
  }

  /** Arrays that belong to this encoder now, for tests of leaks. */
  public int liveArrays() {
    return manager.getManagedArrays().size();
  }

  @Override
  public void close() {
    queue.close();
  }

  /** Runs on the inference thread. */
  private void free() {
    manager.close();
    network.close();
  }
}
