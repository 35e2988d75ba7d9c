package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.testkit.RandomChains;
import org.cascadenlp.testkit.Subject;
import org.cascadenlp.testkit.neural.LiveArrays;
import org.junit.jupiter.api.Test;

/**
 * Random chains of all shipped annotators on random nasty texts: each annotates or refuses by a
 * CascadeException, the same twice, and leaves nothing open. {@code -Dcascade.chains=N} runs more
 * of them, {@code -Dcascade.seed=S} begins with another.
 */
class RandomChainsTest {

  private static final int SLICE = 12;

  @Test
  void anyAnnotatorsInARowAnnotateOrRefuseAndDoTheSameTwice() throws Exception {
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
            .as("models open after seed " + seed)
            .isEqualTo(models);
        assertThat(LiveArrays.count()).as("arrays alive after seed " + seed).isEqualTo(arrays);
      }
    }
    assertThat(outcomes)
        .as("most chains annotate")
        .filteredOn(o -> o.endsWith(": annotated"))
        .hasSizeGreaterThan(chains / 2);
  }
}
