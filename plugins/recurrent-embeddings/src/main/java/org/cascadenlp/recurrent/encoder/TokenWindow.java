package org.cascadenlp.recurrent.encoder;

import java.util.List;
import org.cascadenlp.neural.sequence.SequenceWindow;

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
   * @param size the most tokens of a window
   * @param overlap the least number of tokens that neighbours share
   */
  static List<TokenWindow> over(List<String> tokens, int size, int overlap) {
    return SequenceWindow.over(tokens.size(), size, overlap).stream()
        .map(
            window ->
                new TokenWindow(
                    tokens.subList(window.from(), window.to()),
                    window.ownFrom() - window.from(),
                    window.ownTo() - window.ownFrom(),
                    window.ownFrom()))
        .toList();
  }
}
