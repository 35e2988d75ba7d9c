package org.cascadenlp.weights;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.weights.binary.Archive;
import org.cascadenlp.weights.binary.BinaryFile;
import org.cascadenlp.weights.pytorch.TorchFile;
import org.cascadenlp.weights.safetensors.SafeTensors;
import org.cascadenlp.weights.tensor.Tensor;
import org.cascadenlp.weights.tensorflow.CheckpointBundle;

/** Finds the weight file of a model's folder and reads it in its format. */
public final class WeightFiles {

  /** The names of weight files in a model's folder; the first that exists is read. */
  public static final List<String> NAMES =
      List.of(
          "model.safetensors",
          "model.safetensors.index.json",
          "pytorch_model.bin",
          "pytorch_model.bin.index.json",
          "model.ckpt.index",
          "bert_model.ckpt.index",
          "variables/variables.index");

  private static final String NUMPY = "model.npz";
  private static final long LEVELDB_MAGIC = 0xdb4775248b80fb57L;

  private WeightFiles() {}

  /**
   * Whether {@code folder} has one of {@link #NAMES}, or a weight file that {@link #find} refuses.
   */
  public static boolean in(Path folder) {
    return NAMES.stream().anyMatch(name -> Files.isRegularFile(folder.resolve(name)))
        || Files.isRegularFile(folder.resolve(NUMPY));
  }

  /**
   * The weight file of {@code folder}.
   *
   * @throws CascadeException if the folder has none, or only a NumPy archive
   */
  public static Path find(Path folder) {
    for (String name : NAMES) {
      Path file = folder.resolve(name);
      if (Files.isRegularFile(file)) {
        return file;
      }
    }
    if (Files.isRegularFile(folder.resolve(NUMPY))) {
      throw numpy(folder.resolve(NUMPY));
    }
    throw CascadeException.of(
        folder.toString(), "has no file of weights", "expected one of " + NAMES);
  }

  /**
   * Reads all arrays of {@code file} as float32, by their names in the file; values that float32
   * cannot represent are rounded.
   *
   * <p>The file is untrusted: no code in it is run, and memory is allocated only for data that the
   * file contains.
   *
   * @param file a safetensors or PyTorch file, the index of a TensorFlow checkpoint, or the {@code
   *     .index.json} of sharded weights
   * @throws CascadeException if the file is truncated or malformed; names the file, the place and
   *     what was expected
   */
  public static Map<String, Tensor> read(Path file) {
    return format(file).read(file);
  }

  /**
   * The reader for the format of {@code file}, detected from its name and its first or last bytes.
   */
  static WeightFile format(Path file) {
    String name = String.valueOf(file.getFileName());
    if (name.endsWith(".index.json")) {
      return ShardedWeights::read;
    }
    try (BinaryFile binary = BinaryFile.open(file)) {
      ByteBuffer start = binary.bytes(0, (int) Math.min(9, binary.size()), "its first bytes");
      if (name.endsWith(CheckpointBundle.INDEX) || endsAsTable(binary)) {
        return CheckpointBundle::read;
      }
      long first = start.remaining() < Long.BYTES ? 0 : start.getLong(0);
      if ((int) first == 0x04034b50) { // PK\3\4
        return archive(file);
      }
      if ((first & 0xffffffffffffL) == 0x59504d554e93L) { // \x93NUMPY
        throw numpy(file);
      }
      // a pickle: PROTO opcode and protocol version
      if ((first & 0xff) == 0x80 && (first & 0xff00) >> 8 <= 5) {
        return TorchFile::read;
      }
      return SafeTensors::read;
    }
  }

  private static boolean endsAsTable(BinaryFile file) {
    long at = file.size() - Long.BYTES;
    return at >= 0 && file.bytes(at, Long.BYTES, "its last bytes").getLong() == LEVELDB_MAGIC;
  }

  private static WeightFile archive(Path file) {
    try (Archive archive = Archive.open(file)) {
      if (archive.names().stream().anyMatch(n -> n.endsWith("/data.pkl"))) {
        return TorchFile::read;
      }
      if (archive.names().stream().allMatch(n -> n.endsWith(".npy"))) {
        throw numpy(file);
      }
      throw CascadeException.of(
          file.toString(),
          "is an archive, but not PyTorch's (it has no NAME/data.pkl)",
          "unpack it and give the weight file in it");
    }
  }

  private static CascadeException numpy(Path file) {
    return CascadeException.of(
        file.toString(),
        "holds NumPy arrays, which are not read as encoder weights",
        "convert it to safetensors, in Python:"
            + " safetensors.numpy.save_file(dict(numpy.load(\"model.npz\")),"
            + " \"model.safetensors\")");
  }
}
