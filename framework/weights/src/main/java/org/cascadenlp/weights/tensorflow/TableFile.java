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
 * A sorted table of keys and values as LevelDB writes it: blocks with shared prefixes, each with a
 * checksum, and an index of them at the end.
 *
 * @see <a
 *     href="https://github.com/google/leveldb/blob/main/doc/table_format.md">table_format.md</a>
 */
final class TableFile {

  private static final long MAGIC = 0xdb4775248b80fb57L;
  private static final int FOOTER = 48;
  private static final int TRAILER = 5;
  private static final int LONGEST = 64 << 20;
  private static final int LONGEST_KEY = 1 << 12;
  private static final int MOST_KEYS = 1_000_000;

  private final BinaryFile file;
  private final Map<String, ByteBuffer> entries = new LinkedHashMap<>();
  private byte[] last = new byte[0];

  private TableFile(BinaryFile file) {
    this.file = file;
  }

  /** The entries of {@code file} in their order; each byte of a key is a character. */
  static Map<String, ByteBuffer> read(BinaryFile file) {
    TableFile table = new TableFile(file);
    long size = file.size();
    if (size < FOOTER || size > LONGEST) {
      throw CascadeException.of(
          file.path().toString(),
          "expected a table of " + FOOTER + " to " + LONGEST + " bytes, found " + size,
          "it is truncated or no index of a TensorFlow checkpoint: fetch it again");
    }
    ByteBuffer footer = file.bytes(size - FOOTER, FOOTER, "footer");
    if (footer.getLong(FOOTER - Long.BYTES) != MAGIC) {
      throw CascadeException.of(
          file.path().toString(),
          "does not end as a table does",
          "it is truncated or no index of a TensorFlow checkpoint: fetch it again");
    }
    WireInput handles = new WireInput(footer.limit(FOOTER - Long.BYTES), file.path() + ", footer");
    table.block(handles, "index of no keys").forEachEntry((key, value) -> {});
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
    if (entries.size() == MOST_KEYS) {
      throw CascadeException.of(
          file.path().toString(), "has more keys than " + MOST_KEYS, "expected a checkpoint");
    }
    entries.put(name, value);
    last = key;
  }

  /** The block that the next handle of {@code handles} names. */
  private Block block(WireInput handles, String what) {
    long at = handles.varint();
    long length = handles.varint();
    if (length < 0 || length > LONGEST) {
      throw handles.wrong(
          "a block of " + Long.toUnsignedString(length) + " bytes at " + Long.toUnsignedString(at));
    }
    ByteBuffer bytes = file.bytes(at, (int) length + TRAILER, what);
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
          "only tables without compression are read: save the checkpoint again, TensorFlow"
              + " compresses none");
    }
    return new Block(bytes.slice(0, (int) length).order(ByteOrder.LITTLE_ENDIAN), place);
  }

  /**
   * Entries that share prefixes, and at the end the places where one is whole.
   *
   * @param bytes without the trailer
   */
  private record Block(ByteBuffer bytes, String place) {

    void forEachEntry(BiConsumer<byte[], ByteBuffer> consumer) {
      WireInput in = new WireInput(bytes.limit(restarts()), place);
      byte[] key = new byte[0];
      while (in.hasMore()) {
        long shared = in.varint();
        long unshared = in.varint();
        int length = in.length();
        if (shared < 0 || shared > key.length || unshared < 0 || unshared > LONGEST_KEY - shared) {
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

    /** Where the entries end. */
    private int restarts() {
      int count = bytes.limit() < Integer.BYTES ? -1 : bytes.getInt(bytes.limit() - Integer.BYTES);
      long end = bytes.limit() - Integer.BYTES * (count + 1L);
      if (count < 0 || end < 0) {
        throw CascadeException.of(
            place, "has " + count + " restarts", "it is damaged: fetch it again");
      }
      for (int i = 0; i < count; i++) {
        int at = bytes.getInt((int) end + Integer.BYTES * i);
        // a key that is whole begins there, so that it shares nothing
        if (at < 0 || at > end || (at < end && bytes.get(at) != 0)) {
          throw CascadeException.of(
              place, "restart " + at + " is none", "it is damaged: fetch it again");
        }
      }
      return (int) end;
    }
  }
}
