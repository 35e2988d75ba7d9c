package org.cascadenlp.neural.vectors;

import java.util.List;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.neural.embedding.CutChoice;
import org.cascadenlp.neural.embedding.Embedder;
import org.cascadenlp.neural.model.CardCut;
import org.cascadenlp.neural.sequence.Cut;
import org.cascadenlp.neural.sequence.SequenceType;

/**
 * The {@link Cut} of one embedding in a pipeline, resolved when all parts are configured.
 *
 * @param component the embedding's name in errors
 * @param asked the cut in its descriptor, else in the adapter's model card
 * @param tokens the vectors it makes with {@link Cut#TOKENS}
 * @param wiring the heads and trainers that may read its vectors
 */
public record EmbeddingCut(
    String component, Cut asked, VectorStep.Made tokens, VectorWiring wiring) {

  private static final List<Cut> EITHER = List.of(Cut.TOKENS, Cut.TEXT);

  /**
   * The cut of an embedding.
   *
   * @param place the embedding's place in the pipeline
   * @param embedder the embedder that parameter {@code model} names
   * @param sequenceType the sequences it embeds
   */
  public static EmbeddingCut of(
      Parameters parameters,
      PartPlace place,
      Embedder embedder,
      SequenceType sequenceType,
      VectorWiring wiring) {
    return new EmbeddingCut(
        parameters.component(),
        embedder.cutsText() ? CardCut.of(parameters, "model") : Cut.TOKENS,
        tokens(place, embedder, sequenceType),
        wiring);
  }

  /** The vectors that {@code embedder} makes with {@link Cut#TOKENS}. */
  public static VectorStep.Made tokens(
      PartPlace place, Embedder embedder, SequenceType sequenceType) {
    return VectorStep.Made.of(place, sequenceType, embedder);
  }

  /** The vectors it may make: with the requested cut, or with both while readers decide. */
  public VectorStep.Made either() {
    return tokens.cutting(asked == Cut.AUTO ? EITHER : List.of(asked));
  }

  /** The resolved cut; call it when all parts are configured. */
  public Cut chosen() {
    return CutChoice.of(component, asked, asked == Cut.AUTO ? wiring.readersOf(tokens) : List.of());
  }

  /** The vectors it makes with the resolved cut. */
  public VectorStep.Made step() {
    return tokens.cutting(List.of(chosen()));
  }

  /** The vector space, for display. */
  public String shown() {
    return asked == Cut.AUTO
        ? tokens.vectorSpace() + ", cut=auto"
        : tokens.vectorSpace().cutting(asked).toString();
  }
}
