package org.cascadenlp.heads.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.cascadenlp.neural.model.DenseLayer;
import org.cascadenlp.neural.sequence.SubwordWindow;
import org.junit.jupiter.api.Test;

class SpanSearchTest {

  private static final int NONE = SubwordWindow.SPECIAL;

  // [CLS] q [SEP] c c c [SEP]; contexts from 2 on
  private static final SubwordWindow FIRST =
      new SubwordWindow(
          new int[] {2, 9, 3, 10, 11, 12, 3},
          new int[7],
          new int[] {NONE, 0, NONE, 1, 1, 1, NONE},
          new int[] {NONE, 0, NONE, 2, 4, 7, NONE},
          new int[] {NONE, 1, NONE, 3, 6, 9, NONE});

  private static final SubwordWindow SECOND =
      new SubwordWindow(
          new int[] {2, 9, 3, 12, 13, 3},
          new int[6],
          new int[] {NONE, 0, NONE, 1, 1, NONE},
          new int[] {NONE, 0, NONE, 7, 10, NONE},
          new int[] {NONE, 1, NONE, 9, 12, NONE});

  private static AnswerOptions options(boolean noAnswer, int longest) {
    return new AnswerOptions(noAnswer, longest, 2, "", OptionalDouble.empty(), DenseLayer.NONE);
  }

  private static AnswerPrediction best(AnswerOptions options, float[] logits) {
    return SpanSearch.best(options, logits, AnswerWindow.of(List.of(FIRST, SECOND), 0));
  }

  /** Logits of 13 subwords, all -10 except those given as row, start, end. */
  private static float[] logits(float[]... rows) {
    float[] logits = new float[26];
    Arrays.fill(logits, -10);
    for (float[] row : rows) {
      logits[2 * (int) row[0]] = row[1];
      logits[2 * (int) row[0] + 1] = row[2];
    }
    return logits;
  }

  @Test
  void theBestSpanOfAllWindowsIsInTheContextOnly() {
    float[] logits =
        logits(
            new float[] {1, 50, 50}, // the question
            new float[] {0, 1, 1},
            new float[] {7, 2, 1}, // [CLS] of the second window
            new float[] {4, 3, -10},
            new float[] {5, -10, 4},
            new float[] {10, 2, -10},
            new float[] {11, -10, 4});
    AnswerPrediction found = best(options(true, 30), logits);
    assertThat(found.begin()).isEqualTo(4);
    assertThat(found.end()).isEqualTo(9);
    assertThat(found.margin()).isEqualTo((1 + 1) - (3 + 4)); // the least of all windows
    assertThat(found.answers(0)).isTrue();
    assertThat(found.answers(-6)).isFalse();
  }

  @Test
  void theLengthOfAnAnswerIsLimitedAndAnEndIsNotBeforeItsStart() {
    float[] logits =
        logits(
            new float[] {3, 5, 4}, new float[] {5, 4, 5}); // 3 to 5 is best, and of three subwords
    assertThat(best(options(true, 3), logits).end()).isEqualTo(9);
    AnswerPrediction shorter = best(options(true, 2), logits);
    assertThat(List.of(shorter.begin(), shorter.end())).isEqualTo(List.of(2, 3));
    float[] reversed = logits(new float[] {5, 5, -9}, new float[] {3, -10, 5});
    assertThat(best(options(true, 30), reversed).begin()).isEqualTo(7);
  }

  @Test
  void scoresAreProbabilitiesOfAllSpansAndOfNoAnswer() {
    float[] logits = new float[26]; // all spans are as good: six of the first window, three more
    AnswerPrediction found = best(options(true, 30), logits);
    assertThat(found.score()).isCloseTo(1.0 / 10, within(1e-12));
    assertThat(found.noAnswerScore()).isCloseTo(1.0 / 10, within(1e-12));
    AnswerPrediction always = best(options(false, 30), logits);
    assertThat(always.score()).isCloseTo(1.0 / 9, within(1e-12));
    assertThat(always.noAnswerScore()).isZero();
    assertThat(always.answers(options(false, 30).decision())).isTrue();
  }

  @Test
  void aContextWithoutSubwordsHasNoAnswer() {
    SubwordWindow empty =
        new SubwordWindow(
            new int[] {2, 9, 3, 3},
            new int[4],
            new int[] {NONE, 0, NONE, NONE},
            new int[] {NONE, 0, NONE, NONE},
            new int[] {NONE, 1, NONE, NONE});
    AnswerPrediction found =
        SpanSearch.best(options(true, 30), new float[8], AnswerWindow.of(List.of(empty), 0));
    assertThat(found).isEqualTo(AnswerPrediction.none());
    assertThat(found.answers(Double.POSITIVE_INFINITY)).isFalse();
  }

  @Test
  void theWindowsThatHoldAnAnswerHoldAllOfIt() {
    List<AnswerWindow> windows = AnswerWindow.of(List.of(FIRST, SECOND), 0);
    AnswerTarget inside = target(4, 9);
    assertThat(windows).extracting(window -> window.holds(inside)).containsExactly(true, false);
    assertThat(windows).extracting(window -> window.start(inside)).containsExactly(4, 0);
    assertThat(windows).extracting(window -> window.end(inside)).containsExactly(5, 0);
    AnswerTarget shared = target(8, 9); // within a subword
    assertThat(windows).extracting(window -> window.start(shared)).containsExactly(5, 3);
    assertThat(windows).extracting(window -> window.end(shared)).containsExactly(5, 3);
    AnswerTarget across = target(7, 12);
    assertThat(windows).extracting(window -> window.holds(across)).containsExactly(false, true);
    AnswerTarget none = new AnswerTarget("", "q\nc c.c c.c", List.of());
    assertThat(windows).extracting(window -> window.holds(none)).containsExactly(false, false);
  }

  private static AnswerTarget target(int begin, int end) {
    return new AnswerTarget("", "q\nabcdefghijkl", List.of(new AnswerTarget.Span(begin, end)));
  }
}
