package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.testkit.RandomChains;
import org.cascadenlp.testkit.Subject;
import org.cascadenlp.testkit.neural.LiveArrays;
import org.junit.jupiter.api.Test;

/**
 * Runs random chains of all shipped annotators on random difficult texts: each annotates or refuses
 * with a CascadeException, gives the same result twice, and leaves nothing open. {@code
 * -Dcascade.chains=N} sets their number, {@code -Dcascade.seed=S} the first seed.
 */
class RandomChainsTest {

  private static final int SLICE = 12;

  @Test
  void everyChainAnnotatesOrRefusesAndGivesTheSameResultTwice() throws Exception {
    int chains = Integer.getInteger("cascade.chains", SLICE);
    long first = Long.getLong("cascade.seed", 1);
    List<Subject> parts = ShippedAnnotators.inAnyCompany();
    RandomChains random = new RandomChains(parts);
    List<String> outcomes = new ArrayList<>();
    try (HeldNetworks held =
        new HeldNetworks(chains > SLICE ? parts : ShippedAnnotators.networks().toList())) {
      int models = ModelStore.shared().size();
      int arrays = LiveArrays.count();
      for (long seed = first; seed < first + chains; seed++) {
        outcomes.add(random.run(seed));
        assertThat(ModelStore.shared().size())
            .as("models left open by the chain of seed " + seed)
            .isEqualTo(models);
        assertThat(LiveArrays.count())
            .as("live arrays after the chain of seed " + seed)
            .isEqualTo(arrays);
      }
    }
    assertThat(outcomes)
        .as("number of chains that annotate")
        .filteredOn(o -> o.endsWith(": annotated"))
        .hasSizeGreaterThan(chains / 2);
  }
}
