package org.cascadenlp.training.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.command.Description;
import org.cascadenlp.core.error.CascadeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TuningModesTest {

  @ParameterizedTest
  @ValueSource(strings = {"frozen", "fine-tune", "lora"})
  void aPluginThatTakesANameOfTheTrainerIsRefused(String name) {
    assertThatThrownBy(() -> new TuningModes(Map.of(name, new FineTuning.Provider())))
        .isInstanceOf(CascadeException.class)
        .hasMessage(
            "plugins: a plugin binds a TuningProvider by the name '"
                + name
                + "', which Cascade uses itself; bind it by another name than [frozen, fine-tune,"
                + " lora]");
  }

  @Test
  void thoseOfPluginsAreListedWithTheirDescriptions() {
    assertThat(new TuningModes(Map.of("biases", new Biases())).entries())
        .extracting(entry -> entry.kind() + " " + entry.name() + ": " + entry.description())
        .hasSize(4)
        .contains("training mode biases: Only biases are trained.");
  }

  @Description("Only biases are trained.")
  private static final class Biases implements TuningProvider {
    @Override
    public Tuning read(Parameters parameters) {
      throw new UnsupportedOperationException();
    }
  }
}
