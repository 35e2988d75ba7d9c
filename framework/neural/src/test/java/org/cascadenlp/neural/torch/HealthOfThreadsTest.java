package org.cascadenlp.neural.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.cascadenlp.core.command.HealthCheck.Finding;
import org.cascadenlp.core.command.HealthCheck.Verdict;
import org.junit.jupiter.api.Test;

class HealthOfThreadsTest {

  @Test
  void threadSettingsThatSlowThingsDownAreAdvisedAgainst() {
    assertThat(new HealthOfThreads(Map.of()).examine())
        .filteredOn(finding -> finding.subject().equals("OMP_WAIT_POLICY"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.verdict()).isEqualTo(Verdict.FINE);
              assertThat(finding.value()).startsWith("not set:").contains("PASSIVE");
            });
    Map<String, String> slow =
        Map.of("OMP_WAIT_POLICY", "ACTIVE", "GOMP_SPINCOUNT", "0", "MKL_CBWR", "AVX2");
    assertThat(new HealthOfThreads(slow).examine())
        .filteredOn(finding -> finding.verdict() == Verdict.ADVICE)
        .extracting(Finding::value)
        .satisfiesExactly(
            value -> assertThat(value).startsWith("ACTIVE: ").endsWith("set it to PASSIVE"),
            value -> assertThat(value).startsWith("0: ").endsWith("set it to 1000"),
            value -> assertThat(value).startsWith("AVX2: ").endsWith("set it to AUTO,STRICT"));
    assertThat(new HealthOfThreads(Map.of("OMP_WAIT_POLICY", "ACTIVE")).examine())
        .filteredOn(finding -> finding.subject().equals("GOMP_SPINCOUNT"))
        .extracting(Finding::value)
        .containsExactly("not set, as OMP_WAIT_POLICY decides");
    Map<String, String> odd =
        Map.of("OMP_WAIT_POLICY", "passive", "OMP_NUM_THREADS", "many", "MKL_NUM_THREADS", "4000");
    assertThat(new HealthOfThreads(odd).examine())
        .filteredOn(finding -> finding.verdict() == Verdict.ADVICE)
        .extracting(Finding::value)
        .containsExactly(
            "many is not a number of threads: unset it",
            "4000 threads for "
                + Runtime.getRuntime().availableProcessors()
                + " CPUs: unset it to use each");
  }
}
