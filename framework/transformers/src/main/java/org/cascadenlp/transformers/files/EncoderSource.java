package org.cascadenlp.transformers.files;

import java.util.Map;
import java.util.function.Supplier;
import org.cascadenlp.transformers.config.EncoderConfiguration;
import org.cascadenlp.transformers.tokenizer.SubwordTokenizer;
import org.cascadenlp.weights.tensor.Tensor;

/**
 * The files of an encoder, none of which is read before it is asked for.
 *
 * @param name for people
 * @param place where the weights are, for errors
 * @param configuration reads the configuration
 * @param tokenizer opens the tokenizer, which the caller closes
 * @param tensors reads all arrays, anew at each call, under whatever names the files have
 */
public record EncoderSource(
    String name,
    String place,
    Supplier<EncoderConfiguration> configuration,
    Supplier<SubwordTokenizer> tokenizer,
    Supplier<Map<String, Tensor>> tensors) {

  /** The arrays of the network, checked, under Hugging Face's names without prefix. */
  public Map<String, Tensor> weights(EncoderConfiguration shape) {
    return EncoderWeights.of(tensors.get(), shape, place);
  }
}
