package org.cascadenlp.weights;

import java.nio.file.Path;
import java.util.Map;
import org.cascadenlp.weights.tensor.Tensor;

/** A format of files that hold named arrays. */
@FunctionalInterface
public interface WeightFile {

  /**
   * All arrays of {@code file} as float32 under the names of the file; what float32 cannot hold is
   * rounded.
   *
   * <p>The file is untrusted: nothing in it is run, and memory is taken only for what it holds.
   *
   * @throws org.cascadenlp.core.error.CascadeException that names the file, the place and what was
   *     expected, where it is not whole and sound
   */
  Map<String, Tensor> read(Path file);
}
