package org.cascadenlp.transformers.sequences;

import java.util.Arrays;
import java.util.BitSet;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.sequence.SequenceText;
import org.cascadenlp.transformers.tokenizer.SubwordTokenizer;
import org.cascadenlp.transformers.tokenizer.TextPieces;

/**
 * The subwords of the text of one sequence, aligned to the tokens that they overlap by at least one
 * character.
 *
 * <p>A subword of white space only belongs to no token. The first subword of a token is the first
 * that begins in it, or else the one that contains it; likewise the last.
 */
public final class TextSubwords {

  private final SubwordTokenizer tokenizer;
  private final TextPieces pieces;
  private final int offset; // of the text that was split, in the document
  private final int[] firsts; // as in Subwords; for a token without subwords, the position of one
  private final int[] ends;
  private final int[] heads;
  private final int[] tails;
  private final int ownFrom;
  private final int ownTo;

  private TextSubwords(SequenceText text, boolean withoutContext, SubwordTokenizer tokenizer) {
    this.offset = withoutContext ? text.begin() : text.from();
    this.tokenizer = tokenizer;
    this.pieces = tokenizer.cut(withoutContext ? text.alone() : text.whole());
    int tokens = text.begins().length;
    this.firsts = new int[tokens];
    this.ends = new int[tokens];
    this.heads = new int[tokens];
    this.tails = new int[tokens];
    int s = 0;
    for (int t = 0; t < tokens; t++) {
      s = align(t, s, text.begins()[t] - offset, text.ends()[t] - offset);
    }
    int before = withoutContext ? 0 : firstEndingAfter(0, text.begin() - offset);
    this.ownFrom = before;
    this.ownTo = withoutContext ? pieces.ids().length : endBefore(before, text.end() - offset);
  }

  /** Aligns token {@code t} to subwords from {@code from} on; returns its first. */
  private int align(int t, int from, int begin, int end) {
    int first = firstEndingAfter(from, begin);
    int after = first;
    int head = -1;
    int tail = -1;
    for (int s = first; s < pieces.ids().length && pieces.begins()[s] < end; s++) {
      if (isText(s)) {
        head = head < 0 && pieces.begins()[s] >= begin ? s : head;
        tail = pieces.ends()[s] <= end ? s : tail;
        after = s + 1;
      }
    }
    firsts[t] = first;
    ends[t] = after;
    heads[t] = head < 0 ? first : head;
    tails[t] = tail < 0 ? Math.max(first, after - 1) : tail;
    return first;
  }

  /** The first subword from {@code s} on whose text ends after character {@code place}. */
  private int firstEndingAfter(int s, int place) {
    int found = s;
    while (found < pieces.ids().length && (!isText(found) || pieces.ends()[found] <= place)) {
      found++;
    }
    return found;
  }

  /**
   * The index after the last subword from {@code s} on whose text begins before character {@code
   * place}.
   */
  private int endBefore(int s, int place) {
    int after = s;
    for (int i = s; i < pieces.ids().length && pieces.begins()[i] < place; i++) {
      after = isText(i) ? i + 1 : after;
    }
    return after;
  }

  private boolean isText(int s) {
    return pieces.begins()[s] < pieces.ends()[s];
  }

  /**
   * The subwords of the text of {@code sequence}.
   *
   * @param context the maximum number of context subwords on each side
   * @param size the maximum number of subwords in a window, without special tokens
   */
  public static TextSubwords of(
      Sequence sequence, SubwordTokenizer tokenizer, int context, int size) {
    SequenceText text = sequence.text();
    if (context > 0 && (text.from() < text.begin() || text.to() > text.end())) {
      TextSubwords withContext = new TextSubwords(text, false, tokenizer);
      if (withContext.ownTo - withContext.ownFrom < size) {
        return withContext;
      }
    }
    return new TextSubwords(text, true, tokenizer); // no room for context
  }

  /** Whether some token has no subword, for example a single control character. */
  public boolean lacksTokens() {
    for (int t = 0; t < firsts.length; t++) {
      if (ends[t] == firsts[t]) {
        return true;
      }
    }
    return false;
  }

