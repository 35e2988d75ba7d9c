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
import org.cascadenlp.neural.layers.PaddedBatches;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.sequence.SequenceVectors;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.neural.torch.InferenceThread;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.weights.tensor.Tensor;

/** A recurrent network as a trainable encoder of tokens. */
public final class RecurrentEncoder implements Encoder {

  private static final String LAYER = "layers.";

  private final TokenNetwork network;
  private final RecurrentSettings settings;
  private final Map<String, Tensor> tensors;
  private final int depth;
  private final VectorSpace vectorSpace;
  private final NDManager manager;
  private final Weights weights;
  private final SequenceQueue<SequenceVectors> queue;
  private final SequenceMean mean;

  /** Creates an encoder that owns {@code network}. */
  public RecurrentEncoder(TokenNetwork network, RecurrentSettings settings) {
    this.network = network;
    this.settings = settings;
    TokenNetwork.Properties properties = network.properties();
    this.tensors = properties.tensors();
    this.depth = properties.depth();
    this.vectorSpace =
        new VectorSpace(
            properties.name(),
            Tensor.hash(tensors),
            "layers="
                + String.join(",", properties.layers().stream().map(String::valueOf).toList())
                + properties.settings(),
            properties.layers().size(),
            properties.width());
    this.mean = new SequenceMean(settings.normalize());
    this.manager = Torch.manager();
    this.weights = network.prepare(manager, Weights.of(manager, tensors));
    // carried states depend on how sequences are divided into batches
    this.queue =
        SequenceQueue.ofMultiples(
            Math.max(1, settings.carriedRows()),
            "embedding " + properties.name(),
            this::embedTogether,
            this::free);
  }

  @Override
  public VectorSpace vectorSpace() {
    return vectorSpace;
  }

  @Override
  public Optional<VectorSpace> pooledSpace() {
    return settings.pooled()
        ? Optional.of(
            new VectorSpace(
                vectorSpace.name(),
                vectorSpace.hash(),
                vectorSpace.settings()
                    + " pooled=mean"
                    + (settings.normalize() ? " normalized" : ""),
                vectorSpace.layers(),
                vectorSpace.width()))
        : Optional.empty();
  }

  @Override
  public List<float[]> embed(List<Sequence> sequences) {
    return vectors(sequences).stream().map(SequenceVectors::values).toList();
  }

  @Override
  public List<SequenceVectors> vectors(List<Sequence> sequences) {
    return queue.embed(sequences);
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
      NDManager owner,
      List<Sequence> sequences,
      Level level,
      Weights trained,
      Mode mode,
      float dropout) {
    vectorSpace(level); // throws if there are no vectors of that level
    List<TokenWindow> windows = new ArrayList<>();
    sequences.forEach(sequence -> windows.addAll(tokenWindows(sequence)));
    NDArray states = network.states(owner, windows, trained, mode, dropout);
    return level == Level.SEQUENCE ? mean.of(owner, states, sequences) : states;
  }

  @Override
  public void save(Path folder, Weights trained, SavedHead head) throws IOException {
    network.save(folder, trained, head);
  }

  private List<TokenWindow> tokenWindows(Sequence sequence) {
    // carried states belong to positions in a batch, so a sequence must not be split into windows
    return settings.carriedRows() > 0
        ? List.of(TokenWindow.whole(sequence.tokens()))
        : TokenWindow.over(sequence.tokens(), settings.window(), settings.overlap());
  }

  /** A window and the output array of its sequence. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  private record Part(TokenWindow window, float[] rows) {}

  /** Embeds a task of the queue; runs on the inference thread. */
  private List<SequenceVectors> embedTogether(List<Sequence> sequences) {
    int row = vectorSpace.layers() * vectorSpace.width();
    List<float[]> all = new ArrayList<>(sequences.size());
    List<Part> parts = new ArrayList<>();
    for (Sequence sequence : sequences) {
      float[] rows = new float[Math.multiplyExact(sequence.size(), row)];
      all.add(rows);
      tokenWindows(sequence).forEach(window -> parts.add(new Part(window, rows)));
    }
    if (settings.carriedRows() == 0) {
      parts.sort(Comparator.comparingInt(part -> part.window.tokens().size()));
    }
    int from = 0;
    for (int to : ends(parts.stream().mapToInt(part -> part.window.tokens().size()).toArray())) {
      embedBatch(parts.subList(from, to));
      from = to;
    }
    return all.stream().map(this::vectors).toList();
  }

  private SequenceVectors vectors(float[] rows) {
    return settings.pooled()
        ? new SequenceVectors(rows, mean.of(rows, vectorSpace.layers(), vectorSpace.width()))
        : SequenceVectors.ofTokens(rows);
  }

  /** The end of each batch, from the lengths of all windows. */
  private List<Integer> ends(int[] lengths) {
    if (settings.carriedRows() > 0) {
      return ends(lengths, settings.carriedRows(), Integer.MAX_VALUE);
    }
    return network
        .padding()
        .map(work -> PaddedBatches.ends(lengths, settings.batchTokens(), work))
        .orElseGet(() -> ends(lengths, Integer.MAX_VALUE, settings.batchTokens()));
  }

  /** The end of each batch of up to so many windows and tokens, or one window. */
  private static List<Integer> ends(int[] lengths, int windows, int tokens) {
    List<Integer> ends = new ArrayList<>();
    for (int from = 0, to; from < lengths.length; from = to) {
      long sum = lengths[from];
      for (to = from + 1; to < lengths.length && to - from < windows; to++) {
        sum += lengths[to];
        if (sum > tokens) {
          break;
        }
      }
      ends.add(to);
    }
    return ends;
  }

  private void embedBatch(List<Part> parts) {
    InferenceThread.nextBatch();
    int row = vectorSpace.layers() * vectorSpace.width();
    try (NDManager owner = manager.newSubManager()) {
      List<TokenWindow> windows = parts.stream().map(Part::window).toList();
      FloatBuffer values =
          network.states(owner, windows, weights, Mode.INFERENCE, 0).toByteBuffer().asFloatBuffer();
      for (Part part : parts) {
        values.get(part.rows, part.window.first() * row, part.window.kept() * row);
      }
    }
  }

  /** The number of arrays this encoder owns now, for tests of leaks. */
  int liveArrays() {
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
