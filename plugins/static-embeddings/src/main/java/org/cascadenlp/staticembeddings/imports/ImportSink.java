package org.cascadenlp.staticembeddings.imports;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.IntConsumer;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.process.Interruption;
import org.cascadenlp.neural.words.CharacterNgrams;
import org.cascadenlp.neural.words.VectorFile;
import org.cascadenlp.neural.words.VectorFileWriter;
import org.cascadenlp.staticembeddings.imports.formats.VectorSink;
import org.jspecify.annotations.Nullable;

/** Writes the words of a format to a vector file; of duplicate words the first is kept. */
final class ImportSink implements VectorSink, AutoCloseable {

  private static final int TOLD_EACH = 256; // words: the clock is not asked for each

  private final String source;
  private final String counted;
  private final Path output;
  private final BadEntries badEntries;
  private final IntConsumer progress;
  private @Nullable VectorFileWriter writer;
  private int width;
  private long duplicates;
  private long bad;
  private String firstDuplicate = "";
  private String firstBad = "";

  /**
   * A sink for what is read.
   *
   * @param counted what a place in the file is a number of
   * @param progress is given the number of words now and then
   */
  ImportSink(
      String source, String counted, Path output, BadEntries badEntries, IntConsumer progress) {
    this.source = source;
    this.counted = counted;
    this.output = output;
    this.badEntries = badEntries;
    this.progress = progress;
  }

  @Override
  public void begin(int width, long words) {
    if (words == 0 || width == 0) {
      throw broken("the header announces " + words + " words of " + width + " numbers", 1);
    }
    this.width = width;
    this.writer = new VectorFileWriter(output, width);
  }

  @Override
  public void add(String word, float[] row, long place) {
    if (word.isEmpty()) {
      bad("the word is empty", place);
      return;
    }
    if (word.length() > VectorFile.LONGEST_WORD / 4) {
      bad("the word has " + word.length() + " characters", place);
      return;
    }
    for (int i = 0; i < width; i++) {
      if (!Float.isFinite(row[i])) {
        bad("the row of '" + word + "' has " + row[i] + " at number " + (i + 1), place);
        return;
      }
    }
    if (!writer().add(word, row)) {
      if (duplicates++ == 0) {
        firstDuplicate = "'" + word + "' in " + counted + " " + place;
      }
    }
    int words = writer().size();
    if (words % TOLD_EACH == 0) {
      Interruption.check();
      progress.accept(words);
    }
  }

  @Override
  public void bad(String problem, long place) {
    if (badEntries == BadEntries.REFUSE) {
      throw CascadeException.of(
          place(place), problem, "correct it, or skip such words with --skip-bad");
    }
    if (bad++ == 0) {
      firstBad = counted + " " + place + ": " + problem;
    }
  }

  @Override
  public void add(CharacterNgrams ngrams, VectorFileWriter.RowSource rows) throws IOException {
    writer().add(ngrams, rows);
  }

  @Override
  public CascadeException broken(String problem, long place) {
    return CascadeException.of(
        place(place), problem, "the file is truncated or corrupt: fetch or write it again");
  }

  private String place(long place) {
    return source + ", " + counted + " " + place;
  }

  /** Completes the file. */
  ImportSummary finish(String format, double seconds) {
    int words = writer().size();
    long bytes = writer().finish();
    return new ImportSummary(
        format, words, width, bytes, seconds, duplicates, firstDuplicate, bad, firstBad);
  }

  private VectorFileWriter writer() {
    VectorFileWriter open = writer;
    if (open == null) {
      throw broken("there is no word", 1);
    }
    return open;
  }

  @Override
  public void close() {
    if (writer != null) {
      writer.close();
    }
  }
}
