package org.cascadenlp.transformers.spec;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The arrays of a model's files with their shapes, in order. */
final class SavedArrays {

  private final Map<String, long[]> shapes = new LinkedHashMap<>();
  private final Set<String> inputsFirst = new HashSet<>();
  private final Set<String> norms = new HashSet<>();
  private final boolean normBias;

  /**
   * No arrays yet.
   *
   * @param normBias whether layer normalisations have a bias
   */
  SavedArrays(boolean normBias) {
    this.normBias = normBias;
  }

  void add(String name, long... shape) {
    shapes.put(name, shape);
  }

  void add(SavedArray array) {
    shapes.put(array.name(), array.dimensions());
  }

  void addAll(Map<String, long[]> others) {
    shapes.putAll(others);
  }

  /** Adds the weight of a linear layer, and its bias if it has one. */
  void addLinear(Linear linear) {
    shapes.put(linear.weight(), linear.shape());
    if (linear.inputsFirst()) {
      inputsFirst.add(linear.weight());
    }
    if (!linear.biasName().isEmpty()) {
      add(linear.biasName(), linear.out());
    }
  }

  /** Adds the weight of the layer normalisation {@code name}, and its bias if it has one. */
  void addNorm(String name, long width) {
    norms.add(name);
    add(name + ".weight", width);
    if (normBias) {
      add(name + ".bias", width);
    }
  }

  /** Marks layer normalisations whose arrays are added elsewhere. */
  void markNorms(Collection<String> names) {
    norms.addAll(names);
  }

  /** Whether the file has the weight {@code name} as (in, out). */
  boolean inputsFirst(String name) {
    return inputsFirst.contains(name);
  }

  /** Whether the array called {@code name} is a layer normalisation's. */
  boolean isNorm(String name) {
    return norms.contains(name.substring(0, Math.max(0, name.lastIndexOf('.'))));
  }

  /** The names of all arrays with their shapes, in order. */
  Map<String, long[]> shapes() {
    return new LinkedHashMap<>(shapes);
  }
}
