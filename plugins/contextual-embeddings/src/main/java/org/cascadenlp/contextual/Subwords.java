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
 */
final class Subwords {

  /** The subwords' ids, without special tokens. */
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

  /** The subwords of {@code unit}. */
  static Subwords of(Unit unit, SubwordTokenizer tokenizer) {
    int[] firsts = new int[unit.size() + 1];
    int[][] pieces = new int[unit.size()][];
    for (int t = 0; t < pieces.length; t++) {
      pieces[t] = tokenizer.pieces(unit.tokens().get(t));
      firsts[t + 1] = Math.addExact(firsts[t], pieces[t].length);
    }
    int[] ids = new int[firsts[pieces.length]];
    for (int t = 0; t < pieces.length; t++) {
      System.arraycopy(pieces[t], 0, ids, firsts[t], pieces[t].length);
    }
    return new Subwords(ids, firsts, tokenizer.layout());
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
}
