package org.cascadenlp.weights.tensorflow;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.weights.binary.BinaryFile;
import org.cascadenlp.weights.binary.Numbers;
import org.cascadenlp.weights.tensor.NumberType;
import org.cascadenlp.weights.tensor.Tensor;

/**
 * A TensorFlow checkpoint: {@code PREFIX.index} with names, shapes and offsets, and the data in
 * {@code PREFIX.data-00000-of-00001} and further shards.
 */
public final class CheckpointBundle {

  /** The suffix of index files. */
  public static final String INDEX = ".index";

  private static final String REMEDY = "the checkpoint is damaged: fetch it again";
  private static final int MAX_SHARDS = 10_000;

  /** The text entry in which TensorFlow 2 stores its object graph, which holds no weights. */
  private static final String OBJECT_GRAPH = "_CHECKPOINTABLE_OBJECT_GRAPH";

  /** Number types by the values of TensorFlow's {@code DataType}. */
  private static final Map<Integer, NumberType> TYPES =
      Map.of(
          1, NumberType.F32,
          2, NumberType.F64,
          3, NumberType.I32,
          4, NumberType.U8,
          5, NumberType.I16,
          6, NumberType.I8,
          9, NumberType.I64,
          10, NumberType.BOOL,
          14, NumberType.BF16,
          19, NumberType.F16);

  private final Path index;
  private final long shards;
  private final Map<String, BundleEntry> entries;

  private CheckpointBundle(Path index, long shards, Map<String, BundleEntry> entries) {
    this.index = index;
    this.shards = shards;
    this.entries = entries;
  }

  /**
   * Reads all arrays of the checkpoint as float32, in the order of the index, which is sorted by
   * name.
   *
   * @param index the file {@code PREFIX.index}; the data files are in the same folder
   */
  public static Map<String, Tensor> read(Path index) {
    Map<String, ByteBuffer> table;
    try (BinaryFile file = BinaryFile.open(index)) {
      table = TableFile.read(file);
    }
    ByteBuffer header = table.remove("");
    if (header == null) {
      throw CascadeException.of(
          index.toString(), "has no header (the entry with the empty name)", REMEDY);
    }
    long shards = shards(new WireInput(header, index + ", header"));
    Map<String, BundleEntry> entries = new LinkedHashMap<>();
    table.forEach(
        (name, value) -> {
          if (!name.equals(OBJECT_GRAPH)) {
            entries.put(name, BundleEntry.parse(value, index + ", array " + name));
          }
        });
    return new CheckpointBundle(index, shards, entries).tensors();
  }

  /** Reads the number of shards from {@code BundleHeaderProto} and checks the byte order. */
  private static long shards(WireInput in) {
    long shards = 0;
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      if (tag == 1 << 3) {
        shards = in.varint();
      } else if (tag == 2 << 3) {
        if (in.varint() != 0) {
          throw in.wrong("the numbers are big-endian, which is not read");
        }
      } else {
        in.skip(tag);
      }
    }
    if (shards < 1 || shards > MAX_SHARDS) {
      throw in.wrong(
          "expected 1 to " + MAX_SHARDS + " files, found " + Long.toUnsignedString(shards));
    }
    return shards;
  }

  private Map<String, Tensor> tensors() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    entries.forEach(
        (name, entry) -> {
          check(name, entry);
          tensors.put(name, new Tensor(new long[] {0}, new float[0]));
        });
    checkOverlap();
    for (long shard = 0; shard < shards; shard++) {
      readShard(shard, tensors);
    }
    return tensors;
  }

  private void check(String name, BundleEntry entry) {
    String place = index + ", array " + name;
    NumberType type = TYPES.get(entry.type());
    if (type == null) {
      throw CascadeException.of(
          place,
          "is of TensorFlow's type " + entry.type() + (entry.type() == 7 ? ", text" : ""),
          "expected numbers: one of " + List.of(NumberType.values()));
    }
    long bytes = (long) Numbers.count(entry.shape(), place) * type.bytes;
    if (entry.size() != bytes || entry.shard() < 0 || entry.shard() >= shards) {
      throw CascadeException.of(
          place,
          String.format(
              "expected %d bytes in a file below %d, found %d in file %d",
              bytes, shards, entry.size(), entry.shard()),
          REMEDY);
    }
  }

  /** Checks that no array overlaps the one before it in its shard. */
  private void checkOverlap() {
    List<Map.Entry<String, BundleEntry>> byOffset = new ArrayList<>(entries.entrySet());
    byOffset.removeIf(entry -> entry.getValue().size() == 0);
    byOffset.sort(
        Comparator.comparingLong((Map.Entry<String, BundleEntry> e) -> e.getValue().shard())
            .thenComparingLong(e -> e.getValue().begin()));
    long shard = -1;
    long end = 0;
    for (Map.Entry<String, BundleEntry> named : byOffset) {
      BundleEntry entry = named.getValue();
      if (entry.shard() != shard) {
        shard = entry.shard();
        end = 0;
      }
      if (entry.begin() < end || entry.begin() > Long.MAX_VALUE - entry.size()) {
        throw CascadeException.of(
            index + ", array " + named.getKey(),
            "begins at byte " + entry.begin() + ", within another array",
            REMEDY);
      }
      end = entry.begin() + entry.size();
    }
  }

  private void readShard(long shard, Map<String, Tensor> tensors) {
    String prefix = String.valueOf(index.getFileName());
    prefix =
        prefix.endsWith(INDEX) ? prefix.substring(0, prefix.length() - INDEX.length()) : prefix;
    String file = String.format("%s.data-%05d-of-%05d", prefix, shard, shards);
    try (BinaryFile data = BinaryFile.open(index.resolveSibling(file))) {
      for (Map.Entry<String, BundleEntry> named : entries.entrySet()) {
        BundleEntry entry = named.getValue();
        if (entry.shard() == shard) {
          float[] values = values(data, named.getKey(), entry);
          tensors.put(named.getKey(), new Tensor(entry.shape(), values));
        }
      }
    } catch (IOException e) {
      throw BinaryFile.unreadable(index.resolveSibling(file), e);
    }
  }

  private static float[] values(BinaryFile data, String name, BundleEntry entry)
      throws IOException {
    String place = data.path() + ", array " + name;
    NumberType type = TYPES.get(entry.type());
    if (type == null) {
      throw new IllegalStateException("the type of " + name + " was checked before");
    }
    CheckedInputStream in =
        new CheckedInputStream(
            data.stream(entry.begin(), entry.size(), "array " + name), new CRC32C());
    int count = (int) (entry.size() / type.bytes);
    float[] values = Numbers.read(in, type, ByteOrder.LITTLE_ENDIAN, count, place);
    long expected = MaskedCrc.unmask(entry.crc());
    if (in.getChecksum().getValue() != expected) {
      throw CascadeException.of(
          place,
          String.format("expected CRC-32C %08x, found %08x", expected, in.getChecksum().getValue()),
          REMEDY);
    }
    return values;
  }
}
