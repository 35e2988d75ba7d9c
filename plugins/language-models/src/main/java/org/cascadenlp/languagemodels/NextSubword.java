package org.cascadenlp.languagemodels;

import java.util.Arrays;

/** Chooses the next subword from logits: greedy or by sampling. */
final class NextSubword {

  private static final float EXCLUDED = Float.NEGATIVE_INFINITY;

  private NextSubword() {}

  /**
   * The most likely subword, the first one of ties.
   *
   * @param logits (vocabulary), modified
   * @param before the subwords so far
   */
  static int likeliest(float[] logits, Sampling sampling, int[] before) {
    penalize(logits, sampling.repetitionPenalty(), before);
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      if (logits[i] > logits[best]) {
        best = i;
      }
    }
    return best;
  }

  /**
   * The probabilities to sample from: (vocabulary).
   *
   * @param logits (vocabulary), modified
   * @param before the subwords so far
   */
  static float[] probabilities(float[] logits, Sampling sampling, int[] before) {
    penalize(logits, sampling.repetitionPenalty(), before);
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (float) (logits[i] / sampling.temperature());
    }
    if (sampling.topK() > 0 && sampling.topK() < logits.length) {
      float least = largest(logits.clone(), sampling.topK());
      for (int i = 0; i < logits.length; i++) {
        if (logits[i] < least) {
          logits[i] = EXCLUDED;
        }
      }
    }
    if (sampling.topP() < 1) {
      dropUnlikely(logits, 1 - sampling.topP());
    }
    return softmax(logits);
  }

  /** The subword at quantile {@code at} of {@code probabilities}. */
  static int draw(float[] probabilities, double at) {
    double sum = 0;
    for (float probability : probabilities) {
      sum += probability;
    }
    double rest = at * sum;
    int last = 0;
    for (int i = 0; i < probabilities.length; i++) {
      if (probabilities[i] > 0) {
        last = i;
        rest -= probabilities[i];
        if (rest < 0) {
          break;
        }
      }
    }
    return last;
  }

  private static void penalize(float[] logits, double penalty, int[] before) {
    if (penalty != 1) {
      Arrays.stream(before)
          .distinct()
          .forEach(
              i -> logits[i] = (float) (logits[i] < 0 ? logits[i] * penalty : logits[i] / penalty));
    }
  }

  /**
   * Excludes the least likely subwords with a total probability of at most {@code share}, but not
   * all.
   */
  private static void dropUnlikely(float[] logits, double share) {
    float[] probabilities = softmax(logits);
    // values below the mean of the share are excluded in any case, without sorting
    double surely = share / logits.length;
    double sum = 0;
    int best = 0;
    long[] order = new long[logits.length];
    int count = 0;
    for (int i = 0; i < logits.length; i++) {
      best = probabilities[i] > probabilities[best] ? i : best;
      if (probabilities[i] <= surely) {
        sum += probabilities[i];
        logits[i] = EXCLUDED;
      } else {
        // positive floats compare like their bits
        order[count++] = ((long) Float.floatToRawIntBits(probabilities[i]) << 32) | i;
      }
    }
    float most = logits[best];
    Arrays.sort(order, 0, count);
    for (int i = 0; i < count; i++) {
      int subword = (int) order[i];
      sum += probabilities[subword];
      if (sum > share) {
        break;
      }
      logits[subword] = EXCLUDED;
    }
    logits[best] = most;
  }

  private static float[] softmax(float[] logits) {
    float most = EXCLUDED;
    for (float logit : logits) {
      most = Math.max(most, logit);
    }
    float[] probabilities = new float[logits.length];
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      double power = Math.exp(logits[i] - most);
      probabilities[i] = (float) power;
      sum += power;
    }
    for (int i = 0; i < logits.length; i++) {
      probabilities[i] = (float) (probabilities[i] / sum);
    }
    return probabilities;
  }

  /** The {@code k}-th largest of {@code values}, which are reordered (Hoare 1961). */
  private static float largest(float[] values, int k) {
    int wanted = values.length - k;
    int low = 0;
    int high = values.length - 1;
    while (low < high) {
      float pivot = values[(low + high) >>> 1];
      int i = low;
      int j = high;
      while (i <= j) {
        while (values[i] < pivot) {
          i++;
        }
        while (values[j] > pivot) {
          j--;
        }
        if (i <= j) {
          float other = values[i];
          values[i++] = values[j];
          values[j--] = other;
        }
      }
      if (wanted <= j) {
        high = j;
      } else if (wanted >= i) {
        low = i;
      } else {
        break;
      }
    }
    return values[wanted];
  }
}
