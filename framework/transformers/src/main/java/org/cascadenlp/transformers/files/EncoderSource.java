package org.cascadenlp.transformers.files;

import java.util.Map;
import java.util.function.Supplier;
import org.cascadenlp.transformers.config.EncoderConfiguration;
import org.cascadenlp.transformers.tokenizer.SubwordTokenizer;
import org.cascadenlp.weights.tensor.Tensor;

/**
 * The files of an encoder, each read when its supplier is called.
 *
 * @param name the display name
 * @param place the weight file, for errors
 * @param configuration reads the configuration
 * @param tokenizer opens the tokenizer, which the caller closes
 * @param tensors reads all arrays at each call, under the names of the file
 */
public record EncoderSource(
    String name,
    String place,
    Supplier<EncoderConfiguration> configuration,
    Supplier<SubwordTokenizer> tokenizer,
    Supplier<Map<String, Tensor>> tensors) {

  /** Reads and checks the arrays of the network: see {@link EncoderWeights#of}. */
  public Map<String, Tensor> weights(EncoderConfiguration expected) {
    return EncoderWeights.of(tensors.get(), expected, place);
  }
}
