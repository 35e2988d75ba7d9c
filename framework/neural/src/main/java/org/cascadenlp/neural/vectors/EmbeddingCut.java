package org.cascadenlp.neural.vectors;

import java.util.List;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.neural.embedding.CutChoice;
import org.cascadenlp.neural.embedding.Embedder;
import org.cascadenlp.neural.model.CardCut;
import org.cascadenlp.neural.sequence.Cut;
import org.cascadenlp.neural.sequence.SequenceType;

/**
 * How one embedding of a pipeline cuts texts into subwords, known when all parts are configured.
 *
 * @param component how errors name the embedding
 * @param asked what its descriptor asks for, else what an adapter's own card has
 * @param tokens which vectors it makes where it cuts each token alone
 * @param wiring the heads and trainers that may read them
 */
public record EmbeddingCut(
    String component, Cut asked, VectorStep.Made tokens, VectorWiring wiring) {

  private static final List<Cut> EITHER = List.of(Cut.TOKENS, Cut.TEXT);

  /**
   * That of {@code embedder}, which parameter {@code model} of {@code parameters} names.
   *
   * @param place where the embedding is
   * @param sequence what it makes vectors of
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
        VectorStep.Made.of(place, sequenceType, embedder),
        wiring);
  }

  /** What it makes by the cut that was asked for, or may make where heads and trainers decide. */
  public VectorStep.Made either() {
    return tokens.cutting(asked == Cut.AUTO ? EITHER : List.of(asked));
  }

  /** The choice; to be asked for when all parts are configured. */
  public Cut chosen() {
    return CutChoice.of(component, asked, asked == Cut.AUTO ? wiring.readersOf(tokens) : List.of());
  }

  /** What it makes by that choice. */
  public VectorStep.Made step() {
    return tokens.cutting(List.of(chosen()));
  }

  /** Which vectors they are, for people. */
  public String shown() {
    return asked == Cut.AUTO
        ? tokens.vectorSpace() + ", cut=auto"
        : tokens.vectorSpace().cutting(asked).toString();
  }
}
