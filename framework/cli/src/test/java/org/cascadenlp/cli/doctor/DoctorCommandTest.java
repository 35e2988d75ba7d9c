package org.cascadenlp.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cascadenlp.cli.Ran;
import org.cascadenlp.core.command.HealthCheck;
import org.cascadenlp.core.command.HealthCheck.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DoctorCommandTest {

  /** A contributed check whose result is set by the test. */
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
  void withoutProblemsItDescribesTheMachineAndExitsWith0() {
    Contributed.findings = List.of(new HealthCheck.Finding("engine", "PyTorch", Verdict.FINE));
    Ran ran = Ran.cascade("doctor");
    assertThat(ran.code()).isZero();
    assertThat(ran.out())
        .containsPattern("Java +" + Runtime.version().feature())
        .containsPattern("memory +\\d+(\\.\\d)? [GM]iB")
        .containsPattern("heap limit +\\d+(\\.\\d)? [GM]iB")
        .containsPattern("CPUs for Java +" + Runtime.getRuntime().availableProcessors())
        .containsPattern("engine +PyTorch")
        .doesNotContain("BROKEN");
  }

  @Test
  void aBrokenPartIsListedAndItExitsWith2() {
    Contributed.findings = List.of(new HealthCheck.Finding("engine", "none", Verdict.BROKEN));
    Ran ran = Ran.cascade("doctor");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.out()).containsPattern("BROKEN engine +none");
  }

  @Test
  void aCheckThatThrowsIsListedAsBroken() {
    Contributed.findings = null;
    Ran ran = Ran.cascade("doctor");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.out())
        .containsPattern("BROKEN Contributed +UnsatisfiedLinkError: libtorch.so is missing");
  }
}
