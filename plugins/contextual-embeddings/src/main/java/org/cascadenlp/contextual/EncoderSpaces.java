package org.cascadenlp.contextual;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cascadenlp.neural.embedding.EmbedderOptions;
import org.cascadenlp.neural.embedding.EmbedderSettings;
import org.cascadenlp.neural.embedding.EmbedderSettings.SequencePooling;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.jspecify.annotations.Nullable;

/**
 * The vector spaces of an encoder, with the settings that its vectors depend on.
 *
 * @param name the display name of the model
 * @param hidden the width of its hidden states
 * @param hash of its weights
 * @param layers the indices of the hidden states in a vector, 0 = after the embeddings
 */
record EncoderSpaces(
    String name, int hidden, String hash, EmbedderSettings settings, List<Integer> layers) {

  private static final String LAYERS = "layers";
  private static final String POOLING = "pooling";
  private static final String POOLED = "pooled";
  private static final String NORMALIZED = "normalized";
  private static final String MEMORY = "memory";

  /** As {@code BertEmbedding}'s descriptor sets them, for an embedding that is no network. */
  private static final EmbedderSettings USUAL =
      new EmbedderSettings(
          List.of(-1),
          EmbedderSettings.Pooling.FIRST,
          SequencePooling.NONE,
          false,
          256,
          64,
          EmbedderSettings.Precision.AUTO,
          4096);

  /**
   * The settings with which an encoder makes the vectors of {@code space}, the inverse of {@link
   * #tokens} and {@link #pooled}.
   *
   * @param given the settings that {@code space} leaves open
   * @param positions the longest window of the encoder
   */
  static EmbedderSettings settings(EmbedderOptions given, VectorSpace space, int positions) {
    EmbedderSettings open = given instanceof EmbedderSettings network ? network : USUAL;
    Map<String, String> stated = new HashMap<>();
    for (String setting : space.settings().split(" ", -1)) {
      int equals = setting.indexOf('=');
      stated.put(
          equals < 0 ? setting : setting.substring(0, equals), setting.substring(equals + 1));
    }
    int window = Math.min(open.window(), positions);
    return new EmbedderSettings(
        Arrays.stream(stated.getOrDefault(LAYERS, "-1").split(",", -1))
            .map(Integer::valueOf)
            .toList(),
        constant(stated.get(POOLING), open.pooling()),
        constant(stated.get(POOLED), open.pooled()),
        stated.containsKey(POOLED) ? stated.containsKey(NORMALIZED) : open.normalize(),
        window,
        Math.min(open.overlap(), window / 2),
        Integer.parseInt(stated.getOrDefault(VectorSpace.CONTEXT.replaceAll("[ =]", ""), "0")),
        Integer.parseInt(stated.getOrDefault(MEMORY, "0")),
        open.precision(),
        open.batchTokens());
  }

  private static <E extends Enum<E>> E constant(@Nullable String value, E absent) {
    return value == null
        ? absent
        : Enum.valueOf(
            absent.getDeclaringClass(), value.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** That of the vectors of tokens. */
  VectorSpace tokens() {
    return new VectorSpace(
        name,
        hash,
        layersText() + " " + POOLING + "=" + parameterValue(settings.pooling()) + suffix(),
        layers.size(),
        settings.pooling().width(hidden));
  }

  /** That of the vectors of sequences; empty if there are none. */
  Optional<VectorSpace> pooled() {
    if (settings.pooled() == SequencePooling.NONE) {
      return Optional.empty();
    }
    String text =
        layersText()
            + " "
            + POOLED
            + "="
            + parameterValue(settings.pooled())
            + (settings.normalize() ? " " + NORMALIZED : "")
            + suffix();
    return Optional.of(new VectorSpace(name, hash, text, layers.size(), hidden));
  }

  private String layersText() {
    return layers.stream().map(String::valueOf).collect(Collectors.joining(",", LAYERS + "=", ""));
  }

  private String suffix() {
    return (settings.context() == 0 ? "" : VectorSpace.CONTEXT + settings.context())
        + (settings.memory() == 0 ? "" : " " + MEMORY + "=" + settings.memory());
  }

  /** The constant as a parameter value in descriptors. */
  private static String parameterValue(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
