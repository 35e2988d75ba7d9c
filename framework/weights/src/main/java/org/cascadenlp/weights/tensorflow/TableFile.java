package org.cascadenlp.weights.tensorflow;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.zip.CRC32C;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.weights.binary.BinaryFile;

/**
 * A sorted table of keys and values in LevelDB's format: prefix-compressed blocks with checksums,
 * and an index block at the end.
 *
 * @see <a
 *     href="https://github.com/google/leveldb/blob/main/doc/table_format.md">table_format.md</a>
 */
final class TableFile {

  private static final long MAGIC = 0xdb4775248b80fb57L;
  private static final int FOOTER_BYTES = 48;
  private static final int TRAILER_BYTES = 5;
  private static final int MAX_BYTES = 64 << 20;
  private static final int MAX_KEY_BYTES = 1 << 12;
  private static final int MAX_KEYS = 1_000_000;

  private final BinaryFile file;
  private final Map<String, ByteBuffer> entries = new LinkedHashMap<>();
  private byte[] last = new byte[0];

  private TableFile(BinaryFile file) {
    this.file = file;
  }

  /** Reads the entries of {@code file} in their order; keys are decoded as ISO 8859-1. */
  static Map<String, ByteBuffer> read(BinaryFile file) {
    TableFile table = new TableFile(file);
    long size = file.size();
    if (size < FOOTER_BYTES || size > MAX_BYTES) {
      throw CascadeException.of(
          file.path().toString(),
          "expected a table of " + FOOTER_BYTES + " to " + MAX_BYTES + " bytes, found " + size,
          "it is truncated or not the index of a TensorFlow checkpoint: fetch it again");
    }
    ByteBuffer footer = file.bytes(size - FOOTER_BYTES, FOOTER_BYTES, "footer");
    if (footer.getLong(FOOTER_BYTES - Long.BYTES) != MAGIC) {
      throw CascadeException.of(
          file.path().toString(),
          "does not end with the magic number of a table",
          "it is truncated or not the index of a TensorFlow checkpoint: fetch it again");
    }
    WireInput handles =
        new WireInput(footer.limit(FOOTER_BYTES - Long.BYTES), file.path() + ", footer");
    table.block(handles, "metaindex").forEachEntry((key, value) -> {});
    table
        .block(handles, "index")
        .forEachEntry(
            (key, value) ->
                table
                    .block(new WireInput(value, file.path() + ", index"), "block")
                    .forEachEntry(table::add));
    return table.entries;
  }

  private void add(byte[] key, ByteBuffer value) {
    String name = new String(key, StandardCharsets.ISO_8859_1);
    if (!entries.isEmpty() && Arrays.compareUnsigned(last, key) >= 0) {
      throw CascadeException.of(
          file.path().toString(),
          "key " + name + " is there twice or out of order",
          "it is damaged: fetch it again");
    }
    if (entries.size() == MAX_KEYS) {
      throw CascadeException.of(
          file.path().toString(), "has more keys than " + MAX_KEYS, "expected a checkpoint");
    }
    entries.put(name, value);
    last = key;
  }

  /** The block that the next handle in {@code handles} points to. */
  private Block block(WireInput handles, String what) {
    long at = handles.varint();
    long length = handles.varint();
    if (length < 0 || length > MAX_BYTES) {
      throw handles.wrong(
          "a block of " + Long.toUnsignedString(length) + " bytes at " + Long.toUnsignedString(at));
    }
    ByteBuffer bytes = file.bytes(at, (int) length + TRAILER_BYTES, what);
    int type = bytes.get((int) length);
    CRC32C crc = new CRC32C();
    crc.update(bytes.slice(0, (int) length + 1));
    long expected = MaskedCrc.unmask(bytes.getInt((int) length + 1));
    String place = file.path() + ", " + what + " at " + at;
    if (crc.getValue() != expected) {
      throw CascadeException.of(
          place,
          String.format("expected CRC-32C %08x, found %08x", expected, crc.getValue()),
          "it is damaged: fetch it again");
    }
    if (type != 0) {
      throw CascadeException.of(
          place,
          "is compressed (type " + type + (type == 1 ? ", Snappy)" : ")"),
          "save the checkpoint again with TensorFlow, which writes tables without compression");
    }
    return new Block(bytes.slice(0, (int) length).order(ByteOrder.LITTLE_ENDIAN), place);
  }

  /**
   * Prefix-compressed entries, followed by the offsets of restarts: entries whose key is stored in
   * full.
   *
   * @param bytes without the trailer
   */
  private record Block(ByteBuffer bytes, String place) {

    void forEachEntry(BiConsumer<byte[], ByteBuffer> consumer) {
      WireInput in = new WireInput(bytes.limit(endOfEntries()), place);
      byte[] key = new byte[0];
      while (in.hasMore()) {
        long shared = in.varint();
        long unshared = in.varint();
        int length = in.length();
        if (shared < 0
            || shared > key.length
            || unshared < 0
            || unshared > MAX_KEY_BYTES - shared) {
          throw in.wrong(
              String.format(
                  "a key of %s + %s bytes after one of %d",
                  Long.toUnsignedString(shared), Long.toUnsignedString(unshared), key.length));
        }
        in.need(unshared + length);
        byte[] next = Arrays.copyOf(key, (int) (shared + unshared));
        in.part((int) unshared).get(next, (int) shared, (int) unshared);
        key = next;
        consumer.accept(key, in.part(length));
      }
    }

    /** The end of the entries; checks the restart offsets after it. */
    private int endOfEntries() {
      int count = bytes.limit() < Integer.BYTES ? -1 : bytes.getInt(bytes.limit() - Integer.BYTES);
      long end = bytes.limit() - Integer.BYTES * (count + 1L);
      if (count < 0 || end < 0) {
        throw CascadeException.of(
            place, "has " + count + " restarts", "it is damaged: fetch it again");
      }
      for (int i = 0; i < count; i++) {
        int at = bytes.getInt((int) end + Integer.BYTES * i);
        // at a restart the shared prefix has length 0
        if (at < 0 || at > end || (at < end && bytes.get(at) != 0)) {
          throw CascadeException.of(
              place, "offset " + at + " is not a restart", "it is damaged: fetch it again");
        }
      }
      return (int) end;
    }
  }
}
