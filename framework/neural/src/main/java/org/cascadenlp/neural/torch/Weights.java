package org.cascadenlp.neural.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.cascadenlp.weights.tensor.Tensor;

/** Named float32 arrays in a fixed order: the parameters of a network. */
public final class Weights {

  /** The largest array, in bytes, that is copied to libtorch through a reused buffer. */
  private static final int ROOM = 1 << 20;

  private static final ThreadLocal<ByteBuffer> KEPT = ThreadLocal.withInitial(() -> memory(ROOM));

  private final Map<String, NDArray> arrays;

  /** Creates weights from {@code arrays}, in the map's order. */
  public Weights(Map<String, NDArray> arrays) {
    this.arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
  }

  /** No arrays. */
  public static Weights none() {
    return new Weights(Map.of());
  }

  /** Copies of {@code tensors} attached to {@code manager}. */
  public static Weights of(NDManager manager, Map<String, Tensor> tensors) {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    tensors.forEach((name, t) -> arrays.put(name, array(manager, t)));
    return new Weights(arrays);
  }

  /** The array {@code name}, which must exist. */
  public NDArray get(String name) {
    NDArray found = arrays.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "no array " + name + " among " + new TreeSet<>(arrays.keySet()));
    }
    return found;
  }

  /** Whether there is an array called {@code name}. */
  public boolean has(String name) {
    return arrays.containsKey(name);
  }

  /** The names of all arrays, in order. */
  public Set<String> names() {
    return arrays.keySet();
  }

  /** All arrays, in the order of {@link #names}. */
  public Collection<NDArray> arrays() {
    return arrays.values();
  }

  /** These arrays followed by {@code others}; a name in both is an error. */
  public Weights and(Weights others) {
    Map<String, NDArray> all = new LinkedHashMap<>(arrays);
    others.arrays.forEach(
        (name, array) -> {
          if (all.put(name, array) != null) {
            throw new IllegalArgumentException("array " + name + " is there twice");
          }
        });
    return new Weights(all);
  }

  /** These arrays with {@code replacements} in place of those of the same name. */
  public Weights with(Map<String, NDArray> replacements) {
    Map<String, NDArray> all = new LinkedHashMap<>(arrays);
    replacements.forEach(
        (name, array) -> {
          if (all.replace(name, array) == null) {
            throw new IllegalArgumentException("no array " + name + " to replace");
          }
        });
    return new Weights(all);
  }

  /** Whether {@code name} is that of an added vector, as PyTorch's layers call theirs. */
  public static boolean isBias(String name) {
    return name.startsWith("bias", name.lastIndexOf('.') + 1);
  }

  /** Copies on the heap. */
  public Map<String, Tensor> toTensors() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    arrays.forEach((name, array) -> tensors.put(name, copy(array)));
    return tensors;
  }

  /** A copy of {@code array} on the heap. */
  public static Tensor copy(NDArray array) {
    return new Tensor(array.getShape().getShape(), array.toFloatArray());
  }

  /** A copy of {@code tensor} attached to {@code manager}. */
  public static NDArray array(NDManager manager, Tensor tensor) {
    return array(manager, new Shape(tensor.shape()), buffer -> buffer.put(tensor.values()));
  }

  /**
   * A new array attached to {@code manager}.
   *
   * @param fill puts as many numbers as {@code shape} has into a buffer, which is invalid
   *     afterwards
   */
  public static NDArray array(NDManager manager, Shape shape, Consumer<FloatBuffer> fill) {
    int size = Math.toIntExact(Math.multiplyExact(shape.size(), (long) Float.BYTES));
    ByteBuffer bytes = size <= ROOM ? KEPT.get().clear().limit(size) : memory(size);
    fill.accept(bytes.asFloatBuffer());
    // copy, as DJL's array borrows the buffer's memory and results of libtorch may outlive it
    try (NDArray borrowed = manager.create(bytes, shape, DataType.FLOAT32)) {
      return borrowed.duplicate();
    }
  }

  private static ByteBuffer memory(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }
}
