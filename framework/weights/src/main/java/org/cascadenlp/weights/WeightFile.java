package org.cascadenlp.weights;

import java.nio.file.Path;
import java.util.Map;
import org.cascadenlp.weights.tensor.Tensor;

/** A reader of one file format of named arrays. */
@FunctionalInterface
interface WeightFile {

  /** As {@link WeightFiles#read}, of a file of this format. */
  Map<String, Tensor> read(Path file);
}
