package org.cascadenlp.recurrent.encoder;

import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of a sequence that the network reads at once.
 *
 * @param tokens what it reads
 * @param skipped how many of the first tokens take their vectors from the window before
 * @param kept how many tokens after those take their vectors from here
 * @param first the number of the first kept token in the sequence
 */
public record TokenWindow(List<String> tokens, int skipped, int kept, int first) {

  /** A window over all of {@code tokens}. */
  public static TokenWindow whole(List<String> tokens) {
    return new TokenWindow(tokens, 0, tokens.size(), 0);
  }

  /**
   * The windows over {@code tokens}, in order; none for no tokens.
   *
   * <p>What two windows share is halved between them.
   *
   * @param size tokens a window holds at most
   * @param overlap tokens that neighbours share at least
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
