package org.cascadenlp.benchmarks.against;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Expected ranks and coverages are from tables of the sign test's interval (binomial, p = 1/2). */
class MedianIntervalTest {

  private static List<Double> upTo(int size) {
    List<Double> values =
        new ArrayList<>(IntStream.rangeClosed(1, size).mapToObj(i -> (double) i).toList());
    Collections.shuffle(values, new Random(1));
    return values;
  }

  @Test
  void theIntervalOfTwelveValuesIsTheThirdToTheTenth() {
    MedianInterval interval = MedianInterval.of(upTo(12));
    assertThat(interval.median()).isEqualTo(6.5);
    assertThat(interval.low()).isEqualTo(3);
    assertThat(interval.high()).isEqualTo(10);
    assertThat(interval.coverage()).isCloseTo(0.9614, within(5e-5));
  }

  @Test
  void intervalsOfOtherSizesHaveTheRanksOfTheTables() {
    assertThat(MedianInterval.of(upTo(6)).low()).isEqualTo(1);
    assertThat(MedianInterval.of(upTo(8)).low()).isEqualTo(1);
    assertThat(MedianInterval.of(upTo(9)).low()).isEqualTo(2);
    assertThat(MedianInterval.of(upTo(15)).low()).isEqualTo(4);
    assertThat(MedianInterval.of(upTo(20)).low()).isEqualTo(6);
    assertThat(MedianInterval.of(upTo(20)).high()).isEqualTo(15);
    assertThat(MedianInterval.of(upTo(20)).coverage()).isCloseTo(0.9586, within(5e-5));
  }

  @Test
  void anIntervalOfFewerThanSixValuesCoversTooLittle() {
    MedianInterval five = MedianInterval.of(upTo(5));
    assertThat(five.coverage()).isCloseTo(0.9375, within(5e-5));
    assertThat(five.isSure()).isFalse();
    assertThat(five.liesBelow(100)).isFalse();
    assertThat(MedianInterval.of(upTo(MedianInterval.FEWEST)).isSure()).isTrue();
    MedianInterval one = MedianInterval.of(upTo(1));
    assertThat(one.median()).isEqualTo(1);
    assertThat(one.coverage()).isZero();
  }

  @Test
  void theIntervalContainsTheMedianAsOftenAsItsCoverage() {
    Random random = new Random(1);
    int held = 0;
    int draws = 20_000;
    for (int draw = 0; draw < draws; draw++) {
      List<Double> values = IntStream.range(0, 12).mapToObj(i -> random.nextGaussian()).toList();
      MedianInterval interval = MedianInterval.of(values);
      held += interval.low() <= 0 && 0 <= interval.high() ? 1 : 0;
    }
    assertThat((double) held / draws).isCloseTo(0.9614, within(0.005));
  }
}
