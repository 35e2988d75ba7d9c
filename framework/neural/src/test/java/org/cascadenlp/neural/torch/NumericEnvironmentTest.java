package org.cascadenlp.neural.torch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.pytorch.jni.JniUtils;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NumericEnvironmentTest {

  @Test
  void versionsProcessorThreadsAndVariablesAreListed() {
    Map<String, String> all = NumericEnvironment.describe();
    assertThat(all)
        .containsKeys("java", "djl", "libtorch", "device", "processor", "instructions")
        .containsKeys(NumericEnvironment.VARIABLES.toArray(String[]::new))
        .containsEntry("threads", String.valueOf(JniUtils.getNumThreads()))
        .doesNotContainValue(null);
  }

  @Test
  void theVariableThatCascadeSetsItselfHasTheValueThatLibtorchFinds() {
    String set = System.getenv(NativeEnvironment.REPRODUCIBLE);
    assertThat(NativeEnvironment.effective(NativeEnvironment.REPRODUCIBLE))
        .isEqualTo(set == null ? NativeEnvironment.STRICT : set);
    assertThat(NativeEnvironment.effective("CASCADE_NO_SUCH_VARIABLE")).isEmpty();
  }
}
