package org.cascadenlp.recurrent.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.embedding.EmbedderSettings;
import org.cascadenlp.neural.embedding.EmbedderSettings.Pooling;
import org.cascadenlp.neural.embedding.EmbedderSettings.Precision;
import org.cascadenlp.neural.embedding.EmbedderSettings.SequencePooling;
import org.junit.jupiter.api.Test;

class RecurrentSettingsTest {

  private static final EmbedderSettings TRANSFORMER =
      new EmbedderSettings(
          List.of(-1), Pooling.FIRST, SequencePooling.NONE, false, 64, 16, Precision.AUTO, 512);

  @Test
  void settingsOfTransformersOnlyAreRefusedByName() {
    assertThat(RecurrentSettings.of(TRANSFORMER, "elmo").window()).isEqualTo(64);
    assertThatThrownBy(() -> RecurrentSettings.of(TRANSFORMER.inContext(8), "elmo"))
        .isInstanceOf(CascadeException.class)
        .hasMessage(
            "elmo: parameter context = '8'; recurrent encoders read sequences without context: set it to 0");
    assertThatThrownBy(() -> RecurrentSettings.of(TRANSFORMER.withMemory(9), "elmo"))
        .isInstanceOf(CascadeException.class)
        .hasMessage(
            "elmo: parameter memory = '9'; only XLNet has segment recurrence: set it to" + " 0");
    EmbedderSettings last =
        new EmbedderSettings(
            List.of(-1), Pooling.FIRST, SequencePooling.LAST, false, 64, 16, Precision.AUTO, 512);
    assertThatThrownBy(() -> RecurrentSettings.of(last, "elmo"))
        .isInstanceOf(CascadeException.class)
        .hasMessage(
            "elmo: parameter pooled = 'last'; recurrent encoders also read from the end to the"
                + " begin: use mean or none");
  }
}
