package org.cascadenlp.transformers.sequences;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.sequence.SubwordWindow;
import org.cascadenlp.transformers.tokenizer.SubwordTokenizer;
import org.cascadenlp.transformers.tokenizer.settings.PairTemplate;

/**
 * The subwords of a pair, each text split by itself, and their division into windows with the
 * special tokens and token types of pairs.
 *
 * <p>A pair that fits is one window. Of a longer one the pooled vector is that of the pair
 * truncated to one window, as cross-encoders read it ({@link PairTemplate#longestFirst}). For
 * vectors of tokens or subwords the second text is covered by windows, each with the first text
 * before it, as Hugging Face's tokenizers do for question answering (truncation {@code only_second}
 * with a stride).
 */
public final class PairSubwords {

  private static final int LEAST_STEP = 8; // a fraction of the window

  private final Part[] parts;
  private final PairTemplate template;
  private final int size;

  /**
   * The subwords of one text.
   *
   * @param forTokens with a subword for each token
   * @param forPooling those of the text alone; usually the same
   */
  private record Part(Subwords forTokens, Subwords forPooling) {

    static Part of(Sequence sequence, SubwordTokenizer tokenizer, int size) {
      if (!sequence.hasText()) {
        Subwords subwords = Subwords.of(sequence, tokenizer);
        return new Part(subwords, subwords);
      }
      TextSubwords text = TextSubwords.of(sequence, tokenizer, 0, size);
      Subwords forTokens = text.ofTokens(0, size);
      return new Part(forTokens, text.lacksTokens() ? text.ofSequence(0, size) : forTokens);
    }

    boolean isSame() {
      return forTokens == forPooling;
    }
  }

  private PairSubwords(Part first, Part second, PairTemplate template, int size) {
    this.parts = new Part[] {first, second};
    this.template = template;
    this.size = size;
  }

  /**
   * The subwords of {@code pair}.
   *
   * @param window the most subwords of a window, including special tokens
   */
  public static PairSubwords of(Sequence pair, SubwordTokenizer tokenizer, int window) {
    PairTemplate template = tokenizer.pairTemplate();
    int size = window - template.size();
    return new PairSubwords(
        Part.of(pair.parts().get(0), tokenizer, size),
        Part.of(pair.parts().get(1), tokenizer, size),
        template,
        size);
  }

  /** Whether {@link #windows} and {@link #truncated} are the same. */
  public boolean isOneWindow() {
    return parts[0].isSame()
        && parts[1].isSame()
        && parts[0].forTokens.ids.length + parts[1].forTokens.ids.length <= size;
  }

  /** The window for the pooled vector, with as much of both texts as fits. */
  public List<Window> truncated() {
    Subwords first = parts[0].forPooling;
    Subwords second = parts[1].forPooling;
    PairTemplate.Lengths lengths =
        PairTemplate.longestFirst(first.ids.length, second.ids.length, size);
    Subwords joined = joined(first, lengths.first(), second, 0, lengths.second());
    return List.of(new Window(joined, 0, joined.ids.length, 0, joined.tokens()));
  }

  /**
   * The windows for vectors of tokens.
   *
   * @param overlap the number of subwords of the second text that neighbours share
   */
  public List<Window> ofTokens(int overlap) {
    return windows(parts[0].forTokens, parts[1].forTokens, overlap);
  }

  /**
   * The windows for states of subwords, which are those of the texts alone.
   *
   * @param overlap as in {@link #ofTokens}
   */
  public List<Window> ofSubwords(int overlap) {
    return windows(parts[0].forPooling, parts[1].forPooling, overlap);
  }

  private List<Window> windows(Subwords first, Subwords second, int overlap) {
    int shared = Math.min(overlap, size / 2);
    int length = second.ids.length;
    int kept = first.ids.length;
    if (kept + length > size) { // a first text without end would leave no room for the second
      kept = Math.min(kept, size - shared - Math.max(1, size / LEAST_STEP));
    }
    int room = size - kept;
    List<Window> windows = new ArrayList<>();
    int token = 0;
    for (int from = 0, to = -1; to < length; from += room - shared) {
      to = Math.min(from + room, length);
      Subwords joined = joined(first, kept, second, from, to);
      int begin = token;
      token = to == length ? joined.tokens() : ownEnd(first, second, from + room - shared, to);
      windows.add(new Window(joined, 0, joined.ids.length, begin, token));
    }
    return windows;
  }

  /**
   * The token after the last one whose vector comes from a window to {@code to}, if the next one
   * begins at {@code next}: each has half of their overlap.
   */
  private static int ownEnd(Subwords first, Subwords second, int next, int to) {
    int end = (next + to) / 2;
    int token = 0;
    while (token < second.tokens() && second.firsts[token] < end) {
      token++;
    }
    return first.tokens() + token;
  }

  /** One input of the network: the first {@code kept} subwords, and a range of the second text. */
  private Subwords joined(Subwords first, int kept, Subwords second, int from, int to) {
    int[] between = template.between();
    int begin = kept + between.length;
    int length = begin + to - from;
    int moved = begin - from;
    int last = Math.max(0, kept - 1);
    int n = first.tokens();
    int m = second.tokens();
    int[] firsts = joined(first.firsts, last, second.firsts, n, m, moved);
    int[] bounds = Arrays.copyOf(firsts, firsts.length + 1);
    bounds[firsts.length] = length;
    BitSet blanks = new BitSet();
    for (int s = 0; s < length; s++) {
      blanks.set(s, s < kept ? !first.isText(s) : s >= begin && !second.isText(s - moved));
    }
    return new Subwords(
        spliced(first.ids, kept, between, second.ids, from, to),
        bounds,
        joined(first.ends, kept, second.ends, n, m, moved),
        joined(first.heads, last, second.heads, n, m, moved),
        joined(first.tails, last, second.tails, n, m, moved),
        0,
        blanks,
        details(first, kept, second, from, to),
        template.around());
  }

  private Subwords.Details details(Subwords first, int kept, Subwords second, int from, int to) {
    int between = template.between().length;
    int[] special = new int[between];
    Arrays.fill(special, SubwordWindow.SPECIAL);
    int[] types = new int[kept + between + to - from];
    Arrays.fill(types, 0, kept, template.firstType());
    System.arraycopy(template.typesBetween(), 0, types, kept, between);
    Arrays.fill(types, kept + between, types.length, template.secondType());
    int[] parts = new int[types.length];
    Arrays.fill(parts, kept, kept + between, SubwordWindow.SPECIAL);
    Arrays.fill(parts, kept + between, parts.length, 1);
    return new Subwords.Details(
        types,
        parts,
        spliced(first.details().begins(), kept, special, second.details().begins(), from, to),
        spliced(first.details().ends(), kept, special, second.details().ends(), from, to));
  }

  private static int[] spliced(
      int[] first, int kept, int[] between, int[] second, int from, int to) {
    int[] all = Arrays.copyOf(first, kept + between.length + to - from);
    System.arraycopy(between, 0, all, kept, between.length);
    System.arraycopy(second, from, all, kept + between.length, to - from);
    return all;
  }

  /**
   * The places of tokens of both texts, those of the first limited to the {@code most} subwords
   * that are kept, those of the second moved by {@code moved}.
   */
  private static int[] joined(
      int[] first, int most, int[] second, int firsts, int seconds, int moved) {
    int[] all = Arrays.copyOf(first, firsts + seconds);
    for (int t = 0; t < firsts; t++) {
      all[t] = Math.min(first[t], most);
    }
    for (int t = 0; t < seconds; t++) {
      all[firsts + t] = second[t] + moved;
    }
    return all;
  }
}
