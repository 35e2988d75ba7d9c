package org.cascadenlp.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.cascadenlp.cli.Ran;
import org.cascadenlp.core.command.HealthCheck;
import org.cascadenlp.core.command.HealthCheck.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DoctorCommandTest {

  /** A check that a module might contribute; does what the test says. */
  public static final class Contributed implements HealthCheck {
    static List<Finding> findings = List.of();

    @Override
    public List<Finding> examine() {
      if (findings == null) {
        throw new UnsatisfiedLinkError("libtorch.so is missing");
      }
      return findings;
    }
  }

  @AfterEach
  void forget() {
    Contributed.findings = List.of();
  }

  @Test
  void aMachineThatWorksIsDescribedAndTheCodeIs0() {
    Contributed.findings = List.of(new HealthCheck.Finding("engine", "PyTorch", Verdict.FINE));
    Ran ran = Ran.cascade("doctor");
    assertThat(ran.code()).isZero();
    assertThat(ran.out())
        .containsPattern("Java +" + Runtime.version().feature())
        .containsPattern("memory +\\d+(\\.\\d)? [GM]iB")
        .containsPattern("heap limit +\\d+(\\.\\d)? [GM]iB")
        .containsPattern("CPUs for Java +" + Runtime.getRuntime().availableProcessors())
        .containsPattern("OMP_WAIT_POLICY +PASSIVE")
        .containsPattern("engine +PyTorch")
        .doesNotContain("BROKEN");
  }

  @Test
  void aBrokenPartIsSaidAndTheCodeIs2() {
    Contributed.findings = List.of(new HealthCheck.Finding("engine", "none", Verdict.BROKEN));
    Ran ran = Ran.cascade("doctor");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.out()).containsPattern("BROKEN engine +none");
  }

  @Test
  void aCheckThatFailsIsAFindingToo() {
    Contributed.findings = null;
    Ran ran = Ran.cascade("doctor");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.out())
        .containsPattern("BROKEN Contributed +UnsatisfiedLinkError: libtorch.so is missing");
  }

  @Test
  void threadSettingsThatSlowThingsDownAreAdvisedAgainst() {
    assertThat(new ThreadCheck(Map.of()).examine())
        .filteredOn(finding -> finding.subject().equals("OMP_WAIT_POLICY"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.verdict()).isEqualTo(Verdict.FINE);
              assertThat(finding.value()).startsWith("not set:").contains("PASSIVE");
            });
    Map<String, String> slow =
        Map.of("OMP_WAIT_POLICY", "ACTIVE", "GOMP_SPINCOUNT", "0", "MKL_CBWR", "AVX2");
    assertThat(new ThreadCheck(slow).examine())
        .filteredOn(finding -> finding.verdict() == Verdict.ADVICE)
        .extracting(HealthCheck.Finding::value)
        .satisfiesExactly(
            value -> assertThat(value).startsWith("ACTIVE: ").endsWith("set it to PASSIVE"),
            value -> assertThat(value).startsWith("0: ").endsWith("set it to 1000"),
            value -> assertThat(value).startsWith("AVX2: ").endsWith("set it to AUTO,STRICT"));
    assertThat(new ThreadCheck(Map.of("OMP_WAIT_POLICY", "ACTIVE")).examine())
        .filteredOn(finding -> finding.subject().equals("GOMP_SPINCOUNT"))
        .extracting(HealthCheck.Finding::value)
        .containsExactly("not set, as OMP_WAIT_POLICY decides");
    Map<String, String> odd =
        Map.of("OMP_WAIT_POLICY", "passive", "OMP_NUM_THREADS", "many", "MKL_NUM_THREADS", "4000");
    assertThat(new ThreadCheck(odd).examine())
        .filteredOn(finding -> finding.verdict() == Verdict.ADVICE)
        .extracting(HealthCheck.Finding::value)
        .containsExactly(
            "many is not a number of threads: unset it",
            "4000 threads for "
                + Runtime.getRuntime().availableProcessors()
                + " CPUs: unset it to use each");
  }
}
