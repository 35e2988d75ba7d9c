package org.cascadenlp.weights.numpy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.weights.binary.Archive;
import org.cascadenlp.weights.binary.BinaryFile;
import org.cascadenlp.weights.binary.Numbers;
import org.cascadenlp.weights.tensor.Tensor;

/**
 * One array in a {@code .npy} file, or several in a {@code .npz} archive of such files.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">The format,
 *     versions 1 to 3</a>
 */
public final class NumpyFile {

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final String ENDING = ".npy";
  private static final int LONGEST_HEADER = 1 << 16;
  private static final String REMEDY = "it is truncated or no file of NumPy: fetch it again";

  private NumpyFile() {}

  /**
   * The arrays of {@code file} as float32: of a {@code .npz} archive by the names of its entries,
   * else one by the file's name, both without {@code .npy}.
   */
  public static Map<String, Tensor> read(Path file) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    try (BinaryFile binary = BinaryFile.open(file)) {
      ByteBuffer start = binary.bytes(0, (int) Math.min(2, binary.size()), "its first bytes");
      if (start.equals(ByteBuffer.wrap(new byte[] {'P', 'K'}))) {
        try (Archive archive = Archive.open(file)) {
          for (String entry : archive.names()) {
            InputStream in = archive.stream(entry);
            tensors.put(name(entry, file), array(in, archive.size(entry), archive.place(entry)));
          }
        }
      } else {
        InputStream in = binary.stream(0, binary.size(), "the array");
        String name = String.valueOf(file.getFileName());
        String bare = name.endsWith(ENDING) ? name.substring(0, name.length() - 4) : name;
        tensors.put(bare, array(in, binary.size(), file.toString()));
      }
    } catch (IOException e) {
      throw BinaryFile.unreadable(file, e);
    }
    return tensors;
  }

  private static String name(String entry, Path file) {
    if (!entry.endsWith(ENDING)) {
      throw CascadeException.of(
          file.toString(), "has an entry " + entry, "expected arrays, NAME" + ENDING + ", only");
    }
    return entry.substring(0, entry.length() - ENDING.length());
  }

  private static Tensor array(InputStream in, long size, String place) throws IOException {
    byte[] start = in.readNBytes(MAGIC.length + 2);
    if (start.length < MAGIC.length + 2
        || !Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw CascadeException.of(place, "does not begin as an array of NumPy", REMEDY);
    }
    int version = start[MAGIC.length];
    if (version < 1 || version > 3 || start[MAGIC.length + 1] != 0) {
      throw CascadeException.of(
          place, "is of version " + version + "." + start[MAGIC.length + 1], "expected 1.0 to 3.0");
    }
    int width = version == 1 ? 2 : 4;
    byte[] digits = in.readNBytes(width);
    long length = 0;
    for (int i = digits.length - 1; i >= 0; i--) {
      length = length << 8 | (digits[i] & 0xff);
    }
    long rest = size - start.length - width;
    if (digits.length < width || length > Math.min(LONGEST_HEADER, rest)) {
      throw CascadeException.of(
          place,
          "expected a header of at most "
              + Math.max(0, Math.min(LONGEST_HEADER, rest))
              + " bytes, found "
              + length,
          REMEDY);
    }
    String text =
        new String(
            in.readNBytes((int) length),
            version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
    return array(in, NpyHeader.parse(text, place), rest - length, place);
  }

  private static Tensor array(InputStream in, NpyHeader header, long bytes, String place)
      throws IOException {
    long[] shape = header.shape();
    int count = Numbers.count(shape, place);
    if ((long) count * header.type().bytes != bytes) {
      throw CascadeException.of(
          place,
          String.format(
              "expected %d bytes for shape %s of %s, found %d",
              (long) count * header.type().bytes, Arrays.toString(shape), header.type(), bytes),
          REMEDY);
    }
    ByteOrder order = header.order();
    float[] values = Numbers.read(in, header.type(), order, count, place);
    if (header.columnMajor()) {
      values = Numbers.gather(values, 0, count, shape, columnMajor(shape), place);
    }
    return new Tensor(shape, values);
  }

  private static long[] columnMajor(long[] shape) {
    long[] strides = new long[shape.length];
    long stride = 1;
    for (int d = 0; d < shape.length; d++) {
      strides[d] = stride;
      stride *= Math.max(1, shape[d]);
    }
    return strides;
  }
}
