package org.cascadenlp.transformers.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cascadenlp.transformers.config.EncoderConfiguration;
import org.cascadenlp.weights.json.JsonFile;
import org.junit.jupiter.api.Test;

/** The program that framework/docs/architecture.md explains is the one that is generated. */
class ProgramPageTest {

  private static final String BERT_BASE =
      "{\"model_type\": \"bert\", \"vocab_size\": 30522, \"hidden_size\": 768,"
          + " \"num_hidden_layers\": 12, \"num_attention_heads\": 12,"
          + " \"intermediate_size\": 3072}";

  /** The program of BERT base for inference, last hidden state only. */
  static String program() {
    EncoderConfiguration configuration =
        EncoderConfiguration.of(JsonFile.parse(BERT_BASE, "config.json"), "config.json");
    return new TransformerPrograms(configuration, false).encoder(List.of(12), false, false, false);
  }

  @Test
  void thePageShowsTheGeneratedProgram() throws IOException {
    Path page = Path.of(System.getProperty("cascade.root"), "framework/docs/architecture.md");
    assertThat(Files.readString(page)).contains("```python\n" + program() + "```\n");
  }
}
