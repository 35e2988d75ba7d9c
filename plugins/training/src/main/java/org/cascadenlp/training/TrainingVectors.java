package org.cascadenlp.training;

import java.util.List;
import java.util.function.Supplier;
import org.apache.uima.jcas.tcas.Annotation;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.task.Instance;
import org.cascadenlp.training.source.CasVectors;
import org.cascadenlp.training.source.FeatureCache;
import org.cascadenlp.training.source.FrozenVectors;
import org.cascadenlp.training.source.StackedVectors;
import org.cascadenlp.training.source.VectorSource;
import org.cascadenlp.types.Vectors;
import org.jspecify.annotations.Nullable;

/**
 * The vectors that a head is trained on: those of the documents, those of an encoder that is
 * trained with the head, or both concatenated.
 */
final class TrainingVectors {

  private final String component;
  private final Level level;
  private final @Nullable Supplier<VectorSource> tuned;
  private final boolean stack;
  private final Supplier<FeatureCache> cache;
  private @Nullable CasVectors gathered;

  /**
   * Vectors of no documents yet.
   *
   * @param component the trainer's name in errors
   * @param tuned opens the vectors of the encoder that is trained; null to train the head only
   * @param stack whether the vectors of the documents are used beside those of the encoder
   * @param cache opens the store of the documents' vectors
   */
  TrainingVectors(
      String component,
      Level level,
      @Nullable Supplier<VectorSource> tuned,
      boolean stack,
      Supplier<FeatureCache> cache) {
    this.component = component;
    this.level = level;
    this.tuned = tuned;
    this.stack = stack;
    this.cache = cache;
  }

  /**
   * Stores the vectors of one instance, or refuses them if {@code mode} does not read any.
   *
   * @param own those of each of its sequences
   */
  void add(Annotation place, List<List<Vectors>> own, Instance instance, String mode) {
    if (tuned == null || stack) {
      gathered().add(place, own, instance);
    } else {
      refuse(own.stream().flatMap(List::stream).map(Vectors::getSource).toList(), component, mode);
    }
  }

  private CasVectors gathered() {
    CasVectors known = gathered;
    if (known == null) {
      known = new CasVectors(component, level, stack, cache.get());
      gathered = known;
    }
    return known;
  }

  /** Refuses a pipeline whose embedding computes vectors that {@code mode} does not read. */
  static void refuse(List<String> unread, String component, String mode) {
    if (!unread.isEmpty()) {
      throw CascadeException.of(
          component,
          "there are vectors of " + unread.get(0) + ", which mode " + mode + " does not read",
          "leave encoder empty to train the model of the embedding, set stack = true to train the"
              + " encoder beside it, leave the embedding out, or set mode = frozen");
    }
  }

  /** The vectors of all sequences, to train on. */
  VectorSource source() {
    if (tuned == null) {
      return frozen();
    }
    FrozenVectors before =
        stack ? frozen() : null; // first: it may throw, and the encoder's source would stay open
    VectorSource after = tuned.get();
    return before == null ? after : stacked(before, after);
  }

  private StackedVectors stacked(FrozenVectors before, VectorSource after) {
    try {
      return new StackedVectors(before, gathered().parts(), after);
    } catch (CascadeException e) {
      after.close();
      throw e;
    }
  }

  private FrozenVectors frozen() {
    FrozenVectors known = gathered == null ? null : gathered.source();
    if (known == null) {
      throw CascadeException.of(
          component,
          "no document had a sequence with tokens",
          "check the --train files, and put a tokenizer before the embedding,"
              + GoldDocument.TOKENIZER);
    }
    return known;
  }

  /** Forgets the vectors of all documents. */
  void clear() {
    gathered = null;
  }
}
