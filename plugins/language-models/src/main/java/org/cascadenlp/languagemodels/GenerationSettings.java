package org.cascadenlp.languagemodels;

import java.util.List;
import org.cascadenlp.core.error.CascadeException;

/**
 * How texts are continued.
 *
 * @param tokens the subwords that are added at most
 * @param sampling how each is chosen
 * @param seed of what is drawn: the same prompt gets the same continuation, whatever is beside it
 * @param stops texts before which a continuation ends
 * @param batch prompts that share a call of the network. With 1 a prompt is alone, and its steps
 *     are products of a matrix and a vector; with more it has the same bits whatever shares the
 *     batch, at the price of 16 rows even where one is there
 * @param past where the keys and values of earlier subwords come from
 */
public record GenerationSettings(
    int tokens, Sampling sampling, long seed, List<String> stops, int batch, Past past) {

  /** The usual batch: as many prompts as a call has rows at least. */
  public static final int BATCH = CausalNetwork.BLOCK;

  private static final int MOST = 1024;

  /** Where keys and values of earlier subwords come from. */
  public enum Past {
    /** a cache: a step costs one subword */
    CACHED,
    /** they are computed anew at each step, to compare with */
    COMPUTED_ANEW
  }

  public GenerationSettings {
    stops = List.copyOf(stops);
    if (batch < 1 || batch > MOST) {
      throw CascadeException.of("batch " + batch, "is out of range", "give 1 to " + MOST);
    }
  }

  /** The likeliest continuation, subword by subword. */
  public static GenerationSettings greedy(int tokens) {
    return new GenerationSettings(tokens, Sampling.GREEDY, 0, List.of(), BATCH, Past.CACHED);
  }
}
