package org.cascadenlp.languagemodels;

import java.util.List;
import org.cascadenlp.core.error.CascadeException;

/**
 * The settings of text generation.
 *
 * @param tokens the maximum number of new subwords
 * @param sampling how each subword is chosen
 * @param seed the random seed of sampling; with the same seed a prompt has the same continuation in
 *     any batch
 * @param stops texts before which a continuation ends
 * @param batch the number of prompts per batch. With 1, steps are matrix-vector products; with
 *     more, batches are padded to 16 rows, so that results do not depend on the batch
 * @param past whether keys and values of earlier subwords are cached
 */
public record GenerationSettings(
    int tokens, Sampling sampling, long seed, List<String> stops, int batch, Past past) {

  /** The default batch size, which is the minimum number of rows per call. */
  public static final int BATCH = CausalNetwork.BLOCK;

  private static final int MAX_BATCH = 1024;

  /** The source of keys and values of earlier subwords. */
  public enum Past {
    /** a cache: each step computes one subword */
    CACHED,
    /** recomputed at each step, for comparison */
    COMPUTED_ANEW
  }

  public GenerationSettings {
    stops = List.copyOf(stops);
    if (batch < 1 || batch > MAX_BATCH) {
      throw CascadeException.of("batch " + batch, "is out of range", "give 1 to " + MAX_BATCH);
    }
  }

  /** Greedy decoding. */
  public static GenerationSettings greedy(int tokens) {
    return new GenerationSettings(tokens, Sampling.GREEDY, 0, List.of(), BATCH, Past.CACHED);
  }
}
