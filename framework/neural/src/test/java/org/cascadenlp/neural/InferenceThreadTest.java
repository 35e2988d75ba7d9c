package org.cascadenlp.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.pytorch.jni.JniUtils;
import org.cascadenlp.core.ModelStore;
import org.junit.jupiter.api.Test;

class InferenceThreadTest {

  @Test
  void aTaskAloneHasOneThreadOfLibtorchAndTheNextHasAllAgain() {
    Torch.engine();
    try (ModelStore.Lease<InferenceThread> lease = InferenceThread.lease()) {
      InferenceThread thread = lease.model();
      thread.call(
          () -> {
            JniUtils.setNumThreads(3);
            return null;
          });
      assertThat(thread.callAlone(JniUtils::getNumThreads)).isEqualTo(1);
      assertThat(thread.call(JniUtils::getNumThreads)).isEqualTo(3);
      assertThatThrownBy(
              () ->
                  thread.callAlone(
                      () -> {
                        throw new IllegalStateException("no such label");
                      }))
          .hasMessageContaining("no such label");
      assertThat(thread.call(JniUtils::getNumThreads)).isEqualTo(3);
    }
  }
}
