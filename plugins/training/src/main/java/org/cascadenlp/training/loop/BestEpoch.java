package org.cascadenlp.training.loop;

/**
 * Which epoch is kept: that of the best score; of equal scores that of the lower development loss,
 * and of equal losses the later one.
 */
final class BestEpoch {

  private double score = Double.NEGATIVE_INFINITY;
  private double loss = Double.POSITIVE_INFINITY;
  private int number;
  private int improved;

  /**
   * Takes in an epoch.
   *
   * @param devLoss NaN where there is none
   * @return whether it is the one to keep now
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

  /** The number of the epoch that is kept, from 1. */
  int number() {
    return number;
  }

  /** How many epochs up to {@code epoch} were no better, in score or loss, than one before. */
  int waited(int epoch) {
    return epoch - improved;
  }
}
