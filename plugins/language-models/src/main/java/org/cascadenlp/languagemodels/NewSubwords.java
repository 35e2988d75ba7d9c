package org.cascadenlp.languagemodels;

import org.jspecify.annotations.Nullable;

/**
 * New subwords of one sequence in a call of the network.
 *
 * @param ids the sequence's subwords
 * @param from the first new one; those before it are in {@code cache}
 * @param to after the last new one
 * @param cache takes the keys and values of the new ones; null where nothing follows
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record NewSubwords(int[] ids, int from, int to, @Nullable KeyValueCache cache) {

  int length() {
    return to - from;
  }
}
