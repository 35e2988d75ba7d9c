package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ShippedAnnotatorsTest {

  @Test
  void everyShippedDescriptorIsTestedOrSaysWhyNot() {
    Set<String> tested =
        ShippedAnnotators.all().stream().map(ShippedAnnotators::name).collect(Collectors.toSet());
    Set<String> untested = new TreeSet<>(ShippedDescriptors.names());
    untested.removeAll(tested);
    untested.removeIf(name -> name.startsWith("train-"));
    assertThat(untested)
        .as("add a line to ShippedAnnotators for each: what runs before it, and texts")
        .isEqualTo(new TreeSet<>(ShippedAnnotators.LEFT_OUT.keySet()));
  }
}
