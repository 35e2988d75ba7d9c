package org.cascadenlp.training.checkpoint;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.cascadenlp.core.files.Fingerprint;
import org.cascadenlp.neural.sequence.SequenceText;
import org.cascadenlp.neural.task.Codec;
import org.cascadenlp.neural.task.Instance;
import org.cascadenlp.neural.task.Labelled;

/**
 * The SHA-256 of all that training reads of examples: targets, and every component of their
 * instances.
 */
final class DataHash {

  private final Fingerprint print = new Fingerprint();

  private DataHash() {}

  static <T> String of(Codec<T, ?> codec, List<Labelled<T>> examples) {
    DataHash hash = new DataHash();
    for (Labelled<T> example : examples) {
      hash.add(example.instance());
      hash.print.add(codec.texts(example.target()));
    }
    return hash.print.text();
  }

  /**
   * Adds {@code value} with all its components, so that those that {@link Instance} gets later are
   * not forgotten.
   */
  private void add(Object value) {
    if (value instanceof SequenceText text) {
      add(text);
    } else if (value instanceof Record record) {
      for (RecordComponent component : record.getClass().getRecordComponents()) {
        add(component(record, component));
      }
    } else if (value instanceof List<?> list) {
      print.add(String.valueOf(list.size()));
      list.forEach(this::add);
    } else if (value instanceof String || value instanceof Integer) {
      print.add(value.toString());
    } else {
      throw new IllegalStateException("no hash of a " + value.getClass().getName());
    }
  }

  private static Object component(Record record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(component + " of an example cannot be read", e);
    }
  }

  /** Adds the part of the document that is read, with offsets in it. */
  private void add(SequenceText text) {
    int from = text.from();
    print.add(text.document().substring(from, text.to()));
    print.add((text.begin() - from) + " " + (text.end() - from));
    print.add(offsets(text.begins(), from)).add(offsets(text.ends(), from));
  }

  private static String offsets(int[] offsets, int from) {
    return Arrays.toString(Arrays.stream(offsets).map(offset -> offset - from).toArray());
  }
}
