package org.cascadenlp.weights.pytorch;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.weights.binary.BinaryFile;
import org.cascadenlp.weights.binary.Numbers;
import org.cascadenlp.weights.tensor.Tensor;

/**
 * PyTorch's format before 1.6: five pickles (a magic number, a protocol number, properties of the
 * writing machine, the tensors' names and shapes, the storages' keys), then for each key the
 * element count as int64 and the elements, little-endian.
 */
final class LegacyCheckpoint implements Storages {

  private static final byte PICKLE = (byte) 0x80;
  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final long PROTOCOL = 1001;
  private static final int MAX_PICKLE_BYTES = 32 << 20;

  private final BinaryFile file;
  private final Map<String, Long> offsets = new HashMap<>();

  private LegacyCheckpoint(BinaryFile file) {
    this.file = file;
  }

  static Map<String, Tensor> read(BinaryFile file) throws IOException {
    String place = file.path().toString();
    ByteBuffer head =
        file.bytes(0, (int) Math.min(MAX_PICKLE_BYTES, file.size()), "its first bytes");
    PickleInput in = new PickleInput(head, place);
    if (file.size() == 0 || head.get(0) != PICKLE || !MAGIC.equals(Unpickler.read(in))) {
      throw CascadeException.of(
          place,
          "does not begin as a PyTorch file",
          "expected what torch.save(model.state_dict(), FILE) writes");
    }
    if (!Long.valueOf(PROTOCOL).equals(Unpickler.read(in))) {
      throw in.wrong(
          "the PyTorch protocol number before this byte is unknown", "expected " + PROTOCOL);
    }
    if (!(Unpickler.read(in) instanceof Dict machine)
        || !Boolean.TRUE.equals(machine.entries().get("little_endian"))) {
      throw in.wrong(
          "was not written by a little-endian machine", "save it again with a newer PyTorch");
    }
    Unpickler pickle = new Unpickler(in);
    Object top = pickle.run();
    LegacyCheckpoint checkpoint = new LegacyCheckpoint(file);
    checkpoint.locate(Unpickler.read(in), in, pickle.storages());
    return checkpoint.tensors(StateDict.of(top, place), place);
  }

  /**
   * Records the offset of each storage; the storages follow each other in the order of {@code
   * keys}.
   */
  private void locate(Object keys, PickleInput in, Map<String, StorageReference> storages) {
    if (!(keys instanceof List<?> list) || list.size() != storages.size()) {
      throw in.wrong("expected a list of the keys of " + storages.size() + " storages");
    }
    long at = in.position();
    for (Object key : list) {
      StorageReference storage = key instanceof String ? storages.get(key) : null;
      if (storage == null || offsets.containsKey(storage.key())) {
        throw in.wrong(
            "the list of storages has " + TorchObjects.kind(key) + " twice or undeclared");
      }
      String place = file.path() + ", storage " + storage.key();
      long count = file.bytes(at, Long.BYTES, "storage " + storage.key()).getLong();
      at += Long.BYTES;
      if (count != storage.count()
          || count > (file.size() - at) / storage.type().bytes
          || count > MAX_STORAGE_ELEMENTS) {
        throw TorchFile.wrongSize(
            place, storage, Math.min(count, (file.size() - at) / storage.type().bytes), "numbers");
      }
      offsets.put(storage.key(), at);
      at += count * storage.type().bytes;
    }
    if (at != file.size()) {
      throw CascadeException.of(
          file.path().toString(),
          (file.size() - at) + " bytes follow the last storage",
          "the file is damaged: fetch it again");
    }
  }

  @Override
  public float[] read(StorageReference storage) throws IOException {
    Long offset = offsets.get(storage.key());
    if (offset == null) {
      throw new IllegalStateException("storage " + storage.key() + " was located before");
    }
    String what = "storage " + storage.key();
    InputStream in = file.stream(offset, storage.count() * storage.type().bytes, what);
    return Numbers.read(
        in,
        storage.type(),
        ByteOrder.LITTLE_ENDIAN,
        (int) storage.count(),
        file.path() + ", " + what);
  }
}