  /**
   * The subwords for token vectors: a token without subwords gets the unknown subword, as when
   * tokens are tokenized separately.
   */
  public Subwords ofTokens(int context, int size) {
    int length = pieces.ids().length;
    int[] places = new int[length + 1]; // the index of each subword after the insertions
    int[] own = new int[firsts.length]; // the index of the subword inserted for a token
    int added = 0;
    int s = 0;
    for (int t = 0; t < firsts.length; t++) {
      if (ends[t] == firsts[t]) {
        int at = Math.max(ownFrom, Math.min(ownTo, firsts[t]));
        for (; s < at; s++) {
          places[s] = s + added;
        }
        own[t] = at + added++;
      }
    }
    for (; s <= length; s++) {
      places[s] = s + added;
    }
    int[] ids = new int[length + added];
    Arrays.fill(ids, tokenizer.unknown());
    for (int i = 0; i < length; i++) {
      ids[places[i]] = pieces.ids()[i];
    }
    int[][] moved = new int[4][firsts.length];
    for (int t = 0; t < firsts.length; t++) {
      boolean inserted = ends[t] == firsts[t];
      moved[0][t] = inserted ? own[t] : places[firsts[t]];
      moved[1][t] = inserted ? own[t] + 1 : places[ends[t] - 1] + 1;
      moved[2][t] = inserted ? own[t] : places[heads[t]];
      moved[3][t] = inserted ? own[t] : places[tails[t]];
    }
    int before = ownFrom == 0 ? 0 : places[ownFrom - 1] + 1;
    int after = ownTo == length ? ids.length : places[ownTo];
    return withContext(ids, places, moved, before, after, context, size);
  }

  /**
   * The subwords for the pooled vector: those of the text, or of {@link #ofTokens} if the text has
   * none.
   */
  public Subwords ofSequence(int context, int size) {
    int length = pieces.ids().length;
    if (length == 0) {
      return ofTokens(context, size);
    }
    int[] places = new int[length + 1];
    Arrays.setAll(places, s -> s);
    int[][] own = {firsts.clone(), ends.clone(), heads.clone(), tails.clone()};
    for (int[] place : own) {
      Arrays.setAll(place, t -> Math.min(place[t], length - 1)); // not used for token vectors
    }
    return withContext(pieces.ids(), places, own, ownFrom, ownTo, context, size);
  }

  /** The sequence with as much context as there is room for. */
  private Subwords withContext(
      int[] ids, int[] places, int[][] tokens, int from, int to, int context, int size) {
    Subwords.Sides sides =
        Subwords.Sides.of(
            Math.min(from, context),
            Math.min(ids.length - to, context),
            Math.max(0, size - (to - from)));
    int skipped = from - sides.left();
    int[] own = Arrays.copyOfRange(ids, skipped, to + sides.right());
    BitSet blanks = new BitSet();
    for (int s = 0; s < pieces.ids().length; s++) {
      if (!isText(s) && places[s] >= skipped) {
        blanks.set(places[s] - skipped);
      }
    }
    for (int[] place : tokens) {
      Arrays.setAll(place, t -> place[t] - skipped);
    }
    int[] firstsAndEnd = Arrays.copyOf(tokens[0], tokens[0].length + 1);
    firstsAndEnd[tokens[0].length] = to - skipped;
    return new Subwords(
        own,
        firstsAndEnd,
        tokens[1],
        tokens[2],
        tokens[3],
        from - skipped,
        blanks,
        details(own.length, places, skipped),
        tokenizer.template());
  }

  /**
   * The offsets of subwords.
   *
   * @param places the index of each piece, before the first {@code skipped} subwords are left out
   */
  private Subwords.Details details(int size, int[] places, int skipped) {
    Subwords.Details details = Subwords.Details.unknown(size);
    for (int s = 0; s < pieces.ids().length; s++) {
      int at = places[s] - skipped;
      if (at >= 0 && at < size) {
        details.begins()[at] = offset + pieces.begins()[s];
        details.ends()[at] = offset + pieces.ends()[s];
      }
    }
    return details;
  }
}
