package org.cascadenlp.transformers.sequences;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.transformers.tokenizer.SubwordTokenizer;
import org.cascadenlp.transformers.tokenizer.settings.SpecialTokenTemplate;

/**
 * The subwords of one unit and the windows they are read through.
 *
 * <p>A unit that fits is one window. A longer one is covered by windows of equal length that
 * overlap; a token takes its vector from the window in which it begins farthest from an edge. Of a
 * token with more subwords than that window still holds, only those inside count.
 *
 * <p>With a memory of what was read ({@link SegmentMemory}) there is nothing to overlap: a longer
 * unit is cut into segments, between tokens that share no subword wherever such a stretch fits into
 * one.
 *
 * <p>A unit that leaves room in its window may have its neighbours' subwords around its own
 * (Schweter and Akbik 2020, FLERT, section 2.1): the network reads them, no token is among them.
 */
public final class Subwords {

  /** The subwords' ids, without special tokens; those of neighbours too. */
  public final int[] ids;

  /** The first subword of each token, and after the last token's where the unit's own end. */
  public final int[] firsts;

  /** After the last subword of each token. */
  final int[] ends;

  /** The subword that stands for each token where the first one does. */
  final int[] heads;

  /** The subword that stands for each token where the last one does. */
  final int[] tails;

  /** The unit's own subwords, without those of neighbours. */
  final int ownFrom;

  final int ownTo;

  /** The special tokens around each window. */
  final SpecialTokenTemplate layout;

  private final BitSet blanks;

  /**
   * Subwords of tokens that may share some of them.
   *
   * @param blanks those between the first and the last of a token that are not its text
   */
  Subwords(
      int[] ids,
      int[] firsts,
      int[] ends,
      int[] heads,
      int[] tails,
      int ownFrom,
      BitSet blanks,
      SpecialTokenTemplate layout) {
    this.ids = ids;
    this.firsts = firsts;
    this.ends = ends;
    this.heads = heads;
    this.tails = tails;
    this.ownFrom = ownFrom;
    this.ownTo = firsts[firsts.length - 1];
    this.blanks = blanks;
    this.layout = layout;
  }

  private Subwords(int[] ids, int[] firsts, SpecialTokenTemplate layout) {
    this(
        ids,
        firsts,
        Arrays.copyOfRange(firsts, 1, firsts.length),
        Arrays.copyOf(firsts, firsts.length - 1),
        new int[firsts.length - 1],
        firsts[0],
        new BitSet(),
        layout);
    for (int t = 0; t < tails.length; t++) {
      tails[t] = firsts[t + 1] - 1;
    }
  }

  /** The subwords of each token of {@code unit} alone. */
  public static Subwords of(Sequence unit, SubwordTokenizer tokenizer) {
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
  public Subwords inContext(Sequence unit, SubwordTokenizer tokenizer, int context, int size) {
    int room = size - ids.length;
    if (context == 0 || room <= 0 || unit.isAlone()) {
      return this;
    }
    int[] before = of(last(unit.before(), context), tokenizer).ids;
    int[] after = of(first(unit.after(), context), tokenizer).ids;
    int left = Math.min(before.length, context);
    int right = Math.min(after.length, context);
    Sides sides = Sides.of(left, right, room);
    int[] all = new int[sides.left + ids.length + sides.right];
    System.arraycopy(before, before.length - sides.left, all, 0, sides.left);
    System.arraycopy(ids, 0, all, sides.left, ids.length);
    System.arraycopy(after, 0, all, sides.left + ids.length, sides.right);
    int[] moved = firsts.clone();
    for (int t = 0; t < moved.length; t++) {
      moved[t] += sides.left;
    }
    return new Subwords(all, moved, layout);
  }

  /** How many subwords of the neighbours are read before and after a unit. */
  record Sides(int left, int right) {

    /** Of {@code left} and {@code right} what {@code room} holds. */
    public static Sides of(int left, int right, int room) {
      if (left + right <= room) {
        return new Sides(left, right);
      }
      int half = room / 2;
      int fewer = Math.min(left, Math.max(half, room - right));
      return new Sides(fewer, Math.min(right, room - fewer));
    }
  }

  private static List<String> last(List<String> tokens, int most) {
    return tokens.subList(Math.max(0, tokens.size() - most), tokens.size());
  }

  private static List<String> first(List<String> tokens, int most) {
    return tokens.subList(0, Math.min(tokens.size(), most));
  }

  /** The number of tokens. */
  int tokens() {
    return heads.length;
  }

  /** True where subword {@code s} is no mere blank. */
  boolean isText(int s) {
    return !blanks.get(s);
  }

  /**
   * The windows in order; none for a unit without tokens.
   *
   * @param size subwords a window holds at most, without special tokens
   * @param overlap subwords that neighbours share at least
   */
  public List<Window> windows(int size, int overlap) {
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
  public List<Window> segments(int size) {
    if (ids.length <= size) {
      return windows(size, 0);
    }
    List<Window> segments = new ArrayList<>();
    int token = 0;
    for (int from = 0; token < tokens(); ) {
      int begin = token;
      for (int next = begin; next >= 0; next = afterStretch(next, from + size)) {
        token = next;
      }
      int to = Math.min(firsts[token], from + size);
      if (to <= from) { // a token longer than a segment has its vector from its first part
        to = from + size;
        while (token < tokens() && firsts[token] < to) {
          token++;
        }
      }
      segments.add(new Window(this, from, to, begin, token));
      from = to;
    }
    return segments;
  }

  /**
   * After the tokens from {@code token} on that share subwords with the one before them; -1 where
   * there is no token, or one of these ends after {@code most}.
   */
  private int afterStretch(int token, int most) {
    int end = 0;
    for (int t = token; t < tokens(); ) {
      end = Math.max(end, ends[t]);
      t++;
      if (end > most) {
        return -1;
      }
      if (t == tokens() || end <= firsts[t]) {
        return t;
      }
    }
    return -1;
  }
}
