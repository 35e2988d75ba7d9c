package org.cascadenlp.neural.torch;

import static org.assertj.core.api.Assertions.assertThat;

import org.cascadenlp.core.command.HealthCheck.Finding;
import org.cascadenlp.core.command.HealthCheck.Verdict;
import org.cascadenlp.core.error.CascadeException;
import org.junit.jupiter.api.Test;

class HealthOfTorchTest {

  @Test
  void theMissingJarIsNamedOnlyIfTheErrorHasNoRemedy() {
    CascadeException known = CascadeException.of("libtorch", "has no room", "name another folder");
    assertThat(HealthOfTorch.unloadable(known))
        .isEqualTo(
            new Finding(
                "native library", "libtorch: has no room; name another folder", Verdict.BROKEN));
    assertThat(HealthOfTorch.unloadable(new UnsatisfiedLinkError("none")).value())
        .contains("UnsatisfiedLinkError: none", "put ai.djl.pytorch:pytorch-native-cpu");
  }
}
