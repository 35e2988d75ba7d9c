package org.cascadenlp.weights;

import java.nio.file.Path;
import java.util.Map;
import org.cascadenlp.weights.tensor.Tensor;

/** A reader of one file format of named arrays. */
@FunctionalInterface
public interface WeightFile {

  /**
   * Reads all arrays of {@code file} as float32, by their names in the file; values that float32
   * cannot represent are rounded.
   *
   * <p>The file is untrusted: no code in it is run, and memory is allocated only for data that the
   * file contains.
   *
   * @throws org.cascadenlp.core.error.CascadeException if the file is truncated or malformed; names
   *     the file, the place and what was expected
   */
  Map<String, Tensor> read(Path file);
}
