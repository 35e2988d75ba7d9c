package org.cascadenlp.weights.tensorflow;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Type, shape and location of an array in a checkpoint: TensorFlow's message {@code
 * BundleEntryProto}.
 *
 * @param type the number of TensorFlow's {@code DataType}
 * @param shard the index of the data file
 * @param begin its offset in that file
 * @param size its length in bytes
 * @param crc the masked CRC-32C of these bytes
 * @see <a
 *     href="https://github.com/tensorflow/tensorflow/blob/v2.19.0/tensorflow/core/protobuf/tensor_bundle.proto">tensor_bundle.proto</a>
 */
@SuppressWarnings("ArrayRecordComponent") // carries data, never compared
record BundleEntry(int type, long[] shape, long shard, long begin, long size, int crc) {

  private static final int MAX_DIMENSIONS = 254;

  /** Reads the message. */
  static BundleEntry parse(ByteBuffer message, String place) {
    WireInput in = new WireInput(message, place);
    long[] numbers = new long[7];
    List<Long> shape = new ArrayList<>();
    while (in.hasMore()) {
      long tag = in.varint();
      int field = (int) (tag >>> 3);
      int wireType = (int) tag & 7;
      if ((field == 1 || (field >= 3 && field <= 5)) && wireType == 0) {
        numbers[field] = in.varint();
      } else if (field == 6 && wireType == 5) {
        numbers[field] = in.fixed32();
      } else if (field == 2 && wireType == 2) {
        shape(new WireInput(in.part(in.length()), place), shape);
      } else if (field == 7) {
        throw in.wrong("the array is stored in slices, which is not read");
      } else {
        in.skip(wireType);
      }
    }
    return new BundleEntry(
        (int) Math.max(-1, Math.min(numbers[1], Integer.MAX_VALUE)),
        shape.stream().mapToLong(Long::longValue).toArray(),
        numbers[3],
        numbers[4],
        numbers[5],
        (int) numbers[6]);
  }

  /** Reads {@code TensorShapeProto}: one message per dimension, whose field 1 is the size. */
  private static void shape(WireInput in, List<Long> shape) {
    while (in.hasMore()) {
      long tag = in.varint();
      if (tag == (2 << 3 | 2)) {
        WireInput dimension = new WireInput(in.part(in.length()), "a dimension");
        long size = 0;
        while (dimension.hasMore()) {
          long inner = dimension.varint();
          if (inner == 1 << 3) {
            size = dimension.varint();
          } else {
            dimension.skip((int) inner & 7);
          }
        }
        if (shape.size() == MAX_DIMENSIONS) {
          throw in.wrong("an array of more than " + MAX_DIMENSIONS + " dimensions");
        }
        shape.add(size);
      } else if (tag == 3 << 3 && in.varint() != 0) {
        throw in.wrong("an array of unknown shape");
      } else if (tag != 3 << 3) {
        in.skip((int) tag & 7);
      }
    }
  }
}
