package org.cascadenlp.weights.binary;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.process.Interruption;
import org.cascadenlp.weights.tensor.NumberType;

/** Numeric arrays of untrusted files: element counts, conversion to float32, strided views. */
public final class Numbers {

  private static final int CHUNK = 1 << 20;
  private static final int MAX_DIMENSIONS = 16;

  private Numbers() {}

  /**
   * The number of elements of an array of {@code shape}.
   *
   * @param place the file and the array, for errors
   * @throws CascadeException for more than 16 dimensions, a negative dimension, or 2^31 or more
   *     elements
   */
  public static int count(long[] shape, String place) {
    long count = 1;
    boolean valid = shape.length <= MAX_DIMENSIONS;
    for (int i = 0; i < shape.length && valid; i++) {
      valid = shape[i] >= 0 && (shape[i] == 0 || count <= Integer.MAX_VALUE / shape[i]);
      count *= valid ? shape[i] : 0;
    }
    if (!valid) {
      throw CascadeException.of(
          place,
          "shape "
              + (shape.length <= MAX_DIMENSIONS
                  ? Arrays.toString(shape)
                  : "of " + shape.length + " dimensions"),
          "expected at most "
              + MAX_DIMENSIONS
              + " dimensions, none negative, and less than 2^31 numbers in all");
    }
    return (int) count;
  }

  /**
   * Reads {@code count} numbers as float32.
   *
   * @param count the number of elements, which the caller has checked against the file's size
   * @param place the file and the array, for errors
   */
  public static float[] read(
      InputStream in, NumberType type, ByteOrder order, int count, String place)
      throws IOException {
    float[] values = new float[count];
    int chunkSize = CHUNK / type.bytes;
    byte[] chunk = new byte[Math.min(chunkSize, count) * type.bytes];
    for (int done = 0; done < count; ) {
      Interruption.check();
      int chunkCount = Math.min(chunkSize, count - done);
      int bytes = in.readNBytes(chunk, 0, chunkCount * type.bytes);
      if (bytes < chunkCount * type.bytes) {
        throw CascadeException.of(
            place,
            String.format(
                "expected %d bytes, found %d",
                (long) count * type.bytes, (long) done * type.bytes + bytes),
            "it is truncated or damaged: fetch it again");
      }
      type.decode(ByteBuffer.wrap(chunk, 0, bytes).order(order), values, done, chunkCount);
      done += chunkCount;
    }
    return values;
  }

  /**
   * Copies a strided view of a storage into a row-major array.
   *
   * @param offset the index of the view's first element in {@code storage}
   * @param limit the end of the part of {@code storage} that the view may use
   * @param strides per dimension, in elements; 0 repeats the same elements (PyTorch's {@code
   *     expand}), so the caller must have bounded the view's size
   * @param place the file and the array, for errors
   * @throws CascadeException if the view leaves its storage or has more distinct elements than it
   */
  public static float[] gather(
      float[] storage, long offset, long limit, long[] shape, long[] strides, String place) {
    int count = count(shape, place);
    checkRange(Math.min(limit, storage.length), offset, shape, strides, count, place);
    float[] values = new float[count];
    if (count == 0) {
      return values;
    }
    if (Arrays.equals(strides, rowMajor(shape))) {
      System.arraycopy(storage, (int) offset, values, 0, count);
      return values;
    }
    int[] index = new int[shape.length];
    int at = (int) offset;
    for (int i = 0; i < count; i++) {
      values[i] = storage[at];
      for (int d = shape.length - 1; d >= 0; d--) {
        at += (int) strides[d];
        if (++index[d] < shape[d]) {
          break;
        }
        at -= (int) (strides[d] * shape[d]);
        index[d] = 0;
      }
    }
    return values;
  }

  /** The strides of a contiguous row-major array, in elements. */
  static long[] rowMajor(long[] shape) {
    long[] strides = new long[shape.length];
    long stride = 1;
    for (int d = shape.length - 1; d >= 0; d--) {
      strides[d] = stride;
      stride *= Math.max(1, shape[d]);
    }
    return strides;
  }

  private static void checkRange(
      long size, long offset, long[] shape, long[] strides, int count, String place) {
    boolean valid = strides.length == shape.length && offset >= 0 && offset <= size;
    long last = offset;
    long distinct = 1; // a stride of 0, as expand() makes it, repeats the same elements
    for (int d = 0; d < shape.length && valid; d++) {
      valid = strides[d] >= 0 && (count == 0 || shape[d] < 2 || strides[d] <= size);
      last += valid && count > 0 && shape[d] > 1 ? strides[d] * (shape[d] - 1) : 0;
      distinct *= valid && strides[d] > 0 ? shape[d] : 1;
    }
    if (!valid || distinct > size || (count > 0 && last >= size)) {
      throw CascadeException.of(
          place,
          String.format(
              "shape %s with strides %s and offset %d leaves its storage of %d numbers",
              Arrays.toString(shape),
              strides.length > MAX_DIMENSIONS ? "of " + strides.length : Arrays.toString(strides),
              offset,
              size),
          "the file is damaged: fetch it again");
    }
  }
}
