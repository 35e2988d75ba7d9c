package org.cascadenlp.transformers.spec;

import java.util.List;

/**
 * An array of a model's files.
 *
 * @param name its name, without the model's prefix
 * @param shape its dimensions
 */
public record SavedArray(String name, List<Long> shape) {

  public SavedArray {
    shape = List.copyOf(shape);
  }

  /** An array with these dimensions. */
  public static SavedArray of(String name, Long... shape) {
    return new SavedArray(name, List.of(shape));
  }

  /** The dimensions as an array. */
  long[] dimensions() {
    return shape.stream().mapToLong(Long::longValue).toArray();
  }
}
