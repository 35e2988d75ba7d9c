package org.cascadenlp.benchmarks.against;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cascadenlp.benchmarks.ProcessTimes;
import org.junit.jupiter.api.Test;

class PairedRunsTest {

  private final Checkout old = new Checkout(Path.of("old"), "0a1");
  private final Checkout now = new Checkout(Path.of("now"), "0b2");

  @Test
  void eachBuildIsFirstInHalfOfThePairsInAnOrderOfTheSeed() {
    for (long seed = 0; seed < 50; seed++) {
      List<Boolean> order = PairedRuns.oldFirst(12, seed);
      assertThat(Collections.frequency(order, true)).isEqualTo(6);
      assertThat(order).isEqualTo(PairedRuns.oldFirst(12, seed));
      assertThat(Collections.frequency(PairedRuns.oldFirst(5, seed), true)).isBetween(2, 3);
    }
    assertThat(PairedRuns.oldFirst(12, 1)).isNotEqualTo(PairedRuns.oldFirst(12, 2));
  }

  @Test
  void theRatioIsTheOldBuildsTimeOverTheNewOnesInAnyOrder() throws Exception {
    List<String> log = new ArrayList<>();
    OwnRows rows =
        checkout -> {
          Map<String, ProcessTimes> times = new LinkedHashMap<>();
          times.put("a", checkout.equals(old) ? new ProcessTimes(2, 6) : new ProcessTimes(1, 4));
          times.put("only " + checkout.commit(), new ProcessTimes(1, 1));
          return times;
        };
    List<RowComparison> compared = new PairedRuns(rows, old, now, log::add).measure(8, 3);
    assertThat(compared).hasSize(1);
    RowComparison row = compared.get(0);
    assertThat(row.row()).isEqualTo("a");
    assertThat(row.pairs()).hasSize(8);
    assertThat(row.wall()).isEqualTo(MedianInterval.of(Collections.nCopies(8, 2.0)));
    assertThat(row.processor().median()).isEqualTo(1.5);
    assertThat(log)
        .contains("only 0a1: not compared, the new build has none")
        .contains("only 0b2: not compared, the old build has none")
        .contains("pair 1 of 8, " + first(3) + ": a: 2.000 s, processor 6.000 s");
    assertThat(log.get(log.size() - 1))
        .startsWith("pair 8 of 8 done after")
        .endsWith("0 minutes left");
  }

  private static String first(long seed) {
    return PairedRuns.oldFirst(8, seed).get(0) ? "first, old 0a1" : "second, old 0a1";
  }
}
