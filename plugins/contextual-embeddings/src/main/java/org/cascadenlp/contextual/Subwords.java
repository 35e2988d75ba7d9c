package org.cascadenlp.contextual;

import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.contextual.tokenizer.Layout;
import org.cascadenlp.contextual.tokenizer.SubwordTokenizer;
import org.cascadenlp.neural.Unit;

/**
 * The subwords of one unit and the windows they are read through.
 *
 * <p>A unit that fits is one window. A longer one is covered by windows of equal length that
 * overlap; a token takes its vector from the window in which it begins farthest from an edge. Of a
 * token with more subwords than that window still holds, only those inside count.
 *
 * <p>With a memory of what was read ({@link SegmentMemory}) there is nothing to overlap: a longer
 * unit is cut into segments, between tokens wherever a token fits into one.
 *
 * <p>A unit that leaves room in its window may have its neighbours' subwords around its own
 * (Schweter and Akbik 2020, FLERT, section 2.1): the network reads them, no token is among them.
 */
final class Subwords {

  /** The subwords' ids, without special tokens; those of neighbours too. */
  final int[] ids;

  /** Where the subwords of token t begin: {@code [firsts[t], firsts[t + 1])}. */
  final int[] firsts;

  /** The special tokens around each window. */
  final Layout layout;

  private Subwords(int[] ids, int[] firsts, Layout layout) {
    this.ids = ids;
    this.firsts = firsts;
    this.layout = layout;
  }

  /** The subwords of {@code unit} alone. */
  static Subwords of(Unit unit, SubwordTokenizer tokenizer) {
    return of(unit.tokens(), tokenizer);
  }

  private static Subwords of(List<String> tokens, SubwordTokenizer tokenizer) {
    int[] firsts = new int[tokens.size() + 1];
    int[][] pieces = new int[tokens.size()][];
    for (int t = 0; t < pieces.length; t++) {
      pieces[t] = tokenizer.pieces(tokens.get(t));
      firsts[t + 1] = Math.addExact(firsts[t], pieces[t].length);
    }
    int[] ids = new int[firsts[pieces.length]];
    for (int t = 0; t < pieces.length; t++) {
      System.arraycopy(pieces[t], 0, ids, firsts[t], pieces[t].length);
    }
    return new Subwords(ids, firsts, tokenizer.layout());
  }

  /**
   * These subwords of {@code unit} between those of its neighbours, as many on each side as there
   * are, up to {@code context} and to what both sides have of the room in a window of {@code size}:
   * a side that needs less than half leaves the rest to the other. A unit that fills its window
   * stays alone.
   */
  Subwords inContext(Unit unit, SubwordTokenizer tokenizer, int context, int size) {
    int room = size - ids.length;
    if (context == 0 || room <= 0 || unit.isAlone()) {
      return this;
    }
    int[] before = of(last(unit.before(), context), tokenizer).ids;
    int[] after = of(first(unit.after(), context), tokenizer).ids;
    int left = Math.min(before.length, context);
    int right = Math.min(after.length, context);
    if (left + right > room) {
      int half = room / 2;
      left = Math.min(left, Math.max(half, room - right));
      right = Math.min(right, room - left);
    }
    int[] all = new int[left + ids.length + right];
    System.arraycopy(before, before.length - left, all, 0, left);
    System.arraycopy(ids, 0, all, left, ids.length);
    System.arraycopy(after, 0, all, left + ids.length, right);
    int[] moved = firsts.clone();
    for (int t = 0; t < moved.length; t++) {
      moved[t] += left;
    }
    return new Subwords(all, moved, layout);
  }

  private static List<String> last(List<String> tokens, int most) {
    return tokens.subList(Math.max(0, tokens.size() - most), tokens.size());
  }

  private static List<String> first(List<String> tokens, int most) {
    return tokens.subList(0, Math.min(tokens.size(), most));
  }

  /** The number of tokens. */
  int tokens() {
    return firsts.length - 1;
  }

  /**
   * The windows in order; none for a unit without tokens.
   *
   * @param size subwords a window holds at most, without special tokens
   * @param overlap subwords that neighbours share at least
   */
  List<Window> windows(int size, int overlap) {
    List<Window> windows = new ArrayList<>();
    int length = ids.length;
    int token = 0;
    for (int from = 0; token < tokens(); from = Math.min(from + size - overlap, length - size)) {
      int to = Math.min(from + size, length);
      int next = Math.min(from + size - overlap, length - size);
      // what this window shares with the next one is halved between them
      int own = to == length ? length : (to + next) / 2;
      int begin = token;
      while (token < tokens() && firsts[token] < own) {
        token++;
      }
      if (token > begin) {
        windows.add(new Window(this, from, to, begin, token));
      }
    }
    return windows;
  }

  /**
   * The segments in order; none for a unit without tokens.
   *
   * @param size subwords a segment holds at most, without special tokens
   */
  List<Window> segments(int size) {
    if (ids.length <= size) {
      return windows(size, 0);
    }
    List<Window> segments = new ArrayList<>();
    int token = 0;
    for (int from = 0; token < tokens(); ) {
      int begin = token;
      while (token < tokens() && firsts[token + 1] <= from + size) {
        token++;
      }
      int to = Math.min(firsts[token], from + size);
      if (to == from) { // a token longer than a segment has its vector from its first part
        to = from + size;
        token++;
      }
      segments.add(new Window(this, from, to, begin, token));
      from = to;
    }
    return segments;
  }
}
