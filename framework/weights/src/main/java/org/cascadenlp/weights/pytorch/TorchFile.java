package org.cascadenlp.weights.pytorch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.weights.binary.BinaryFile;
import org.cascadenlp.weights.tensor.Tensor;

/**
 * What {@code torch.save(model.state_dict(), ...)} writes, as {@code .bin}, {@code .pt} and {@code
 * .pth}: since PyTorch 1.6 a ZIP archive, before that pickles and raw numbers behind each other.
 *
 * <p>Nothing in a file is run, imported or made by name: see {@link Unpickler}.
 *
 * @see <a
 *     href="https://github.com/pytorch/pytorch/blob/v2.7.1/torch/serialization.py">serialization.py</a>
 */
public final class TorchFile {

  private TorchFile() {}

  /**
   * All tensors of {@code file} as float32 in the file's order; what float32 cannot hold is
   * rounded.
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

  /** The error of a storage of which there are {@code found} numbers or bytes. */
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
