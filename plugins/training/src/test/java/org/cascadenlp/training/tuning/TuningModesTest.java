package org.cascadenlp.training.tuning;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TuningModesTest {

  @ParameterizedTest
  @ValueSource(strings = {"frozen", "fine-tune", "lora"})
  void aPluginThatTakesANameOfTheTrainerIsRefused(String name) {
    assertThatThrownBy(() -> new TuningModes(Map.of(name, FineTuning::read)))
        .isInstanceOf(CascadeException.class)
        .hasMessage(
            "plugins: a plugin binds a TuningProvider by the name '"
                + name
                + "', which Cascade uses itself; bind it by another name than [frozen, fine-tune,"
                + " lora]");
  }
}
