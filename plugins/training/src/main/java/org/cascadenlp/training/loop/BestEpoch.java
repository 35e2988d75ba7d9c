package org.cascadenlp.training.loop;

import java.util.Map;
import org.cascadenlp.training.checkpoint.TrainingState;

/**
 * The choice of the epoch to keep: the one with the best score. If scores are equal, the one with
 * the lower development loss; if losses are equal too, the later one.
 */
final class BestEpoch {

  private double score = Double.NEGATIVE_INFINITY;
  private double loss = Double.POSITIVE_INFINITY;
  private int number;
  private int improved;

  /**
   * Compares an epoch with the best so far.
   *
   * @param devLoss the development loss; NaN without development data
   * @return whether this epoch is the new best
   */
  boolean add(int epoch, double newScore, double devLoss) {
    double newLoss = Double.isNaN(devLoss) ? Double.POSITIVE_INFINITY : devLoss;
    int order = Double.compare(newScore, score);
    if (order == 0) {
      order = Double.compare(loss, newLoss);
    }
    if (order < 0) {
      return false;
    }
    improved = order > 0 ? epoch : improved;
    score = newScore;
    loss = newLoss;
    number = epoch;
    return true;
  }

  /** The number of the best epoch, from 1. */
  int number() {
    return number;
  }

  /** The state, with the development scores of the best epoch. */
  TrainingState.Best state(Map<String, Double> metrics) {
    return new TrainingState.Best(number, improved, score, loss, metrics);
  }

  /** Goes on from {@code state}. */
  void resume(TrainingState.Best state) {
    number = state.epoch();
    improved = state.improved();
    score = state.score();
    loss = state.loss();
  }

  /** The number of epochs since score or loss last improved. */
  int waited(int epoch) {
    return epoch - improved;
  }
}
