package org.cascadenlp.weights.pytorch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.weights.binary.BinaryFile;
import org.cascadenlp.weights.tensor.Tensor;

/**
 * The format that {@code torch.save(model.state_dict(), ...)} writes, in {@code .bin}, {@code .pt}
 * and {@code .pth} files: a ZIP archive since PyTorch 1.6, before that a sequence of pickles and
 * raw storages.
 *
 * <p>No code in a file is run or imported: see {@link Unpickler}.
 *
 * @see <a
 *     href="https://github.com/pytorch/pytorch/blob/v2.7.1/torch/serialization.py">serialization.py</a>
 */
public final class TorchFile {

  private TorchFile() {}

  /**
   * Reads all tensors of {@code file} as float32 in the order of the file; values that float32
   * cannot represent are rounded.
   *
   * <p>The file holds a dict of tensors, or exactly one under {@code state_dict}, {@code
   * model_state_dict}, {@code model} or {@code module}.
   */
  public static Map<String, Tensor> read(Path file) {
    try (BinaryFile binary = BinaryFile.open(file)) {
      ByteBuffer start = binary.bytes(0, (int) Math.min(4, binary.size()), "its first bytes");
      if (start.remaining() == 4 && start.getInt(0) == 0x04034b50) { // PK\3\4
        return ZipCheckpoint.read(file);
      }
      return LegacyCheckpoint.read(binary);
    } catch (IOException e) {
      throw BinaryFile.unreadable(file, e);
    }
  }

  /** The error for a storage of which {@code found} numbers or bytes exist. */
  static CascadeException wrongSize(
      String place, StorageReference storage, long found, String unit) {
    return CascadeException.of(
        place,
        String.format(
            "expected %d numbers of type %s, found %d %s",
            storage.count(), storage.type(), found, unit),
        "the file is truncated or damaged: fetch it again");
  }
}
