package org.cascadenlp.weights.tensorflow;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/** Writes valid and invalid LevelDB tables and bundle entries for tests. */
final class TableBytes {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int compression;
  private int restarts = 1;

  /** Declares compression {@code type} for all blocks, without compressing them. */
  TableBytes compression(int type) {
    compression = type;
    return this;
  }

  /** Declares {@code count} restarts, though one is written. */
  TableBytes restarts(int count) {
    restarts = count;
    return this;
  }

  /** A table of one block. */
  byte[] table(Map<String, byte[]> entries) {
    return table(entries(entries));
  }

  /** A table whose only block consists of the bytes {@code entries} and its restarts. */
  byte[] table(byte[] entries) {
    byte[] data = handle(out.size(), block(entries));
    byte[] empty = handle(out.size(), block(new byte[0]));
    byte[] index = handle(out.size(), block(entries(Map.of("~", data))));
    ByteBuffer footer = ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN);
    footer.put(empty).put(index).putLong(40, 0xdb4775248b80fb57L);
    out.writeBytes(footer.array());
    return out.toByteArray();
  }

  /** Appends a block and returns its length without the trailer. */
  private int block(byte[] entries) {
    ByteBuffer block = ByteBuffer.allocate(entries.length + 9).order(ByteOrder.LITTLE_ENDIAN);
    block.put(entries).putInt(0).putInt(restarts).put((byte) compression); // a restart at 0
    out.writeBytes(block.array());
    CRC32C crc = new CRC32C();
    crc.update(block.array());
    out.writeBytes(masked(crc));
    return entries.length + 8;
  }

  private static byte[] masked(CRC32C crc) {
    return ByteBuffer.allocate(4)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(mask(crc.getValue()))
        .array();
  }

  /** The masked form in which LevelDB stores a CRC. */
  static int mask(long crc) {
    return Integer.rotateRight((int) crc, 15) + 0xa282ead8;
  }

  private static byte[] handle(int at, int length) {
    return concat(varint(at), varint(length));
  }

  private static byte[] entries(Map<String, byte[]> entries) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    entries.forEach(
        (key, value) -> {
          byte[] name = key.getBytes(StandardCharsets.ISO_8859_1);
          out.writeBytes(concat(varint(0), varint(name.length), varint(value.length), name, value));
        });
    return out.toByteArray();
  }

  /** A {@code BundleEntryProto} with the given field values and the CRC of {@code data}. */
  static byte[] entry(long type, long[] shape, long shard, long begin, long size, byte[] data) {
    CRC32C crc = new CRC32C();
    crc.update(data);
    ByteArrayOutputStream dimensions = new ByteArrayOutputStream();
    for (long dimension : shape) {
      byte[] field = concat(new byte[] {8}, varint(dimension));
      dimensions.writeBytes(concat(new byte[] {18}, varint(field.length), field));
    }
    return concat(
        new byte[] {8},
        varint(type),
        new byte[] {18},
        varint(dimensions.size()),
        dimensions.toByteArray(),
        new byte[] {24},
        varint(shard),
        new byte[] {32},
        varint(begin),
        new byte[] {40},
        varint(size),
        new byte[] {53},
        masked(crc));
  }

  /** A {@code BundleHeaderProto} of {@code shards} data files. */
  static byte[] header(long shards, long endianness) {
    return concat(new byte[] {8}, varint(shards), new byte[] {16}, varint(endianness));
  }

  /** A map in the order of the arguments. */
  static Map<String, byte[]> map(Object... keysAndValues) {
    Map<String, byte[]> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], (byte[]) keysAndValues[i + 1]);
    }
    return map;
  }

  static byte[] varint(long value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long rest = value;
    for (; (rest & ~0x7fL) != 0; rest >>>= 7) {
      out.write((int) (rest & 0x7f) | 0x80);
    }
    out.write((int) rest);
    return out.toByteArray();
  }

  static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
