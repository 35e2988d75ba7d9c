package org.cascadenlp.core.descriptor;

import java.util.List;

/**
 * A step of a pipeline: an annotator and its place in the flow.
 *
 * @param role its roles, outermost first, joined by slashes; empty for a pipeline of one step
 * @param name its name in the descriptor
 * @param inputs its declared input types
 * @param outputs its declared output types
 */
public record Step(String role, String name, List<String> inputs, List<String> outputs) {

  public Step {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }
}
