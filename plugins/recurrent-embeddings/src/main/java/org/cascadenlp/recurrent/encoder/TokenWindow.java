package org.cascadenlp.recurrent.encoder;

import java.util.ArrayList;
import java.util.List;

/**
 * A window of a sequence that the network reads at once.
 *
 * @param tokens the tokens of the window
 * @param skipped the number of first tokens whose vectors come from the previous window
 * @param kept the number of tokens after those whose vectors come from this window
 * @param first the index of the first kept token in the sequence
 */
public record TokenWindow(List<String> tokens, int skipped, int kept, int first) {

  /** A window over all of {@code tokens}. */
  public static TokenWindow whole(List<String> tokens) {
    return new TokenWindow(tokens, 0, tokens.size(), 0);
  }

  /**
   * The windows over {@code tokens}, in order; empty if there are no tokens.
   *
   * <p>Each of two neighbouring windows keeps half of their overlap.
   *
   * @param size the most tokens of a window
   * @param overlap the least number of tokens that neighbours share
   */
  static List<TokenWindow> over(List<String> tokens, int size, int overlap) {
    List<TokenWindow> windows = new ArrayList<>();
    int length = tokens.size();
    int first = 0;
    for (int from = 0; first < length; from = Math.min(from + size - overlap, length - size)) {
      int to = Math.min(from + size, length);
      int next = Math.min(from + size - overlap, length - size);
      int end = to == length ? length : (to + next) / 2;
      windows.add(new TokenWindow(tokens.subList(from, to), first - from, end - first, first));
      first = end;
    }
    return windows;
  }
}
