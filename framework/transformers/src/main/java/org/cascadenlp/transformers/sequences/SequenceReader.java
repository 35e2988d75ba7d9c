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
import org.cascadenlp.transformers.program.TransformerNetwork.Fused;

/** Reads many units with weights that stay as they are: windows of one shape go together. */
public final class SequenceReader {

  private static final float[] NO_DROPOUT = {0, 0, 0};

  private final NDManager manager;
  private final WindowReader reader;
  private final Fused fused;
  private final SubwordPooling pooling;
  private final SequencePooler pooler;
  private final EmbedderSettings settings;

  /**
   * A reader.
   *
   * @param manager of what lives as long as a batch or a memory
   */
  public SequenceReader(
      NDManager manager,
      WindowReader reader,
      Fused fused,
      SubwordPooling pooling,
      SequencePooler pooler,
      EmbedderSettings settings) {
    this.manager = manager;
    this.reader = reader;
    this.fused = fused;
    this.pooling = pooling;
    this.pooler = pooler;
    this.settings = settings;
  }

  /** What the windows of a reading give. */
  public enum Gives {
    /** the vectors of tokens */
    TOKENS,
    /** that of the unit as a whole */
    WHOLE,
    BOTH
  }

  /** The windows of one unit and where what they give goes. */
  public record Reading(List<Window> windows, Gives gives, SequenceRows target) {}

  /** Reads windows into the rows of their units. */
  public void read(List<Reading> readings) {
    List<Part> alone = new ArrayList<>();
    List<List<Part>> segmented = new ArrayList<>();
    for (Reading reading : readings) {
      List<Part> parts =
          reading.windows.stream().map(w -> new Part(w, reading.gives, reading.target)).toList();
      if (settings.memory() > 0 && parts.size() > 1) {
        segmented.add(parts);
      } else {
        alone.addAll(parts);
      }
    }
    readApart(alone);
    readSegmented(segmented);
  }

  private void readApart(List<Part> parts) {
    try (SegmentMemory nothing = reader.remembers(manager)) {
      readRound(parts, nothing);
    }
  }

  /** Units of about the same length together, as many as fill a batch: so many are remembered. */
  private void readSegmented(List<List<Part>> units) {
    units.sort(Comparator.comparingInt(List::size));
    int most = Math.max(1, settings.batchTokens() / SubwordBatch.padded(settings.window()));
    for (int from = 0; from < units.size(); from += most) {
      List<List<Part>> group = units.subList(from, Math.min(from + most, units.size()));
      try (SegmentMemory memory = reader.remembers(manager)) {
        for (int k = 0; k < group.get(group.size() - 1).size(); k++) {
          readRound(WindowReader.segment(group, k), memory);
        }
      }
    }
  }

  /** Windows of which none needs another, sorted by length and packed. */
  private void readRound(List<Part> round, SegmentMemory memory) {
    List<Part> parts = new ArrayList<>(round);
    parts.sort(Comparator.comparingLong(part -> shape(part, memory)));
    int from = 0;
    while (from < parts.size()) {
      // a batch holds windows of one padded length and memory only: see SubwordBatch
      Window first = parts.get(from).window;
      long shape = shape(parts.get(from), memory);
      int places = first.gridLength() + memory.gridLength(first);
      int most = from + Math.max(1, settings.batchTokens() / places);
      int to = from + 1;
      while (to < Math.min(most, parts.size()) && shape(parts.get(to), memory) == shape) {
        to++;
      }
      readBatch(parts.subList(from, to), memory);
      from = to;
    }
  }

  private static long shape(Part part, SegmentMemory memory) {
    return ((long) memory.gridLength(part.window) << Integer.SIZE) + part.window.gridLength();
  }

  /** A window and where what it gives goes. */
  private record Part(Window window, Gives gives, SequenceRows target) {}

  private void readBatch(List<Part> parts, SegmentMemory memory) {
    InferenceThread.nextBatch();
    try (NDManager owner = manager.newSubManager()) {
      List<Window> windows = parts.stream().map(Part::window).toList();
      WindowReader.Read read =
          reader.read(owner, windows, memory, fused, Mode.INFERENCE, NO_DROPOUT);
      FloatBuffer values =
          pooling
              .apply(owner, read.states(), windows, read.firstRows(), Mode.INFERENCE)
              .toByteBuffer()
              .asFloatBuffer();
      for (Part part : parts) {
        if (part.gives == Gives.WHOLE) {
          part.target.passTokens(values, part.window);
        } else {
          part.target.takeTokens(values, part.window);
        }
      }
      if (pooler.kind() != SequencePooling.NONE) {
        FloatBuffer wholes = pooler.apply(owner, read.states(), windows, read.firstRows());
        for (Part part : parts) {
          if (part.gives == Gives.TOKENS) {
            part.target.passWhole(wholes);
          } else {
            part.target.takeWhole(wholes, part.window);
          }
        }
      }
    }
  }
}
