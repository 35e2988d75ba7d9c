package org.cascadenlp.neural.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import org.cascadenlp.core.error.CascadeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TorchTest {

  @AfterEach
  void forget() {
    System.clearProperty(Torch.DEVICE);
  }

  @Test
  void arraysAreOnTheCpuByDefault() {
    System.setProperty(Torch.DEVICE, "cpu");
    try (NDManager manager = Torch.manager()) {
      assertThat(manager.create(1f).getDevice()).isEqualTo(Device.cpu());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tpu", "gpu", "gpu:-1", "GPU:0", "cuda:0", ""})
  void anInvalidDeviceIsRefused(String name) {
    System.setProperty(Torch.DEVICE, name);
    assertThatThrownBy(Torch::manager)
        .isInstanceOf(CascadeException.class)
        .hasMessage("device: '" + name + "' is not a device; use cpu, gpu:0, gpu:1 ...");
  }

  @Test
  void aMissingGpuIsNamed() {
    System.setProperty(Torch.DEVICE, "gpu:99");
    assertThatThrownBy(Torch::manager)
        .isInstanceOf(CascadeException.class)
        .hasMessageStartingWith("device 'gpu:99': libtorch sees ")
        .hasMessageContaining("CASCADE_CLASSPATH");
  }
}
