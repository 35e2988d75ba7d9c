package org.cascadenlp.weights.tensorflow;

import com.google.protobuf.WireFormat;
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
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      int field = WireFormat.getTagFieldNumber(tag);
      int wire = WireFormat.getTagWireType(tag);
      if ((field == 1 || (field >= 3 && field <= 5)) && wire == WireFormat.WIRETYPE_VARINT) {
        numbers[field] = in.varint();
      } else if (field == 6 && wire == WireFormat.WIRETYPE_FIXED32) {
        numbers[field] = in.fixed32();
      } else if (field == 2 && wire == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
        shape(new WireInput(in.part(in.length()), place), shape);
      } else if (field == 7) {
        throw in.wrong("the array is stored in slices, which is not read");
      } else {
        in.skip(tag);
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
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      if (tag == (2 << 3 | 2)) {
        WireInput dimension = new WireInput(in.part(in.length()), "a dimension");
        long size = 0;
        for (int inner = dimension.tag(); inner != 0; inner = dimension.tag()) {
          if (inner == 1 << 3) {
            size = dimension.varint();
          } else {
            dimension.skip(inner);
          }
        }
        if (shape.size() == MAX_DIMENSIONS) {
          throw in.wrong("an array of more than " + MAX_DIMENSIONS + " dimensions");
        }
        shape.add(size);
      } else if (tag == 3 << 3 && in.varint() != 0) {
        throw in.wrong("an array of unknown shape");
      } else if (tag != 3 << 3) {
        in.skip(tag);
      }
    }
  }
}
