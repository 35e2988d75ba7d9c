package org.cascadenlp.contextual;

import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.transformers.config.EncoderConfiguration;
import org.cascadenlp.transformers.files.EncoderSource;
import org.cascadenlp.transformers.tokenizer.SubwordTokenizer;
import org.cascadenlp.transformers.tokenizer.settings.SpecialTokenTemplate;
import org.cascadenlp.weights.tensor.Tensor;

/**
 * An encoder's configuration, tokenizer and weights.
 *
 * @param name the display name
 * @param source reads the weights at each call, under Hugging Face's names without prefix
 */
record EncoderModel(
    String name,
    EncoderConfiguration configuration,
    SubwordTokenizer tokenizer,
    Supplier<Map<String, Tensor>> source) {

  EncoderModel {
    if (tokenizer.vocabularySize() > configuration.vocabulary()) {
      throw CascadeException.of(
          name,
          "the tokenizer has "
              + tokenizer.vocabularySize()
              + " subwords, the weights "
              + configuration.vocabulary(),
          "use the tokenizer that came with the weights");
    }
    SpecialTokenTemplate template = tokenizer.template();
    int segment =
        IntStream.concat(IntStream.of(template.typesBefore()), IntStream.of(template.typesAfter()))
            .max()
            .orElse(0);
    int segments = configuration.sizes().types();
    if (segments > 0 && segment >= segments) {
      throw CascadeException.of(
          name,
          "the tokenizer gives a special token the token type " + segment,
          "the weights have token types 0 to "
              + (segments - 1)
              + ": use the tokenizer that came with"
              + " them");
    }
  }

  /** Reads the model of {@code source} and opens its tokenizer. */
  static EncoderModel of(EncoderSource source) {
    EncoderConfiguration configuration = source.configuration().get();
    return new EncoderModel(
        source.name(),
        configuration,
        source.tokenizer().get(),
        () -> source.weights(configuration));
  }

  /** The weights in the order of the network. */
  Map<String, Tensor> weights() {
    return source.get();
  }
}
