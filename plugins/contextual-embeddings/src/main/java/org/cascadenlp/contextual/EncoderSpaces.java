package org.cascadenlp.contextual;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cascadenlp.neural.embedding.EmbedderSettings;
import org.cascadenlp.neural.embedding.EmbedderSettings.SequencePooling;
import org.cascadenlp.neural.sequence.VectorSpace;

/**
 * The vector spaces of an encoder, with the settings that its vectors depend on.
 *
 * @param hash of the model's weights
 * @param layers the indices of the hidden states in a vector, 0 = after the embeddings
 */
record EncoderSpaces(
    EncoderModel model, String hash, EmbedderSettings settings, List<Integer> layers) {

  /** That of the vectors of tokens. */
  VectorSpace tokens() {
    return new VectorSpace(
        model.name(),
        hash,
        layersText() + " pooling=" + parameterValue(settings.pooling()) + suffix(),
        layers.size(),
        settings.pooling().width(hidden()));
  }

  /** That of the vectors of sequences; empty if there are none. */
  Optional<VectorSpace> pooled() {
    if (settings.pooled() == SequencePooling.NONE) {
      return Optional.empty();
    }
    String text =
        layersText()
            + " pooled="
            + parameterValue(settings.pooled())
            + (settings.normalize() ? " normalized" : "")
            + suffix();
    return Optional.of(new VectorSpace(model.name(), hash, text, layers.size(), hidden()));
  }

  private int hidden() {
    return model.configuration().hiddenSize();
  }

  private String layersText() {
    return layers.stream().map(String::valueOf).collect(Collectors.joining(",", "layers=", ""));
  }

  private String suffix() {
    return (settings.context() == 0 ? "" : VectorSpace.CONTEXT + settings.context())
        + (settings.memory() == 0 ? "" : " memory=" + settings.memory());
  }

  /** The constant as a parameter value in descriptors. */
  private static String parameterValue(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
