package org.cascadenlp.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoundsTest {

  @Test
  void contendersRunInTurnsAndTheWarmUpDoesNotCount() throws Exception {
    List<String> order = new ArrayList<>();
    Rounds rounds = new Rounds();
    rounds.add("a", () -> order.add("a"));
    rounds.addTimed(
        "b",
        () -> {
          order.add("b");
          return new ProcessTimes(order.size(), 10.0 * order.size());
        });
    Map<String, List<ProcessTimes>> times = rounds.times(2);
    assertThat(order).containsExactly("a", "b", "a", "b", "a", "b");
    assertThat(times.get("b")).containsExactly(new ProcessTimes(4, 40), new ProcessTimes(6, 60));
    assertThat(times.get("a")).hasSize(2);
  }

  @Test
  void theProcessorTimeIsThatOfThisProcess() throws Exception {
    Rounds rounds = new Rounds();
    rounds.add(
        "busy",
        () -> {
          long end = System.nanoTime() + 200_000_000;
          while (System.nanoTime() < end) {
            Thread.onSpinWait();
          }
        });
    ProcessTimes busy = rounds.times(1).get("busy").get(0);
    assertThat(busy.wall()).isGreaterThanOrEqualTo(0.2);
    assertThat(busy.processor()).isGreaterThan(0.01); // less than wall on a machine with other load
  }
}
