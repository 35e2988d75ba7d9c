package org.cascadenlp.training;

import java.util.List;
import java.util.function.Supplier;
import org.apache.uima.jcas.tcas.Annotation;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.task.Instance;
import org.cascadenlp.training.settings.TrainingSettings;
import org.cascadenlp.training.settings.TuningMode;
import org.cascadenlp.training.source.CasVectors;
import org.cascadenlp.training.source.FeatureCache;
import org.cascadenlp.training.source.FrozenVectors;
import org.cascadenlp.training.source.StackedVectors;
import org.cascadenlp.training.source.TrainableEncoder;
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
  private final @Nullable TrainableEncoder encoder;
  private final boolean stack;
  private final Supplier<FeatureCache> cache;
  private @Nullable CasVectors gathered;

  /**
   * Vectors of no documents yet.
   *
   * @param component the trainer's name in errors
   * @param encoder null to train the head only
   * @param stack whether the vectors of the documents are used beside those of {@code encoder}
   * @param cache opens the store of the documents' vectors
   */
  TrainingVectors(
      String component,
      Level level,
      @Nullable TrainableEncoder encoder,
      boolean stack,
      Supplier<FeatureCache> cache) {
    this.component = component;
    this.level = level;
    this.encoder = encoder;
    this.stack = stack;
    this.cache = cache;
  }

  /**
   * Stores the vectors of one instance, or refuses them if {@code mode} does not read any.
   *
   * @param own those of each of its sequences
   */
  void add(Annotation place, List<List<Vectors>> own, Instance instance, TuningMode mode) {
    if (encoder == null || stack) {
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
  static void refuse(List<String> unread, String component, TuningMode mode) {
    if (!unread.isEmpty()) {
      throw CascadeException.of(
          component,
          "there are vectors of " + unread.get(0) + ", which mode " + mode + " does not read",
          "set stack = true to train the encoder beside them, leave the embedding out, or leave"
              + " encoder empty and set mode = frozen");
    }
  }

  /** The vectors of all sequences, to train on. */
  VectorSource source(TrainingSettings settings) {
    if (encoder == null) {
      return frozen();
    }
    FrozenVectors before =
        stack ? frozen() : null; // first: it may throw, and the encoder's source would stay open
    VectorSource tuned = encoder.source(settings, level);
    return before == null ? tuned : stacked(before, tuned);
  }

  private StackedVectors stacked(FrozenVectors before, VectorSource tuned) {
    try {
      return new StackedVectors(before, gathered().parts(), tuned);
    } catch (CascadeException e) {
      tuned.close();
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
