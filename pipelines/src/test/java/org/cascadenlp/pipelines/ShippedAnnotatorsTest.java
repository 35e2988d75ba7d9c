package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ShippedAnnotatorsTest {

  @Test
  void everyShippedDescriptorIsTestedOrListedWithTheReason() {
    Set<String> tested =
        ShippedAnnotators.all().stream().map(ShippedAnnotators::name).collect(Collectors.toSet());
    Set<String> untested = new TreeSet<>(ShippedDescriptors.names());
    untested.removeAll(tested);
    untested.removeIf(name -> name.startsWith("train-"));
    assertThat(untested)
        .as("add a line to ShippedAnnotators for each, with the parts before it and texts")
        .isEqualTo(leftOut());
  }

  private static Set<String> leftOut() {
    Set<String> names = new TreeSet<>(ShippedAnnotators.LEFT_OUT.keySet());
    names.addAll(ShippedAnnotators.withoutModel());
    return names;
  }

  @Test
  void everyShippedHeadIsTestedInAPipeline() {
    for (String task : List.of("entities", "pos", "genre", "sentiment")) {
      assertThat(ShippedAnnotators.heads(task))
          .as("heads in models/%s that no tested pipeline uses", task)
          .allMatch(head -> ShippedAnnotators.isTested(task, head));
    }
  }
}
