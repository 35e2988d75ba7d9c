package org.cascadenlp.heads.answers;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.cascadenlp.core.files.Sha256;

/**
 * The choice of the windows of a question to train on: all that hold its answer, and some that do
 * not.
 *
 * <p>Those that do not are ordered by the SHA-256 of {@code SEED:ID:NUMBER} in hexadecimal, in
 * UTF-8, where NUMBER counts the windows of the question from 0, and the first ones are taken.
 * {@code testdata/reference/answer_windows.py} makes the same choice.
 */
final class TrainingWindows {

  private TrainingWindows() {}

  /**
   * The numbers of the windows to train on, in ascending order.
   *
   * @param holds whether each window holds the answer
   * @param negatives the most windows without the answer
   */
  static List<Integer> chosen(long seed, String id, List<Boolean> holds, int negatives) {
    List<Integer> chosen = new ArrayList<>();
    List<Integer> without = new ArrayList<>();
    IntStream.range(0, holds.size()).forEach(w -> (holds.get(w) ? chosen : without).add(w));
    without.sort(Comparator.comparing(window -> digest(seed, id, window)));
    chosen.addAll(without.subList(0, Math.min(negatives, without.size())));
    chosen.sort(Comparator.naturalOrder());
    return chosen;
  }

  private static String digest(long seed, String id, int window) {
    String text = seed + ":" + id + ":" + window;
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
