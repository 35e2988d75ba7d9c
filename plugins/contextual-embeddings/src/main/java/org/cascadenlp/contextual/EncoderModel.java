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
    checkTypes(
        name,
        configuration,
        "a special token",
        IntStream.concat(IntStream.of(template.typesBefore()), IntStream.of(template.typesAfter()))
            .max()
            .orElse(0));
  }

  private static void checkTypes(
      String name, EncoderConfiguration configuration, String what, int type) {
    int types = configuration.sizes().types();
    if (types > 0 && type >= types) {
      throw CascadeException.of(
          name,
          "the tokenizer gives " + what + " the token type " + type,
          "the weights have token types 0 to "
              + (types - 1)
              + ": use the tokenizer that came with"
              + " them");
    }
  }

  /** Throws if the network has no embedding of a token type that its tokenizer gives to a pair. */
  void checkPairs() {
    checkTypes(
        name, configuration, "the second of two texts", tokenizer.pairTemplate().largestType());
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

  /** The id of the padding token; -1 if the configuration states none. */
  int pad() {
    return configuration.text("pad_token_id", "").isEmpty() ? -1 : configuration.sizes().pad();
  }

  /** The weights in the order of the network. */
  Map<String, Tensor> weights() {
    return source.get();
  }
}
