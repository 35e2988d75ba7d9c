package org.cascadenlp.staticembeddings.imports.formats;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.words.CharacterNgrams;
import org.cascadenlp.neural.words.MappedRecords;

/**
 * A fastText {@code .bin}: header, dictionary, and the matrix of words and n-grams (Bojanowski et
 * al. 2017). A word's vector is the mean of its row and the rows of its n-grams.
 *
 * <p>The dictionary is read twice, first to find the matrix, then together with it, so that words
 * are not held in memory.
 */
final class FastTextModel implements WordVectorFormat {

  private static final int WIDEST = 1 << 16;
  private static final int LABEL = 1;

  @Override
  public String name() {
    return "fastText binary";
  }

  @Override
  public String counted() {
    return "entry";
  }

  @Override
  public void read(InputFile in, VectorSink sink) throws IOException {
    Path file =
        in.plain()
            .orElseThrow(
                () ->
                    CascadeException.of(
                        in.toString(),
                        "is a compressed fastText .bin",
                        "decompress it and import the result"));
    FastTextHeader header;
    long matrix;
    try (InputStream bytes = open(file)) {
      BinaryInput data = new BinaryInput(bytes);
      header = FastTextHeader.read(data);
      check(in, header);
      for (long entry = 1; entry <= header.entries(); entry++) {
        skip(data, sink, entry);
      }
      matrix = matrix(in, header, data, Files.size(file));
    }
    try (InputStream bytes = open(file);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      MappedRecords rows =
          new MappedRecords(
              channel,
              matrix,
              (long) header.words() + header.buckets(),
              Float.BYTES * header.width());
      checkEnd(in, header, matrix, channel);
      BinaryInput data = new BinaryInput(bytes);
      FastTextHeader.read(data);
      sink.begin(header.width(), header.words());
      words(header, data, rows, sink);
    }
  }

  private static InputStream open(Path file) throws IOException {
    return new BufferedInputStream(Files.newInputStream(file), 1 << 16);
  }

  private static void check(InputFile in, FastTextHeader header) {
    boolean sound =
        header.width() >= 1
            && header.width() <= WIDEST
            && header.buckets() >= 0
            && header.words() >= 1
            && header.words() <= header.entries()
            && header.longest() <= 100;
    if (!sound) {
      throw CascadeException.of(
          in.toString(),
          "the header of this fastText model is invalid: " + header,
          "the file is corrupt: fetch it again");
    }
  }

  /** Reads an entry of the dictionary; true if it is a word, which {@code in} then holds. */
  private static boolean skip(BinaryInput in, VectorSink sink, long entry) throws IOException {
    if (!in.readUntil(0, in.readByte())) {
      throw sink.broken("a word of the dictionary has no end", entry);
    }
    in.readLong();
    return in.readByte() != LABEL;
  }

  /** The position of the first row, after checking the counts of rows against each other. */
  private static long matrix(InputFile in, FastTextHeader header, BinaryInput data, long size)
      throws IOException {
    if (header.pruned() > 0 || (header.versioned() && data.readByte() != 0)) {
      throw CascadeException.of(
          in.toString(),
          "is a quantised fastText model (.ftz)",
          "import the .bin from which it was made");
    }
    long rows = data.readLong();
    long columns = data.readLong();
    if (rows != (long) header.words() + header.buckets() || columns != header.width()) {
      throw CascadeException.of(
          in.toString(),
          "the matrix is "
              + rows
              + " x "
              + columns
              + ", expected "
              + header.words()
              + " words and "
              + header.buckets()
              + " buckets of "
              + header.width(),
          "the file is corrupt: fetch it again");
    }
    long end = data.position() + Float.BYTES * rows * columns;
    if (end > size) {
      throw truncated(in, size, end);
    }
    return data.position();
  }

  /** Refuses a file that is truncated within the output matrix, which is not read otherwise. */
  private static void checkEnd(
      InputFile in, FastTextHeader header, long matrix, FileChannel channel) throws IOException {
    long inputs = Float.BYTES * ((long) header.words() + header.buckets()) * header.width();
    long sizes = matrix + inputs + (header.versioned() ? 1 : 0); // a flag comes first
    ByteBuffer shape = ByteBuffer.allocate(2 * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    long begin = sizes + shape.capacity();
    if (begin > channel.size()) {
      throw truncated(in, channel.size(), begin);
    }
    while (shape.hasRemaining() && channel.read(shape, sizes + shape.position()) >= 0) {}
    long rows = shape.getLong(0);
    long columns = shape.getLong(Long.BYTES);
    if (rows < 0 || columns != header.width() || rows > Integer.MAX_VALUE) {
      throw CascadeException.of(
          in.toString(),
          "the output matrix is "
              + rows
              + " x "
              + columns
              + ", expected a width of "
              + header.width(),
          "the file is corrupt: fetch it again");
    }
    long end = begin + Float.BYTES * rows * columns;
    if (end > channel.size()) {
      throw truncated(in, channel.size(), end);
    }
  }

  private static CascadeException truncated(InputFile in, long size, long end) {
    return CascadeException.of(
        in.toString(),
        "has " + size + " bytes, but its matrices end at " + end,
        "the file is truncated: fetch it again");
  }

  private static void words(
      FastTextHeader header, BinaryInput dictionary, MappedRecords rows, VectorSink sink)
      throws IOException {
    CharacterNgrams ngrams =
        header.hasNgrams()
            ? new CharacterNgrams(header.shortest(), header.longest(), header.buckets())
            : null;
    int width = header.width();
    float[] row = new float[width];
    float[] part = new float[width];
    int number = 0;
    for (long entry = 1; entry <= header.entries(); entry++) {
      if (!skip(dictionary, sink, entry)) {
        continue;
      }
      if (number == header.words()) {
        throw sink.broken("the dictionary has more words than its header announces", entry);
      }
      String word;
      try {
        word = dictionary.word();
      } catch (CharacterCodingException e) {
        number++;
        sink.bad("the word is not UTF-8", entry);
        continue;
      }
      rows.getFloats(number++, row, 0, width);
      int[] buckets = ngrams == null ? new int[0] : header.ngrams(ngrams, word);
      for (int bucket : buckets) {
        rows.getFloats((long) header.words() + bucket, part, 0, width);
        for (int i = 0; i < width; i++) {
          row[i] += part[i];
        }
      }
      float share = 1f / (1 + buckets.length);
      for (int i = 0; i < width; i++) {
        row[i] *= share;
      }
      sink.add(word, row, entry);
    }
    if (ngrams != null) {
      sink.add(
          ngrams, (bucket, into) -> rows.getFloats((long) header.words() + bucket, into, 0, width));
    }
  }
}
