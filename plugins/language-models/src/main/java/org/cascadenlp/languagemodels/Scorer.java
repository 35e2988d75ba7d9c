package org.cascadenlp.languagemodels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cascadenlp.neural.torch.InferenceThread;

/** Computes log-probabilities of sequences in batches. */
final class Scorer {

  /** The maximum number of rows per call, unless a single window has more. */
  private static final int MAX_ROWS = 2048;

  private final CausalNetwork network;
  private final InferenceThread thread;
  private final int size;
  private final int stride;
  private final String name;

  /**
   * A scorer with windows of {@code size} subwords, shifted by {@code stride}.
   *
   * @param name the model's name, for errors
   */
  Scorer(CausalNetwork network, InferenceThread thread, int size, int stride, String name) {
    this.network = network;
    this.thread = thread;
    this.size = size;
    this.stride = stride;
    this.name = name;
  }

  /** A window of a sequence, which scores the subwords from {@code first} on. */
  @SuppressWarnings("ArrayRecordComponent") // carries data, never compared
  private record Window(int[] ids, double[] scores, int from, int to, int first) {}

  /** The log-probability of each subword of each sequence; NaN for first subwords. */
  List<double[]> score(List<int[]> sequences) {
    List<double[]> all = new ArrayList<>();
    List<Window> windows = new ArrayList<>();
    for (int[] ids : sequences) {
      double[] scores = new double[ids.length];
      Arrays.fill(scores, Double.NaN);
      all.add(scores);
      int done = 1;
      for (int from = 0; done < ids.length; from += stride) {
        int to = Math.min(from + size, ids.length);
        windows.add(new Window(ids, scores, from, to, done));
        done = to;
      }
    }
    for (int next = 0; next < windows.size(); ) {
      int end = next;
      int rows = 0;
      do {
        rows += windows.get(end).to - windows.get(end).from;
        end++;
      } while (end < windows.size()
          && rows + windows.get(end).to - windows.get(end).from <= MAX_ROWS);
      List<Window> together = windows.subList(next, end);
      thread.call(
          "model " + name,
          () -> {
            run(together);
            return together.size();
          });
      next = end;
    }
    return all;
  }

  private void run(List<Window> windows) {
    List<NewSubwords> spans = new ArrayList<>();
    int scored = windows.stream().mapToInt(w -> w.to - w.first).sum();
    int[] rows = new int[scored];
    int[] targets = new int[scored];
    int row = 0;
    int count = 0;
    for (Window w : windows) {
      // positions are relative to the window
      spans.add(new NewSubwords(Arrays.copyOfRange(w.ids, w.from, w.to), 0, w.to - w.from, null));
      for (int i = w.first; i < w.to; i++, count++) {
        rows[count] = row + i - 1 - w.from;
        targets[count] = w.ids[i];
      }
      row += w.to - w.from;
    }
    float[] found = network.logProbabilities(spans, rows, targets);
    count = 0;
    for (Window w : windows) {
      for (int i = w.first; i < w.to; i++) {
        w.scores[i] = found[count++];
      }
    }
  }
}
