package org.cascadenlp.neural.task;

import java.util.function.BiConsumer;
import org.cascadenlp.core.score.Scores;

/** Compares predictions with targets, one instance after the other. */
public interface Scorer<T, P> {

  /** Adds an instance. */
  void add(T target, P prediction);

  /** The scores of all instances that were added. */
  Scores scores();

  /** A scorer that adds instances to {@code scores} by {@code add}. */
  static <T, P> Scorer<T, P> of(Scores scores, BiConsumer<T, P> add) {
    return new Scorer<>() {
      @Override
      public void add(T target, P prediction) {
        add.accept(target, prediction);
      }

      @Override
      public Scores scores() {
        return scores;
      }
    };
  }
}
