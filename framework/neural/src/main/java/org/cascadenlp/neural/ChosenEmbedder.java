package org.cascadenlp.neural;

import java.nio.file.Path;
import java.util.function.Function;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.neural.embedding.Embedder;
import org.cascadenlp.neural.embedding.EmbedderOptions;
import org.cascadenlp.neural.embedding.EmbedderRegistry;
import org.cascadenlp.neural.model.ModelCard;
import org.cascadenlp.neural.sequence.Cut;
import org.cascadenlp.neural.sequence.SequenceType;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.neural.vectors.EmbeddingCut;
import org.cascadenlp.neural.vectors.PartPlace;
import org.cascadenlp.neural.vectors.VectorReader;
import org.cascadenlp.neural.vectors.VectorStep;
import org.cascadenlp.neural.vectors.VectorWiring;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedder of an embedding part: the one that its descriptor names or, if the head after it was
 * trained with another encoder in the head's own folder, that encoder. It is settled when all parts
 * are configured.
 */
final class ChosenEmbedder implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ChosenEmbedder.class);

  private final EmbedderRegistry embedders;
  private final VectorWiring wiring;
  private final EmbedderOptions options;
  private final Cut asked;
  private final Function<Embedder, VectorStep.Made> vectors;
  private ModelStore.Lease<Embedder> lease;
  private EmbeddingCut cut;
  private VectorStep.@Nullable Made made;
  private boolean settled;

  /**
   * A choice between {@code opened}, the embedder that parameter {@code model} names, and another.
   */
  ChosenEmbedder(
      Parameters parameters,
      PartPlace place,
      SequenceType sequenceType,
      ModelStore.Lease<Embedder> opened,
      EmbedderRegistry embedders,
      VectorWiring wiring) {
    this.embedders = embedders;
    this.wiring = wiring;
    this.options = embedders.choice(parameters, "model").settings();
    this.asked = Cut.of(parameters);
    this.vectors = embedder -> EmbeddingCut.tokens(place, embedder, sequenceType);
    this.lease = opened;
    this.cut = EmbeddingCut.of(parameters, place, lease.model(), sequenceType, wiring);
  }

  /** Registers its vectors until the result is closed. */
  AutoCloseable register() {
    return wiring.embedding(cut.either(), this::settle);
  }

  /** Settles the embedder and its cut; call it when all parts are configured. */
  synchronized void settle() {
    if (!settled) {
      settled = true;
      wiring.encoderFor(cut.either()).ifPresent(this::replace);
    }
  }

  private void replace(VectorReader.Head head) {
    ModelCard card = head.card();
    VectorSpace space = card.embedder();
    if (space == null) {
      return;
    }
    ModelStore.Lease<Embedder> other = embedders.open(Path.of(head.encoder()), options, space);
    LOG.info(
        "{}: embeds with the encoder in {}, the model of the head after it, instead of {}",
        cut.component(),
        head.encoder(),
        cut.tokens().vectorSpace().name());
    lease.close();
    lease = other;
    cut =
        new EmbeddingCut(
            cut.component(),
            !other.model().cutsText() ? Cut.TOKENS : asked == Cut.AUTO ? space.cut() : asked,
            vectors.apply(other.model()),
            wiring);
    register();
  }

  /** The settled embedder. */
  synchronized Embedder embedder() {
    settle();
    return lease.model();
  }

  /** The vectors that it makes. */
  synchronized VectorStep.Made step() {
    settle();
    VectorStep.Made known = made;
    if (known == null) {
      known = cut.step();
      made = known;
    }
    return known;
  }

  /** Settles everything; throws if the parts of the pipeline do not agree. */
  synchronized void agree() {
    settle();
    cut.chosen();
  }

  /** The vector space, for display. */
  synchronized String shown() {
    return cut.shown();
  }

  @Override
  public synchronized void close() {
    lease.close();
  }
}
