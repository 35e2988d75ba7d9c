package org.cascadenlp.neural;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cascadenlp.core.Interruption;

/** Named float32 arrays in a fixed order: the parameters of a network. */
public final class Weights {

  private final Map<String, NDArray> arrays;

  /** The given arrays; the map's order is kept. */
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
    tensors.forEach((name, t) -> arrays.put(name, t.toArray(manager)));
    return new Weights(arrays);
  }

  /**
   * What a model's weights are known by, wherever they were read from: a SHA-256 in hexadecimal.
   *
   * <p>It is taken over each array in the order of the names (as {@link String#compareTo} has it):
   * the length of the name in UTF-8 and its bytes, the number of dimensions, the dimensions, and
   * the values as float32, row-major. Lengths are int32, dimensions int64, everything
   * little-endian.
   */
  public static String hash(Map<String, Tensor> tensors) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    ByteBuffer chunk = ByteBuffer.allocate(1 << 18).order(ByteOrder.LITTLE_ENDIAN);
    new TreeMap<>(tensors)
        .forEach(
            (name, tensor) -> {
              Interruption.check();
              byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
              digest.update(chunk.clear().putInt(utf8.length).flip());
              digest.update(utf8);
              digest.update(chunk.clear().putInt(tensor.shape.length).flip());
              for (long dimension : tensor.shape) {
                digest.update(chunk.clear().putLong(dimension).flip());
              }
              for (int done = 0; done < tensor.values.length; ) {
                int count = Math.min(chunk.capacity() / 4, tensor.values.length - done);
                chunk.clear().asFloatBuffer().put(tensor.values, done, count);
                digest.update(chunk.limit(4 * count));
                done += count;
              }
            });
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The array called {@code name}. */
  public NDArray get(String name) {
    NDArray found = arrays.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "no array " + name + " among " + new TreeSet<>(arrays.keySet()));
    }
    return found;
  }

  public boolean has(String name) {
    return arrays.containsKey(name);
  }

  public Set<String> names() {
    return arrays.keySet();
  }

  public Collection<NDArray> arrays() {
    return arrays.values();
  }

  /** These arrays and, after them, {@code others}; a name in both is an error. */
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

  /** These arrays, where {@code replacements} has one of the same name that one. */
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

  /** Copies on the heap. */
  public Map<String, Tensor> toTensors() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    arrays.forEach((name, array) -> tensors.put(name, Tensor.of(array)));
    return tensors;
  }

  /**
   * A float32 array on the heap.
   *
   * @param shape its dimensions; empty for a scalar
   * @param values row-major
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier between files and arrays, never compared
  public record Tensor(long[] shape, float[] values) {

    /** The most bytes that go to libtorch through memory that is kept and used again. */
    private static final int ROOM = 1 << 20;

    private static final ThreadLocal<ByteBuffer> KEPT = ThreadLocal.withInitial(() -> memory(ROOM));

    public Tensor {
      long size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
      if (size != values.length) {
        throw new IllegalArgumentException(
            "shape " + Arrays.toString(shape) + " has " + size + " values, not " + values.length);
      }
    }

    /** A copy of {@code array}. */
    public static Tensor of(NDArray array) {
      return new Tensor(array.getShape().getShape(), array.toFloatArray());
    }

    /** The matrix (rows, columns) as (columns, rows), copied tile by tile for the cache's sake. */
    public Tensor transposed() {
      if (shape.length != 2) {
        throw new IllegalArgumentException("expected a matrix, found " + Arrays.toString(shape));
      }
      int rows = (int) shape[0];
      int columns = (int) shape[1];
      float[] to = new float[values.length];
      int tile = 32;
      for (int top = 0; top < rows; top += tile) {
        for (int left = 0; left < columns; left += tile) {
          for (int row = top; row < Math.min(rows, top + tile); row++) {
            for (int column = left; column < Math.min(columns, left + tile); column++) {
              to[column * rows + row] = values[row * columns + column];
            }
          }
        }
      }
      return new Tensor(new long[] {columns, rows}, to);
    }

    /** A copy attached to {@code manager}. */
    public NDArray toArray(NDManager manager) {
      int size = Math.multiplyExact(values.length, Float.BYTES);
      ByteBuffer bytes = size <= ROOM ? KEPT.get().clear().limit(size) : memory(size);
      bytes.asFloatBuffer().put(values);
      // DJL's array borrows the buffer's memory, and what libtorch makes of it may outlive it: copy
      try (NDArray borrowed = manager.create(bytes, new Shape(shape), DataType.FLOAT32)) {
        return borrowed.duplicate();
      }
    }

    private static ByteBuffer memory(int bytes) {
      return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }
  }
}
