package org.cascadenlp.contextual;

import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.process.Interruption;
import org.cascadenlp.neural.embedding.EmbedderSettings;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.sequence.SequenceVectors;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.transformers.sequences.SequenceAccumulator;
import org.cascadenlp.transformers.sequences.SequenceReader;
import org.cascadenlp.transformers.sequences.SequenceWindows;
import org.cascadenlp.transformers.sequences.Window;

/**
 * Computes the vectors of batches of sequences, of tokens or subwords, with pooled ones if asked.
 */
final class BatchReader {

  private final EncoderModel model;
  private final EmbedderSettings settings;
  private final int row;
  private final int pooledRow;
  private final boolean pooled;
  private final SequenceWindows windows;
  private final SequenceReader reader;

  BatchReader(
      EncoderModel model,
      EmbedderSettings settings,
      EncoderSpaces spaces,
      SequenceWindows windows,
      SequenceReader reader) {
    this.model = model;
    this.settings = settings;
    VectorSpace tokens = spaces.tokens();
    this.row = tokens.layers() * tokens.width();
    this.pooledRow = tokens.layers() * model.configuration().hiddenSize();
    this.pooled = spaces.pooled().isPresent();
    this.windows = windows;
    this.reader = reader;
  }

  /** The level of the vectors that are read. */
  Level level() {
    return settings.pooling() == EmbedderSettings.Pooling.NONE ? Level.SUBWORD : Level.TOKEN;
  }

  /**
   * Returns {@code sequence} if the network can read it.
   *
   * @throws CascadeException for a pair that it cannot read
   */
  Sequence checked(Sequence sequence) {
    if (sequence.isPair() && settings.memory() > 0) {
      throw CascadeException.of(
          "embedding " + model.name(),
          "parameter memory = '" + settings.memory() + "' and a pair of texts",
          "set it to 0 for pairs");
    } else if (sequence.isPair()) {
      model.checkPairs();
    }
    return sequence;
  }

  /** The vectors of {@code sequences}, on the inference thread. */
  List<SequenceVectors> read(List<Sequence> sequences) {
    List<SequenceAccumulator> rows = new ArrayList<>(sequences.size());
    List<SequenceReader.Reading> readings = new ArrayList<>(sequences.size());
    for (Sequence sequence : sequences) {
      Interruption.check(); // before thousands of sequences have become subwords
      Sequence checked = checked(sequence);
      rows.add(
          level() == Level.TOKEN ? addTokens(checked, readings) : addSubwords(checked, readings));
    }
    reader.read(readings);
    int hidden = model.configuration().hiddenSize();
    return rows.stream().map(r -> r.vectors(hidden, settings)).toList();
  }

  private SequenceAccumulator addTokens(Sequence sequence, List<SequenceReader.Reading> readings) {
    SequenceAccumulator target = new SequenceAccumulator(sequence.size(), row, pooledRow);
    windows.addReadings(sequence, target, readings);
    return target;
  }

  private SequenceAccumulator addSubwords(
      Sequence sequence, List<SequenceReader.Reading> readings) {
    List<Window> own = windows.of(sequence, Level.SUBWORD);
    SequenceAccumulator target = SequenceAccumulator.ofSubwords(own, row, pooledRow);
    readings.add(new SequenceReader.Reading(own, SequenceReader.Output.TOKENS, target));
    if (pooled) {
      List<Window> whole = windows.of(sequence, Level.SEQUENCE);
      readings.add(new SequenceReader.Reading(whole, SequenceReader.Output.SEQUENCE, target));
    }
    return target;
  }
}
