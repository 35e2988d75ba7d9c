package org.cascadenlp.weights.binary;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.process.Interruption;
import org.cascadenlp.weights.tensor.NumberType;

/** Arrays of numbers: how many a shape holds, how they are read, and where strides lead. */
public final class Numbers {

  private static final int CHUNK = 1 << 20;
  private static final int MOST_DIMENSIONS = 16;

  private Numbers() {}

  /**
   * How many numbers an array of {@code shape} has.
   *
   * @param place the file and the array, for errors
   * @throws CascadeException for more than 16 dimensions, a negative one, or 2^31 numbers and more
   */
  public static int count(long[] shape, String place) {
    long count = 1;
    boolean sound = shape.length <= MOST_DIMENSIONS;
    for (int i = 0; i < shape.length && sound; i++) {
      sound = shape[i] >= 0 && (shape[i] == 0 || count <= Integer.MAX_VALUE / shape[i]);
      count *= sound ? shape[i] : 0;
    }
    if (!sound) {
      throw CascadeException.of(
          place,
          "shape "
              + (shape.length <= MOST_DIMENSIONS
                  ? Arrays.toString(shape)
                  : "of " + shape.length + " dimensions"),
          "expected at most "
              + MOST_DIMENSIONS
              + " dimensions, none negative, and less than 2^31 numbers in all");
    }
    return (int) count;
  }

  /**
   * Reads {@code count} numbers as float32.
   *
   * @param count which the caller has compared with what the file can hold
   * @param place the file and the array, for errors
   */
  public static float[] read(
      InputStream in, NumberType type, ByteOrder order, int count, String place)
      throws IOException {
    float[] values = new float[count];
    int most = CHUNK / type.bytes;
    byte[] chunk = new byte[Math.min(most, count) * type.bytes];
    for (int done = 0; done < count; ) {
      Interruption.check();
      int now = Math.min(most, count - done);
      int bytes = in.readNBytes(chunk, 0, now * type.bytes);
      if (bytes < now * type.bytes) {
        throw CascadeException.of(
            place,
            String.format(
                "expected %d bytes, found %d",
                (long) count * type.bytes, (long) done * type.bytes + bytes),
            "it is truncated or damaged: fetch it again");
      }
      type.decode(ByteBuffer.wrap(chunk, 0, bytes).order(order), values, done, now);
      done += now;
    }
    return values;
  }

  /**
   * Copies an array out of a storage, row-major.
   *
   * @param offset where its first number is in {@code storage}
   * @param limit the end of the part of {@code storage} that it may see
   * @param strides how many numbers apart its neighbours along each dimension are; along one of 0
   *     the array repeats itself, and the caller has compared its size with what it may take
   * @param place the file and the array, for errors
   * @throws CascadeException where the array leaves its storage, or has more places than that
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

  /** The strides of an array whose last dimension runs fastest. */
  public static long[] rowMajor(long[] shape) {
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
    boolean sound = strides.length == shape.length && offset >= 0 && offset <= size;
    long last = offset;
    long different = 1; // a stride of 0, as expand() gives it, repeats the same numbers
    for (int d = 0; d < shape.length && sound; d++) {
      sound = strides[d] >= 0 && (count == 0 || shape[d] < 2 || strides[d] <= size);
      last += sound && count > 0 && shape[d] > 1 ? strides[d] * (shape[d] - 1) : 0;
      different *= sound && strides[d] > 0 ? shape[d] : 1;
    }
    if (!sound || different > size || (count > 0 && last >= size)) {
      throw CascadeException.of(
          place,
          String.format(
              "shape %s with strides %s from number %d on leaves its storage of %d numbers",
              Arrays.toString(shape),
              strides.length > MOST_DIMENSIONS ? "of " + strides.length : Arrays.toString(strides),
              offset,
              size),
          "the file is damaged: fetch it again");
    }
  }
}
