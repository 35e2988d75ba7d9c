package org.cascadenlp.contextual.causal;

import java.util.List;

/**
 * How texts are continued.
 *
 * @param tokens the subwords that are added at most
 * @param sampling how each is chosen
 * @param seed of what is drawn: the same prompt gets the same continuation, whatever is beside it
 * @param stops texts before which a continuation ends
 * @param past where the keys and values of earlier subwords come from
 */
public record GenerationSettings(
    int tokens, Sampling sampling, long seed, List<String> stops, Past past) {

  /** Where keys and values of earlier subwords come from. */
  public enum Past {
    /** a cache: a step costs one subword */
    CACHED,
    /** they are computed anew at each step, to compare with */
    COMPUTED_ANEW
  }

  public GenerationSettings {
    stops = List.copyOf(stops);
  }

  /** The likeliest continuation, subword by subword. */
  public static GenerationSettings greedy(int tokens) {
    return new GenerationSettings(tokens, Sampling.GREEDY, 0, List.of(), Past.CACHED);
  }
}
