package org.cascadenlp.transformers.sequences;

import java.util.List;
import org.cascadenlp.neural.embedding.EmbedderSettings;
import org.cascadenlp.neural.embedding.EmbedderSettings.SequencePooling;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.transformers.sequences.SequenceReader.Output;
import org.cascadenlp.transformers.sequences.SequenceReader.Reading;
import org.cascadenlp.transformers.tokenizer.SubwordTokenizer;

/** Divides sequences, of one text or of a pair, into the windows that a network reads. */
public record SequenceWindows(SubwordTokenizer tokenizer, EmbedderSettings settings) {

  /** The windows from which the vectors of {@code level} are computed. */
  public List<Window> of(Sequence sequence, Level level) {
    if (sequence.isPair()) {
      PairSubwords pair = pair(sequence);
      return switch (level) {
        case SEQUENCE -> pair.truncated();
        case TOKEN -> pair.ofTokens(settings.overlap());
        case SUBWORD -> chosen(sequence, pair.ofSubwords(settings.overlap()));
      };
    }
    int size = size();
    int context = Math.min(settings.context(), size);
    if (!sequence.hasText()) {
      return cut(Subwords.of(sequence, tokenizer).inContext(sequence, tokenizer, context, size));
    }
    TextSubwords text = TextSubwords.of(sequence, tokenizer, context, size);
    return cut(
        level == Level.TOKEN ? text.ofTokens(context, size) : text.ofSequence(context, size));
  }

  /**
   * Adds the windows of {@code sequence}, twice if the pooled vector and those of tokens need
   * different ones: if its text has no subwords for some of its tokens, and for a pair that is
   * truncated.
   */
  public void addReadings(Sequence sequence, SequenceAccumulator target, List<Reading> readings) {
    boolean pooled = settings.pooled() != SequencePooling.NONE;
    if (pooled && sequence.isPair()) {
      addPair(pair(sequence), target, readings);
    } else if (pooled && sequence.hasText()) {
      addText(sequence, target, readings);
    } else {
      readings.add(new Reading(of(sequence, Level.TOKEN), Output.BOTH, target));
    }
  }

  private void addPair(PairSubwords pair, SequenceAccumulator target, List<Reading> readings) {
    List<Window> tokens = pair.ofTokens(settings.overlap());
    if (pair.isOneWindow()) {
      readings.add(new Reading(tokens, Output.BOTH, target));
    } else {
      readings.add(new Reading(tokens, Output.TOKENS, target));
      readings.add(new Reading(pair.truncated(), Output.SEQUENCE, target));
    }
  }

  private void addText(Sequence sequence, SequenceAccumulator target, List<Reading> readings) {
    int size = size();
    int context = Math.min(settings.context(), size);
    TextSubwords text = TextSubwords.of(sequence, tokenizer, context, size);
    List<Window> tokens = cut(text.ofTokens(context, size));
    if (text.lacksTokens()) {
      readings.add(new Reading(tokens, Output.TOKENS, target));
      readings.add(new Reading(cut(text.ofSequence(context, size)), Output.SEQUENCE, target));
    } else {
      readings.add(new Reading(tokens, Output.BOTH, target));
    }
  }

  /** Those of {@code windows} that {@link Sequence#windows} names. */
  private static List<Window> chosen(Sequence sequence, List<Window> windows) {
    return sequence.windows().isEmpty()
        ? windows
        : sequence.windows().stream().map(windows::get).toList();
  }

  private PairSubwords pair(Sequence sequence) {
    return PairSubwords.of(sequence, tokenizer, settings.window());
  }

  /** The most subwords of one text in a window. */
  private int size() {
    return settings.window() - tokenizer.template().size();
  }

  private List<Window> cut(Subwords subwords) {
    return settings.memory() > 0
        ? subwords.segments(size())
        : subwords.windows(size(), settings.overlap());
  }
}
