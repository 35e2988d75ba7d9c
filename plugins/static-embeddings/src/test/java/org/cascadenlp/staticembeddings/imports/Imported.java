package org.cascadenlp.staticembeddings.imports;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.core.command.ProgressLine;
import org.cascadenlp.neural.words.VectorFile;

/** Runs imports for tests and builds the bytes of word2vec and fastText files. */
public final class Imported {

  private Imported() {}

  public static ImportSummary run(Path source, Path output, BadEntries bad) {
    return run(source.toString(), output, bad);
  }

  public static ImportSummary run(String source, Path output, BadEntries bad) {
    PrintWriter unread = new PrintWriter(new StringWriter());
    return VectorImport.run(source, output, bad, ProgressLine.of(unread, ProgressLine.Kind.LOG));
  }

  /** The words of a file with their vectors: {@code the [1.0, 0.5]}. */
  public static List<String> words(Path path) {
    VectorFile file = VectorFile.open(path);
    List<String> words = new ArrayList<>();
    for (int rank = 0; rank < file.size(); rank++) {
      float[] row = new float[file.width()];
      file.row(rank, row, 0);
      words.add(file.word(rank) + " " + java.util.Arrays.toString(row));
    }
    return words;
  }

  /** An entry of word2vec's binary format, without a line feed. */
  public static byte[] entry(String word, float... row) {
    byte[] utf8 = (word + " ").getBytes(StandardCharsets.UTF_8);
    ByteBuffer out = little(utf8.length + 4 * row.length).put(utf8);
    for (float value : row) {
      out.putFloat(value);
    }
    return out.array();
  }

  public static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  public static byte[] joined(byte[]... parts) {
    ByteBuffer out =
        ByteBuffer.allocate(java.util.Arrays.stream(parts).mapToInt(part -> part.length).sum());
    for (byte[] part : parts) {
      out.put(part);
    }
    return out.array();
  }

  /**
   * A fastText model of version 12 and width 2: the words the, cat and the label __label__a; five
   * buckets of n-grams of 2 to 3 characters; row n of the matrix is (n, 1).
   */
  public static byte[] fastText() {
    ByteBuffer out = little(1024).putInt(793712314).putInt(12).putInt(2);
    for (int value : new int[] {5, 5, 1, 5, 1, 3, 2, 5, 2, 3, 100}) {
      out.putInt(
          value); // window, epochs, least, negatives, n-grams, loss, model, buckets, min, max
    }
    out.putDouble(1e-4).putInt(3).putInt(2).putInt(1).putLong(9).putLong(-1);
    out.put(ascii("the\0")).putLong(5).put((byte) 0);
    out.put(ascii("__label__a\0")).putLong(5).put((byte) 1);
    out.put(ascii("cat\0")).putLong(4).put((byte) 0);
    out.put((byte) 0).putLong(7).putLong(2);
    for (int row = 0; row < 7; row++) {
      out.putFloat(row).putFloat(1);
    }
    out.put((byte) 0).putLong(1).putLong(2).putFloat(0).putFloat(0); // outputs, of one label
    return java.util.Arrays.copyOf(out.array(), out.position());
  }

  static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
