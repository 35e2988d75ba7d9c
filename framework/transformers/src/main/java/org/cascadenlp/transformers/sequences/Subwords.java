package org.cascadenlp.transformers.sequences;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.sequence.SequenceWindow;
import org.cascadenlp.neural.sequence.SubwordWindow;
import org.cascadenlp.transformers.tokenizer.SubwordTokenizer;
import org.cascadenlp.transformers.tokenizer.settings.SpecialTokenTemplate;

/**
 * The subwords of one sequence, aligned to its tokens, and their division into windows.
 *
 * <p>A sequence that fits is one window. A longer one is covered by overlapping windows of equal
 * length; the vector of a token comes from the window in which its first subword is farthest from
 * an edge. If that window contains only a part of the token's subwords, only these count.
 *
 * <p>With segment recurrence ({@link SegmentRecurrence}) windows do not overlap: a longer sequence
 * is divided into segments, if possible between tokens that share no subword.
 *
 * <p>If a sequence leaves room in its window, subwords of neighbouring sequences can be added as
 * context (Schweter and Akbik 2020, FLERT, section 2.1); they get no vectors.
 */
public final class Subwords {

  /** The subword ids, including context, without special tokens. */
  public final int[] ids;

  /**
   * The index of the first subword of each token, followed by the end of the sequence without
   * context.
   */
  public final int[] firsts;

  /** The index after the last subword of each token. */
  final int[] ends;

  /** The index of the subword that represents each token with pooling {@code first}. */
  final int[] heads;

  /** The index of the subword that represents each token with pooling {@code last}. */
  final int[] tails;

  /** The range of the sequence without context. */
  final int ownFrom;

  final int ownTo;

  /** The special tokens around each window. */
  final SpecialTokenTemplate template;

  private final BitSet blanks;
  private final Details details;

