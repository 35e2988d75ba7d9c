package org.cascadenlp.training.source;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tensors at one place of a network that training treats alike.
 *
 * @param place the place in the network, for example {@code layer 3}
 * @param parameters the number of parameters in all the tensors
 */
public record TensorGroup(String place, Fate fate, List<String> names, long parameters) {

  /** What training does with a tensor. */
  public enum Fate {
    /** not trained */
    FROZEN,
    /** trained from its values */
    TRAINED,
    /** trained from new random values */
    REINITIALISED
  }

  /** Gathers tensors into groups, in the order of their first members. */
  public static final class Collector {

    private record Key(String place, Fate fate) {}

    private final Map<Key, List<String>> names = new LinkedHashMap<>();
    private final Map<Key, Long> sizes = new LinkedHashMap<>();

    /** Adds a tensor at {@code place}. */
    public void add(String place, Fate fate, String name, NDArray array) {
      Key key = new Key(place, fate);
      names.computeIfAbsent(key, k -> new ArrayList<>()).add(name);
      sizes.merge(key, array.size(), Long::sum);
    }

    /** The groups of all tensors that were added. */
    public List<TensorGroup> groups() {
      List<TensorGroup> groups = new ArrayList<>();
      names.forEach(
          (key, members) ->
              groups.add(
                  new TensorGroup(key.place, key.fate, members, sizes.getOrDefault(key, 0L))));
      return groups;
    }
  }

  /** The name of the place of layer {@code layer} in an encoder with {@code depth} layers. */
  public static String place(int layer, int depth) {
    return layer < 0 ? "embeddings" : layer < depth ? "layer " + layer : "above the layers";
  }

  /** The number of the encoder's layers above {@code layer}. */
  static int layersAbove(int layer, int depth) {
    return layer < 0 ? depth : Math.max(0, depth - 1 - layer);
  }
}
