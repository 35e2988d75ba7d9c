package org.cascadenlp.languagemodels;

import org.jspecify.annotations.Nullable;

/**
 * The subwords of one sequence that a call of the network computes.
 *
 * @param ids the subwords of the sequence
 * @param from the index of the first computed subword; earlier ones are in {@code cache}
 * @param to the index after the last computed subword
 * @param cache receives the keys and values; null if no further call follows
 */
@SuppressWarnings("ArrayRecordComponent") // carries data, never compared
record NewSubwords(int[] ids, int from, int to, @Nullable KeyValueCache cache) {

  int length() {
    return to - from;
  }
}