  /**
   * What is known of each subword.
   *
   * @param types the token types
   * @param parts as in {@link SubwordWindow#parts}
   * @param begins as in {@link SubwordWindow#begins}
   * @param ends as in {@link SubwordWindow#ends}
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Details(int[] types, int[] parts, int[] begins, int[] ends) {

    /** Subwords of one text whose offsets in the document are unknown so far. */
    static Details unknown(int size) {
      Details details = new Details(new int[size], new int[size], new int[size], new int[size]);
      Arrays.fill(details.begins, SubwordWindow.SPECIAL);
      Arrays.fill(details.ends, SubwordWindow.SPECIAL);
      return details;
    }
  }

  /**
   * Subwords of tokens, which may share subwords.
   *
   * @param blanks the indices of subwords that are white space only
   * @param details of each subword
   */
  Subwords(
      int[] ids,
      int[] firsts,
      int[] ends,
      int[] heads,
      int[] tails,
      int ownFrom,
      BitSet blanks,
      Details details,
      SpecialTokenTemplate template) {
    this.ids = ids;
    this.firsts = firsts;
    this.ends = ends;
    this.heads = heads;
    this.tails = tails;
    this.ownFrom = ownFrom;
    this.ownTo = firsts[firsts.length - 1];
    this.blanks = blanks;
    this.details = details;
    this.template = template;
  }

  private Subwords(int[] ids, int[] firsts, SpecialTokenTemplate template) {
    this(
        ids,
        firsts,
        Arrays.copyOfRange(firsts, 1, firsts.length),
        Arrays.copyOf(firsts, firsts.length - 1),
        new int[firsts.length - 1],
        firsts[0],
        new BitSet(),
        Details.unknown(ids.length),
        template);
    for (int t = 0; t < tails.length; t++) {
      tails[t] = firsts[t + 1] - 1;
    }
  }

  /** The subwords of {@code sequence}, each token tokenized separately. */
  public static Subwords of(Sequence sequence, SubwordTokenizer tokenizer) {
    return of(sequence.tokens(), tokenizer);
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
    return new Subwords(ids, firsts, tokenizer.template());
  }

  /**
   * Adds context from the neighbours of {@code sequence}: on each side up to {@code context}
   * subwords, within a window of {@code size}. The room is divided evenly; a side that needs less
   * than half leaves the rest to the other. A sequence that fills its window gets no context.
   */
  public Subwords inContext(Sequence sequence, SubwordTokenizer tokenizer, int context, int size) {
    int available = size - ids.length;
    if (context == 0 || available <= 0 || sequence.isAlone()) {
      return this;
    }
    int[] before = of(last(sequence.before(), context), tokenizer).ids;
    int[] after = of(first(sequence.after(), context), tokenizer).ids;
    int left = Math.min(before.length, context);
    int right = Math.min(after.length, context);
    Sides sides = Sides.of(left, right, available);
    int[] all = new int[sides.left + ids.length + sides.right];
    System.arraycopy(before, before.length - sides.left, all, 0, sides.left);
    System.arraycopy(ids, 0, all, sides.left, ids.length);
    System.arraycopy(after, 0, all, sides.left + ids.length, sides.right);
    int[] moved = firsts.clone();
    for (int t = 0; t < moved.length; t++) {
      moved[t] += sides.left;
    }
    return new Subwords(all, moved, template);
  }

  /** The number of context subwords before and after a sequence. */
  record Sides(int left, int right) {

    /** Limits {@code left} and {@code right} to a total of {@code available}. */
    public static Sides of(int left, int right, int available) {
      if (left + right <= available) {
        return new Sides(left, right);
      }
      int half = available / 2;
      int fewer = Math.min(left, Math.max(half, available - right));
      return new Sides(fewer, Math.min(right, available - fewer));
    }
  }

  private static List<String> last(List<String> tokens, int limit) {
    return tokens.subList(Math.max(0, tokens.size() - limit), tokens.size());
  }

  private static List<String> first(List<String> tokens, int limit) {
    return tokens.subList(0, Math.min(tokens.size(), limit));
  }

  /** The number of tokens. */
  int tokens() {
    return heads.length;
  }

  /** What is known of each subword. */
  Details details() {
    return details;
  }

  /** Whether subword {@code s} is not only white space. */
  boolean isText(int s) {
    return !blanks.get(s);
  }

  /**
   * The windows in order; empty for a sequence without tokens.
   *
   * @param size the maximum number of subwords in a window, without special tokens
   * @param overlap the minimum number of subwords that consecutive windows share
   */
  public List<Window> windows(int size, int overlap) {
    List<Window> windows = new ArrayList<>();
    int token = 0;
    for (SequenceWindow window : SequenceWindow.over(ids.length, size, overlap)) {
      int begin = token;
      while (token < tokens() && firsts[token] < window.ownTo()) {
        token++;
      }
      if (token > begin) {
        windows.add(new Window(this, window.from(), window.to(), begin, token));
      }
    }
    return windows;
  }

  /**
   * The segments in order; empty for a sequence without tokens.
   *
   * @param size the maximum number of subwords in a segment, without special tokens
   */
  public List<Window> segments(int size) {
    if (ids.length <= size) {
      return windows(size, 0);
    }
    List<Window> segments = new ArrayList<>();
    int token = 0;
    for (int from = 0; token < tokens(); ) {
      int begin = token;
      for (int next = begin; next >= 0; next = endOfRun(next, from + size)) {
        token = next;
      }
      int to = Math.min(firsts[token], from + size);
      if (to <= from) { // the vector of a token longer than a segment comes from its first part
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
   * The end of the run of tokens from {@code token} on in which each shares a subword with the one
   * before; -1 if there is no token, or if the run ends after subword {@code limit}.
   */
  private int endOfRun(int token, int limit) {
    int end = 0;
    for (int t = token; t < tokens(); ) {
      end = Math.max(end, ends[t]);
      t++;
      if (end > limit) {
        return -1;
      }
      if (t == tokens() || end <= firsts[t]) {
        return t;
      }
    }
    return -1;
  }
}
