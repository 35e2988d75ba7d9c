package org.cascadenlp.core.descriptor;

import java.util.List;

/**
 * A step of a pipeline: an annotator at its place in the flow.
 *
 * @param role its roles from the outermost on, joined by slashes; empty for a pipeline of one step
 * @param name the name its descriptor gives it
 * @param inputs the types it declares to need
 * @param outputs the types it declares to make
 */
public record Step(String role, String name, List<String> inputs, List<String> outputs) {

  public Step {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }
}
