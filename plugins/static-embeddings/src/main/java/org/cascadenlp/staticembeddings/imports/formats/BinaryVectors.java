package org.cascadenlp.staticembeddings.imports.formats;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;

/**
 * The binary format of word2vec: a line with the number of words and the width, then each word, a
 * blank, its vector as float32, and usually a line feed.
 */
final class BinaryVectors implements WordVectorFormat {

  // letters read as float32 are larger, the low bytes of two numbers mostly smaller
  private static final float LARGEST = 1e15f;
  private static final float SMALLEST = 1e-30f;

  @Override
  public String name() {
    return "word2vec binary";
  }

  @Override
  public String counted() {
    return "entry";
  }

  @Override
  public void read(InputFile in, VectorSink sink) throws IOException {
    BinaryInput data = new BinaryInput(in.stream());
    data.readUntil('\n', data.readByte());
    CountAndWidth header =
        CountAndWidth.parse(data.bytes(), data.length())
            .orElseThrow(() -> sink.broken("has no number of words and width", 1));
    sink.begin(header.width(), header.words());
    float[] row = new float[header.width()];
    for (long entry = 1; entry <= header.words(); entry++) {
      try {
        read(data, row, sink, entry);
      } catch (EOFException e) {
        throw sink.broken(
            e.getMessage() + ", but its header announces " + header.words() + " words", entry);
      }
    }
    for (int rest = data.next(); rest >= 0; rest = data.next()) {
      if (rest != '\n' && rest != '\r') {
        throw sink.broken(
            "more bytes follow the " + header.words() + " words that the header announces",
            header.words() + 1);
      }
    }
  }

  private static void read(BinaryInput data, float[] row, VectorSink sink, long entry)
      throws IOException {
    int first = data.readByte();
    while (first == '\n') {
      first = data.readByte();
    }
    if (!data.readUntil(' ', first)) {
      throw sink.broken("no blank ends the word: is the width in the header right?", entry);
    }
    String word;
    try {
      word = data.word();
    } catch (CharacterCodingException e) {
      data.readFloats(row);
      sink.bad("the word is not UTF-8", entry);
      return;
    }
    data.readFloats(row);
    int odd = implausible(row);
    if (odd >= 0 && Float.isFinite(row[odd])) {
      sink.bad(
          "the row of '"
              + word
              + "' has "
              + row[odd]
              + " at number "
              + (odd + 1)
              + "; probably a word before it contains a blank, which this format does not allow",
          entry);
      return;
    }
    sink.add(word, row, entry);
  }

  /**
   * The index of the first implausible number, which training would not produce; negative if there
   * is none.
   */
  private static int implausible(float[] row) {
    for (int i = 0; i < row.length; i++) {
      float size = Math.abs(row[i]);
      if (size > LARGEST || (size > 0 && size < SMALLEST)) {
        return i;
      }
    }
    return -1;
  }
}
