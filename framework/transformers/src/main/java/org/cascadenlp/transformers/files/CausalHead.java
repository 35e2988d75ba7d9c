package org.cascadenlp.transformers.files;

import java.util.Arrays;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.transformers.config.EncoderConfiguration;
import org.cascadenlp.weights.tensor.Tensor;

/**
 * The head with which a causal decoder tells the next subword (Radford et al. 2018, section 3.1): a
 * matrix, that of the word embeddings unless the configuration says {@code "tie_word_embeddings":
 * false}.
 */
public final class CausalHead {

  /** The matrix of a head that has one of its own, (subwords, width). */
  public static final String NAME = "lm_head.weight";

  private CausalHead() {}

  /**
   * The head's own matrix; empty where the file has none, and where it is that of the word
   * embeddings, of which some files hold a copy.
   *
   * @param place where {@code tensors} come from, for errors
   */
  public static Map<String, Tensor> of(
      Map<String, Tensor> tensors, EncoderConfiguration configuration, String place) {
    Tensor found = tensors.get(NAME);
    if (found == null
        || !configuration.layout().attention().isCausal()
        || configuration.tiesWords()) {
      return Map.of();
    }
    long[] shape = {configuration.vocabulary(), configuration.hiddenSize()};
    if (!Arrays.equals(found.shape(), shape)) {
      throw CascadeException.of(
          place + ", array " + NAME,
          "expected shape " + Arrays.toString(shape) + ", found " + Arrays.toString(found.shape()),
          "the configuration belongs to other weights");
    }
    return Map.of(NAME, found);
  }

  /** The class of transformers that has the encoder and this head. */
  public static String opensAs(EncoderConfiguration configuration) {
    String stem = configuration.architecture().stem();
    return stem + (stem.equals("GPTNeo") ? "ForCausalLM" : "LMHeadModel");
  }
}
