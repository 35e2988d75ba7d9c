package org.cascadenlp.contextual;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cascadenlp.transformers.files.EncoderSource;
import org.cascadenlp.transformers.files.EncoderSources;
import org.cascadenlp.transformers.tokenizer.SubwordTokenizer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Models whose encoder is in a subfolder, as older versions of sentence-transformers saved them.
 */
class SentenceFolderTest {

  private static final Path TINY =
      Path.of(System.getProperty("cascade.root"), "testdata/models/tiny-byte-level");

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    Path encoder = Files.createDirectories(folder.resolve("0_Transformer"));
    for (String name :
        List.of("config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json")) {
      Files.copy(TINY.resolve(name), encoder.resolve(name));
    }
    Files.writeString(folder.resolve("config.json"), "{\"__version__\":\"0.2.5.1\"}");
  }

  @Test
  void theEncoderIsTheFirstModulesFolder() throws IOException {
    assertThat(new TransformerProvider().reads(folder)).isFalse();
    Files.writeString(
        folder.resolve("modules.json"),
        "[{\"idx\":0,\"name\":\"0\",\"path\":\"0_Transformer\","
            + "\"type\":\"sentence_transformers.models.Transformer\"}]");
    assertThat(new TransformerProvider().reads(folder)).isTrue();
    EncoderSource found = EncoderSources.in(folder);
    EncoderSource expected = EncoderSources.in(TINY);
    assertThat(found.name()).isEqualTo(folder.getFileName().toString());
    assertThat(found.configuration().get().layers())
        .isEqualTo(expected.configuration().get().layers());
    assertThat(found.tensors().get().keySet()).isEqualTo(expected.tensors().get().keySet());
    try (SubwordTokenizer one = found.tokenizer().get();
        SubwordTokenizer other = expected.tokenizer().get()) {
      assertThat(one.encode("a text").ids()).isEqualTo(other.encode("a text").ids());
    }
  }
}
