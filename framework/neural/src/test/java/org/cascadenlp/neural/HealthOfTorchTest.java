package org.cascadenlp.neural;

import static org.assertj.core.api.Assertions.assertThat;

import org.cascadenlp.core.CascadeException;
import org.cascadenlp.core.HealthCheck.Finding;
import org.cascadenlp.core.HealthCheck.Verdict;
import org.junit.jupiter.api.Test;

class HealthOfTorchTest {

  @Test
  void aMissingJarIsNamedOnlyWhereTheErrorDoesNotSayItselfWhatHelps() {
    CascadeException known = CascadeException.of("libtorch", "has no room", "name another folder");
    assertThat(HealthOfTorch.unloadable(known))
        .isEqualTo(
            new Finding(
                "native library", "libtorch: has no room; name another folder", Verdict.BROKEN));
    assertThat(HealthOfTorch.unloadable(new UnsatisfiedLinkError("none")).value())
        .contains("UnsatisfiedLinkError: none", "put ai.djl.pytorch:pytorch-native-cpu");
  }
}
