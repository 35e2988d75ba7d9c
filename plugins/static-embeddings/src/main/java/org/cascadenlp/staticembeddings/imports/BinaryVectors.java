package org.cascadenlp.staticembeddings.imports;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;

/**
 * The binary files of word2vec: a line of the number of words and the width, then each word, a
 * blank, its row as float32, and mostly a line feed.
 */
final class BinaryVectors implements VectorFormat {

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
    CountAndWidth header = CountAndWidth.of(data.bytes(), data.length());
    sink.begin(header.width(), header.words());
    float[] row = new float[header.width()];
    for (long entry = 1; entry <= header.words(); entry++) {
      try {
        read(data, row, sink, entry);
      } catch (EOFException e) {
        throw sink.broken(
            e.getMessage() + ", its header promises " + header.words() + " words", entry);
      }
    }
    for (int rest = data.next(); rest >= 0; rest = data.next()) {
      if (rest != '\n' && rest != '\r') {
        throw sink.broken(
            "more bytes follow the " + header.words() + " words that the header promises",
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
    sink.add(word, row, entry);
  }

  /** True where, after the header, there is a word and something else than numbers in digits. */
  static boolean looksLike(Start start, int header) {
    int at = header + 1;
    while (at < start.length() && start.get(at) != ' ') {
      at++;
    }
    int end = Math.min(at + 64, start.lineEnd(header + 1));
    if (at >= start.length()) {
      return false;
    }
    for (int i = at; i < Math.max(end, at + 2) && i < start.length(); i++) {
      if ("0123456789.-+eE \t\rnaifNIFty".indexOf(start.get(i)) < 0) {
        return true;
      }
    }
    return false;
  }
}
