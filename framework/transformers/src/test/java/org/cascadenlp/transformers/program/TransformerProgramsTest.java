package org.cascadenlp.transformers.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.cascadenlp.transformers.config.EncoderConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TransformerProgramsTest {

  private static final Path MODELS = Path.of(System.getProperty("cascade.root"), "testdata/models");

  static List<Path> configurations() throws IOException {
    try (Stream<Path> folders = Files.list(MODELS)) {
      return folders
          .filter(folder -> folder.getFileName().toString().startsWith("tiny-"))
          .map(folder -> folder.resolve("config.json"))
          .filter(Files::exists)
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void everyProgramUsesAllArraysAndLeavesNoName(Path file) {
    EncoderConfiguration configuration = EncoderConfiguration.read(file);
    for (boolean bfloat16 : new boolean[] {false, true}) {
      TransformerPrograms programs = new TransformerPrograms(configuration, bfloat16);
      List<Integer> kept = List.of(0, configuration.layers());
      for (String program :
          List.of(
              programs.encoder(kept, false, false, false),
              programs.encoder(kept, false, false, true),
              programs.encoder(kept, false, true, false),
              programs.encoder(kept, true, false, false))) {
        String code = program.substring(program.indexOf("\ndef forward"));
        assertThat(code).contains("torch.layer_norm(").doesNotContain("${", " w.", "(w.");
      }
    }
  }

  @Test
  void arraysThatAreUnknownOrUnusedAreNamed() {
    EncoderConfiguration configuration =
        EncoderConfiguration.read(MODELS.resolve("tiny-gpt2/config.json"));
    PreparedArrays arrays = new PreparedArrays(configuration.spec(), 24, "6");
    arrays.addEmbeddings(configuration.spec().embeddings());
    arrays.addNorm("last.norm", configuration.spec().lastNorm());
    assertThat(
            arrays.resolve(
                "f(w.embeddings.words, w.embeddings.positions)\n"
                    + "g(w.last.norm.weight, w.last.norm.bias)\n",
                false))
        .endsWith("f(w[0], w[1])\ng(w[2], w[3])\n");
    assertThatThrownBy(() -> arrays.resolve("w.embeddings.types", false))
        .hasMessageStartingWith("w.embeddings.types is no array; there are [embeddings.words, ");
    assertThatThrownBy(() -> arrays.resolve("w.embeddings.words w.last.norm.weight", false))
        .hasMessage("no fragment uses the arrays [embeddings.positions, last.norm.bias]");
  }
}
