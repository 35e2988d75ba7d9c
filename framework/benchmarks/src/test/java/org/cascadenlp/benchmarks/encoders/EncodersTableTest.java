package org.cascadenlp.benchmarks.encoders;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.cascadenlp.benchmarks.Setup;
import org.cascadenlp.core.error.CascadeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncodersTableTest {

  @TempDir Path folder;

  private Setup setup() {
    return new Setup(folder, folder, 1, 10, null, folder, 0, null);
  }

  @Test
  void theErrorWithoutPythonsMeasurementsNamesTheScript() {
    assertThatThrownBy(() -> new EncodersTable().measure(setup()))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("--python")
        .hasMessageContaining("encoder_speed.py");
  }

  @Test
  void aMissingEncoderIsNamed() {
    assertThatThrownBy(() -> setup().model("gpt2-base", "run the script"))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("gpt2-base")
        .hasMessageContaining("run the script");
  }
}
