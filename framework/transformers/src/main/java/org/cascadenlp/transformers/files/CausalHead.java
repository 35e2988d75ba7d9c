package org.cascadenlp.transformers.files;

import java.util.Arrays;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.transformers.config.EncoderConfiguration;
import org.cascadenlp.weights.tensor.Tensor;

/**
 * The language modelling head of a causal decoder (Radford et al. 2018, section 3.1): a matrix,
 * tied to the word embeddings unless the configuration states {@code "tie_word_embeddings": false}.
 */
public final class CausalHead {

  /** The matrix of an untied head, (vocabulary, width). */
  public static final String NAME = "lm_head.weight";

  private CausalHead() {}

  /**
   * The matrix of an untied head. Empty if the file has none, or if the head is tied; some files
   * then contain a copy of the word embeddings.
   *
   * @param place the weight file, for errors
   */
  public static Map<String, Tensor> of(
      Map<String, Tensor> tensors, EncoderConfiguration configuration, String place) {
    Tensor found = tensors.get(NAME);
    if (found == null
        || !configuration.spec().attention().isCausal()
        || configuration.tiesWordEmbeddings()) {
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

  /** The class of transformers that combines the decoder with this head. */
  public static String transformersClass(EncoderConfiguration configuration) {
    String stem = configuration.architecture().stem();
    return stem + (stem.equals("GPTNeo") ? "ForCausalLM" : "LMHeadModel");
  }
}
