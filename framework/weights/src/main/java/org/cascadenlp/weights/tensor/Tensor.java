package org.cascadenlp.weights.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.cascadenlp.core.files.Sha256;
import org.cascadenlp.core.process.Interruption;

/**
 * A float32 array on the heap.
 *
 * @param shape its dimensions; empty for a scalar
 * @param values row-major
 */
@SuppressWarnings("ArrayRecordComponent") // carries data, never compared
public record Tensor(long[] shape, float[] values) {

  public Tensor {
    long size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    if (size != values.length) {
      throw new IllegalArgumentException(
          "shape " + Arrays.toString(shape) + " has " + size + " values, not " + values.length);
    }
  }

  /**
   * The transpose of a matrix: (rows, columns) to (columns, rows), copied by tiles for cache
   * locality.
   *
   * @throws IllegalArgumentException if this is not a matrix
   */
  public Tensor transposed() {
    if (shape.length != 2) {
      throw new IllegalArgumentException("expected a matrix, found " + Arrays.toString(shape));
    }
    int rows = (int) shape[0];
    int columns = (int) shape[1];
    float[] transposed = new float[values.length];
    int tile = 32;
    for (int top = 0; top < rows; top += tile) {
      for (int left = 0; left < columns; left += tile) {
        for (int row = top; row < Math.min(rows, top + tile); row++) {
          for (int column = left; column < Math.min(columns, left + tile); column++) {
            transposed[column * rows + row] = values[row * columns + column];
          }
        }
      }
    }
    return new Tensor(new long[] {columns, rows}, transposed);
  }

  /**
   * The SHA-256 in hexadecimal that identifies a model's weights, independent of their file format.
   *
   * <p>It digests the arrays in the order of their names ({@link String#compareTo}), for each: the
   * length of the name in UTF-8 and its bytes, the number of dimensions, the dimensions, and the
   * values as float32, row-major. Lengths are int32, dimensions int64, everything little-endian.
   */
  public static String hash(Map<String, Tensor> tensors) {
    Sha256 hash = new Sha256();
    ByteBuffer chunk = ByteBuffer.allocate(1 << 18).order(ByteOrder.LITTLE_ENDIAN);
    new TreeMap<>(tensors)
        .forEach(
            (name, tensor) -> {
              Interruption.check();
              byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
              hash.add(chunk.clear().putInt(utf8.length).flip());
              hash.add(utf8);
              hash.add(chunk.clear().putInt(tensor.shape.length).flip());
              for (long dimension : tensor.shape) {
                hash.add(chunk.clear().putLong(dimension).flip());
              }
              for (int done = 0; done < tensor.values.length; ) {
                int count = Math.min(chunk.capacity() / 4, tensor.values.length - done);
                chunk.clear().asFloatBuffer().put(tensor.values, done, count);
                hash.add(chunk.limit(4 * count));
                done += count;
              }
            });
    return hash.hex();
  }
}
