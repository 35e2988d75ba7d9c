package org.cascadenlp.transformers.sequences;

import ai.djl.ndarray.NDManager;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.cascadenlp.neural.embedding.EmbedderSettings;
import org.cascadenlp.neural.embedding.EmbedderSettings.SequencePooling;
import org.cascadenlp.neural.torch.InferenceThread;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.transformers.program.SubwordBatch;
import org.cascadenlp.transformers.program.TransformerNetwork.PreparedWeights;

/** Encodes many sequences in inference: windows of equal padded length form batches. */
public final class SequenceReader {

  private static final float[] NO_DROPOUT = {0, 0, 0};

  private final NDManager manager;
  private final WindowReader reader;
  private final PreparedWeights weights;
  private final SubwordPooling pooling;
  private final SequencePooler pooler;
  private final EmbedderSettings settings;

  /**
   * A reader for one set of weights.
   *
   * @param manager the parent of the managers of batches and memories
   */
  public SequenceReader(
      NDManager manager,
      WindowReader reader,
      PreparedWeights weights,
      SubwordPooling pooling,
      SequencePooler pooler,
      EmbedderSettings settings) {
    this.manager = manager;
    this.reader = reader;
    this.weights = weights;
    this.pooling = pooling;
    this.pooler = pooler;
    this.settings = settings;
  }

  /** The vectors to compute for a sequence. */
  public enum Output {
    /** one vector per token */
    TOKENS,
    /** the pooled vector of the sequence */
    SEQUENCE,
    BOTH
  }

  /** The windows of one sequence, the vectors to compute, and their destination. */
  public record Reading(List<Window> windows, Output output, SequenceAccumulator target) {}

  /** Encodes all windows into the accumulators of their sequences. */
  public void read(List<Reading> readings) {
    List<Part> independent = new ArrayList<>();
    List<List<Part>> recurrent = new ArrayList<>();
    for (Reading reading : readings) {
      List<Part> parts =
          reading.windows.stream().map(w -> new Part(w, reading.output, reading.target)).toList();
      if (settings.memory() > 0 && parts.size() > 1) {
        recurrent.add(parts);
      } else {
        independent.addAll(parts);
      }
    }
    readIndependent(independent);
    readRecurrent(recurrent);
  }

  private void readIndependent(List<Part> parts) {
    try (SegmentRecurrence noMemory = reader.newMemory(manager)) {
      readRound(parts, noMemory);
    }
  }

  /** Groups sequences of similar length, as many as fill a batch, which bounds the memory. */
  private void readRecurrent(List<List<Part>> sequences) {
    sequences.sort(Comparator.comparingInt(List::size));
    int limit = Math.max(1, settings.batchTokens() / SubwordBatch.padded(settings.window()));
    for (int from = 0; from < sequences.size(); from += limit) {
      List<List<Part>> group = sequences.subList(from, Math.min(from + limit, sequences.size()));
      try (SegmentRecurrence memory = reader.newMemory(manager)) {
        for (int k = 0; k < group.get(group.size() - 1).size(); k++) {
          readRound(WindowReader.segment(group, k), memory);
        }
      }
    }
  }

  /** Encodes windows that do not depend on each other, in batches of equal length. */
  private void readRound(List<Part> round, SegmentRecurrence memory) {
    List<Part> parts = new ArrayList<>(round);
    parts.sort(Comparator.comparingLong(part -> shape(part, memory)));
    int from = 0;
    while (from < parts.size()) {
      // a batch has windows of equal padded length and memory length only: see SubwordBatch
      Window first = parts.get(from).window;
      long shape = shape(parts.get(from), memory);
      int cells = first.gridLength() + memory.gridLength(first);
      int limit = from + Math.max(1, settings.batchTokens() / cells);
      int to = from + 1;
      while (to < Math.min(limit, parts.size()) && shape(parts.get(to), memory) == shape) {
        to++;
      }
      readBatch(parts.subList(from, to), memory);
      from = to;
    }
  }

  private static long shape(Part part, SegmentRecurrence memory) {
    return ((long) memory.gridLength(part.window) << Integer.SIZE) + part.window.gridLength();
  }

  /** A window, the vectors to compute, and their destination. */
  private record Part(Window window, Output output, SequenceAccumulator target) {}

  private void readBatch(List<Part> parts, SegmentRecurrence memory) {
    InferenceThread.nextBatch();
    try (NDManager owner = manager.newSubManager()) {
      List<Window> windows = parts.stream().map(Part::window).toList();
      WindowReader.Encoded read =
          reader.read(owner, windows, memory, weights, Mode.INFERENCE, NO_DROPOUT);
      FloatBuffer values =
          pooling
              .apply(owner, read.states(), windows, read.firstRows(), Mode.INFERENCE)
              .toByteBuffer()
              .asFloatBuffer();
      for (Part part : parts) {
        if (part.output == Output.SEQUENCE) {
          part.target.skipTokens(values, part.window);
        } else {
          part.target.addTokens(values, part.window);
        }
      }
      if (pooler.kind() != SequencePooling.NONE) {
        FloatBuffer pooled = pooler.apply(owner, read.states(), windows, read.firstRows());
        for (Part part : parts) {
          if (part.output == Output.TOKENS) {
            part.target.skipPooled(pooled);
          } else {
            part.target.addPooled(pooled, part.window);
          }
        }
      }
    }
  }
}
