package org.cascadenlp.weights.pytorch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.weights.binary.Archive;
import org.cascadenlp.weights.binary.Numbers;
import org.cascadenlp.weights.tensor.Tensor;

/**
 * PyTorch's ZIP format: {@code NAME/data.pkl} with the tensors' names and shapes, {@code
 * NAME/data/KEY} with the data of each storage, {@code NAME/byteorder}.
 */
final class ZipCheckpoint implements Storages {

  private static final String PICKLE = "/data.pkl";
  private static final int MAX_PICKLE_BYTES = 32 << 20;

  private final Archive archive;
  private final String root;
  private final ByteOrder order;

  private ZipCheckpoint(Archive archive, String root) {
    this.archive = archive;
    this.root = root;
    this.order = order();
  }

  static Map<String, Tensor> read(Path file) throws IOException {
    try (Archive archive = Archive.open(file)) {
      List<String> pickles =
          archive.names().stream().filter(n -> n.endsWith(PICKLE)).limit(3).toList();
      if (pickles.size() != 1) {
        throw CascadeException.of(
            file.toString(),
            "has " + pickles.size() + " entries that end with " + PICKLE,
            "expected 1, as torch.save writes it");
      }
      String pickle = pickles.get(0);
      String root = pickle.substring(0, pickle.length() - PICKLE.length());
      ByteBuffer bytes = ByteBuffer.wrap(archive.bytes(pickle, MAX_PICKLE_BYTES));
      Object top = Unpickler.read(new PickleInput(bytes, archive.place(pickle)));
      return new ZipCheckpoint(archive, root)
          .tensors(StateDict.of(top, file.toString()), file.toString());
    }
  }

  private ByteOrder order() {
    String name = root + "/byteorder";
    if (!archive.names().contains(name)) {
      return ByteOrder.LITTLE_ENDIAN; // before PyTorch 2.1
    }
    String order = new String(archive.bytes(name, 16), StandardCharsets.ISO_8859_1);
    return switch (order) {
      case "little" -> ByteOrder.LITTLE_ENDIAN;
      case "big" -> ByteOrder.BIG_ENDIAN;
      default ->
          throw CascadeException.of(
              archive.place(name), "is '" + order + "'", "expected little or big");
    };
  }

  @Override
  public float[] read(StorageReference storage) throws IOException {
    String name = root + "/data/" + storage.key();
    String place = archive.place(name);
    long bytes = archive.size(name);
    int width = storage.type().bytes;
    if (bytes % width != 0
        || bytes / width != storage.count()
        || storage.count() > MAX_STORAGE_ELEMENTS) {
      throw TorchFile.wrongSize(place, storage, bytes, "bytes");
    }
    try (InputStream in = archive.stream(name)) {
      return Numbers.read(in, storage.type(), order, (int) storage.count(), place);
    }
  }
}
