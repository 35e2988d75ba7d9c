package org.cascadenlp.contextual;

import java.util.Map;
import java.util.function.Supplier;
import org.cascadenlp.contextual.files.BertConfiguration;
import org.cascadenlp.contextual.files.BertWeights;
import org.cascadenlp.contextual.tokenizer.SubwordTokenizer;
import org.cascadenlp.neural.Weights;

/**
 * The files of a BERT, none of which is read before it is asked for.
 *
 * @param name for people
 * @param place where the weights are, for errors
 * @param configuration reads the configuration
 * @param tokenizer opens the tokenizer, which the caller closes
 * @param tensors reads all arrays, anew at each call, under whatever names the files have
 */
record BertSource(
    String name,
    String place,
    Supplier<BertConfiguration> configuration,
    Supplier<SubwordTokenizer> tokenizer,
    Supplier<Map<String, Weights.Tensor>> tensors) {

  /** The arrays of the network, checked, under Hugging Face's names without prefix. */
  Map<String, Weights.Tensor> weights(BertConfiguration shape) {
    return BertWeights.of(tensors.get(), shape, place);
  }
}
