package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.testkit.RandomChains;
import org.junit.jupiter.api.Test;

/**
 * Random chains of all shipped annotators on random nasty texts. {@code -Dcascade.chains=N} runs
 * more of them, {@code -Dcascade.seed=S} begins with another.
 */
class RandomChainsTest {

  @Test
  void anyAnnotatorsInARowAnnotateOrRefuseAndDoTheSameTwice() throws Exception {
    int chains = Integer.getInteger("cascade.chains", 12);
    long first = Long.getLong("cascade.seed", 1);
    RandomChains random = new RandomChains(ShippedAnnotators.all());
    List<String> outcomes = new ArrayList<>();
    try (HeldNetworks held = new HeldNetworks()) {
      for (long seed = first; seed < first + chains; seed++) {
        outcomes.add(random.run(seed));
      }
    }
    assertThat(outcomes)
        .as("most chains annotate")
        .filteredOn(o -> o.endsWith(": annotated"))
        .hasSizeGreaterThan(chains / 2);
  }
}
