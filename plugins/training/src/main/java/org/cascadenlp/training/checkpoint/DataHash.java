package org.cascadenlp.training.checkpoint;

import java.util.Arrays;
import java.util.List;
import org.cascadenlp.core.files.Fingerprint;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.sequence.SequenceText;
import org.cascadenlp.neural.task.Codec;
import org.cascadenlp.neural.task.Labelled;

/** The SHA-256 of all that training reads of examples: tokens, context, text and targets. */
final class DataHash {

  private final Fingerprint print = new Fingerprint();

  private DataHash() {}

  static <T> String of(Codec<T, ?> codec, List<Labelled<T>> examples) {
    DataHash hash = new DataHash();
    for (Labelled<T> example : examples) {
      example.instance().sequences().forEach(hash::add);
      hash.print.add(codec.texts(example.target()));
    }
    return hash.print.text();
  }

  private void add(Sequence sequence) {
    print.add(sequence.tokens()).add(sequence.before()).add(sequence.after());
    if (sequence.hasText()) {
      SequenceText text = sequence.text();
      int from = text.from();
      print.add(text.document().substring(from, text.to()));
      print.add((text.begin() - from) + " " + (text.end() - from));
      print.add(offsets(text.begins(), from)).add(offsets(text.ends(), from));
    }
  }

  private static String offsets(int[] offsets, int from) {
    return Arrays.toString(Arrays.stream(offsets).map(offset -> offset - from).toArray());
  }
}
