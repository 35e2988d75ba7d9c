package org.cascadenlp.staticembeddings.imports.formats;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The first lines of a file of word vectors. Detection of the format considers all of them, because
 * a single line may be invalid, or have a word of blanks and digits.
 */
final class StartLines {

  private static final int MOST = 1000;

  private final Start start;
  private final List<byte[]> lines = new ArrayList<>();
  private final int firstEnd;

  private StartLines(Start start) {
    this.start = start;
    this.firstEnd = start.lineEnd(0);
    int from = 0;
    while (from < start.length() && lines.size() < MOST) {
      int end = start.lineEnd(from);
      if (end == InputFile.START && !lines.isEmpty()) {
        break; // the line is incomplete
      }
      lines.add(line(from, end));
      from = end + 1;
    }
  }

  static StartLines of(Start start) {
    return new StartLines(start);
  }

  /** The number of words and the width, if the first line has them. */
  Optional<CountAndWidth> header() {
    return CountAndWidth.parse(lines.get(0), lines.get(0).length);
  }

  /** True if binary numbers follow the header. */
  boolean isBinaryAfterHeader(int width) {
    for (byte[] line : lines.subList(1, lines.size())) {
      if (TextVectors.isEntry(line, width)) {
        return false;
      }
    }
    return !isText(Math.min(firstEnd + 1, start.length()));
  }

  /**
   * The most frequent width of the lines, the first one in a tie; empty if fewer than half of the
   * lines have it.
   */
  OptionalInt widthOfMost() {
    Map<Integer, Integer> counts = new HashMap<>();
    int best = 0;
    for (byte[] line : lines) {
      int width = TextVectors.width(line);
      if (width > 0) {
        counts.merge(width, 1, Integer::sum);
      }
    }
    for (byte[] line : lines) {
      int width = TextVectors.width(line);
      if (counts.getOrDefault(width, 0) > counts.getOrDefault(best, 0)) {
        best = width;
      }
    }
    if (best == 0) {
      return OptionalInt.empty();
    }
    int readable = 0;
    for (byte[] line : lines) {
      readable += TextVectors.isEntry(line, best) ? 1 : 0;
    }
    if (2 * readable < lines.size()) {
      return OptionalInt.empty();
    }
    boolean whole = firstEnd < InputFile.START;
    return OptionalInt.of(whole ? best : TextVectors.BY_FIRST_LINE);
  }

  /** A line without its carriage return; an incomplete line is cut at its last blank. */
  private byte[] line(int from, int end) {
    int to = end;
    if (end == InputFile.START) {
      while (to > from && start.get(to - 1) != ' ') {
        to--;
      }
    }
    return start.part(from, to > from && start.get(to - 1) == '\r' ? to - 1 : to);
  }

  /** True if the bytes from {@code from} are valid characters without control characters. */
  private boolean isText(int from) {
    for (int at = from; at < start.length(); at++) {
      byte b = start.get(at);
      if (b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r') {
        return false;
      }
    }
    byte[] bytes = start.part(from, start.length());
    boolean all = start.length() < InputFile.START; // else the last character may be incomplete
    return !StandardCharsets.UTF_8
        .newDecoder()
        .decode(ByteBuffer.wrap(bytes), CharBuffer.allocate(bytes.length), all)
        .isError();
  }
}
