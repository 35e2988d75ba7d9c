package org.cascadenlp.transformers.sequences;

import java.util.Arrays;
import java.util.BitSet;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.sequence.SequenceText;
import org.cascadenlp.transformers.tokenizer.SubwordTokenizer;
import org.cascadenlp.transformers.tokenizer.TextPieces;

/**
 * The subwords of the text of one unit, each with the tokens whose text it overlaps by at least one
 * character.
 *
 * <p>A subword of blanks alone belongs to no token. The first subword of a token is the first that
 * begins in it, else the one that the token lies in; the last likewise.
 */
public final class TextSubwords {

  private final SubwordTokenizer tokenizer;
  private final TextPieces pieces;
  private final int[] firsts; // as in Subwords; of a token without any, where one would be
  private final int[] ends;
  private final int[] heads;
  private final int[] tails;
  private final int ownFrom;
  private final int ownTo;

  private TextSubwords(SequenceText text, boolean alone, SubwordTokenizer tokenizer) {
    int offset = alone ? text.begin() : text.from();
    this.tokenizer = tokenizer;
    this.pieces = tokenizer.cut(alone ? text.alone() : text.whole());
    int tokens = text.begins().length;
    this.firsts = new int[tokens];
    this.ends = new int[tokens];
    this.heads = new int[tokens];
    this.tails = new int[tokens];
    int s = 0;
    for (int t = 0; t < tokens; t++) {
      s = align(t, s, text.begins()[t] - offset, text.ends()[t] - offset);
    }
    int before = alone ? 0 : firstAfter(0, text.begin() - offset);
    this.ownFrom = before;
    this.ownTo = alone ? pieces.ids().length : lastBefore(before, text.end() - offset);
  }

  /** Aligns token {@code t}, whose subwords are not before {@code from}; its first one. */
  private int align(int t, int from, int begin, int end) {
    int first = firstAfter(from, begin);
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

  /** The first subword from {@code s} on that has text after {@code place}. */
  private int firstAfter(int s, int place) {
    int found = s;
    while (found < pieces.ids().length && (!isText(found) || pieces.ends()[found] <= place)) {
      found++;
    }
    return found;
  }

  /** After the last subword from {@code s} on that has text before {@code place}. */
  private int lastBefore(int s, int place) {
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
   * The subwords of the text of {@code unit}.
   *
   * @param context subwords of the neighbours on each side at most
   * @param size subwords a window holds at most, without special tokens
   */
  public static TextSubwords of(Sequence unit, SubwordTokenizer tokenizer, int context, int size) {
    SequenceText text = unit.text();
    if (context > 0 && (text.from() < text.begin() || text.to() > text.end())) {
      TextSubwords among = new TextSubwords(text, false, tokenizer);
      if (among.ownTo - among.ownFrom < size) {
        return among;
      }
    }
    return new TextSubwords(text, true, tokenizer); // one that fills its window stays alone
  }

  /** True where no subword is left of some token, for example of a lone control character. */
  public boolean lacksTokens() {
    for (int t = 0; t < firsts.length; t++) {
      if (ends[t] == firsts[t]) {
        return true;
      }
    }
    return false;
  }

  /**
   * The subwords as the network reads them for the vectors of tokens: in the place of a token of
   * which none is left the unknown one, as where tokens are cut one by one.
   */
  public Subwords ofTokens(int context, int size) {
    int length = pieces.ids().length;
    int[] places = new int[length + 1]; // of each subword, those for lost tokens counted
    int[] own = new int[firsts.length]; // of the subword for a lost token
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
      boolean lost = ends[t] == firsts[t];
      moved[0][t] = lost ? own[t] : places[firsts[t]];
      moved[1][t] = lost ? own[t] + 1 : places[ends[t] - 1] + 1;
      moved[2][t] = lost ? own[t] : places[heads[t]];
      moved[3][t] = lost ? own[t] : places[tails[t]];
    }
    int before = ownFrom == 0 ? 0 : places[ownFrom - 1] + 1;
    int after = ownTo == length ? ids.length : places[ownTo];
    return among(ids, places, moved, before, after, context, size);
  }

  /**
   * The subwords of the text as it is, for the vector of the unit as a whole; those of {@link
   * #ofTokens} where nothing at all is left of it.
   */
  public Subwords ofWhole(int context, int size) {
    int length = pieces.ids().length;
    if (length == 0) {
      return ofTokens(context, size);
    }
    int[] places = new int[length + 1];
    Arrays.setAll(places, s -> s);
    int[][] own = {firsts.clone(), ends.clone(), heads.clone(), tails.clone()};
    for (int[] place : own) {
      Arrays.setAll(place, t -> Math.min(place[t], length - 1)); // no vector of tokens is read here
    }
    return among(pieces.ids(), places, own, ownFrom, ownTo, context, size);
  }

  /** The unit's own subwords and of its neighbours' what there is room for. */
  private Subwords among(
      int[] ids, int[] places, int[][] tokens, int from, int to, int context, int size) {
    Subwords.Sides sides =
        Subwords.Sides.of(
            Math.min(from, context),
            Math.min(ids.length - to, context),
            Math.max(0, size - (to - from)));
    int offset = from - sides.left();
    BitSet blanks = new BitSet();
    for (int s = 0; s < pieces.ids().length; s++) {
      if (!isText(s) && places[s] >= offset) {
        blanks.set(places[s] - offset);
      }
    }
    for (int[] place : tokens) {
      Arrays.setAll(place, t -> place[t] - offset);
    }
    int[] firstsAndEnd = Arrays.copyOf(tokens[0], tokens[0].length + 1);
    firstsAndEnd[tokens[0].length] = to - offset;
    return new Subwords(
        Arrays.copyOfRange(ids, offset, to + sides.right()),
        firstsAndEnd,
        tokens[1],
        tokens[2],
        tokens[3],
        from - offset,
        blanks,
        tokenizer.layout());
  }
}
