package org.cascadenlp.languagemodels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cascadenlp.contextual.imports.ImportEncoderCommand;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.embedding.EmbedderSettings.Precision;
import org.cascadenlp.weights.json.JsonFile;
import org.cascadenlp.weights.safetensors.SafeTensors;
import org.cascadenlp.weights.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ImportedHeadTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "tiny-gpt, OpenAIGPTLMHeadModel",
    "tiny-gpt2, GPT2LMHeadModel",
    "tiny-gpt-neo, GPTNeoForCausalLM"
  })
  void anImportKeepsAnUntiedHeadAndDropsACopy(String name, String opensAs) throws Exception {
    for (boolean ties : List.of(false, true)) {
      Path source = TinyDecoders.copy(folder.resolve("source-" + ties), name);
      JsonObject configuration = JsonFile.read(source.resolve("config.json"));
      configuration.addProperty("tie_word_embeddings", ties);
      JsonFile.write(source.resolve("config.json"), configuration);
      Path file = source.resolve("model.safetensors");
      Map<String, Tensor> withHead = new LinkedHashMap<>();
      SafeTensors.read(file)
          .forEach((array, tensor) -> withHead.put("transformer." + array, tensor));
      float[] values = new float[97 * 24];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) Math.cos(i);
      }
      withHead.put("lm_head.weight", new Tensor(new long[] {97, 24}, values));
      SafeTensors.write(file, withHead, Map.of());
      Path output = folder.resolve("imported-" + ties);
      StringWriter out = importTo(source, output);
      Map<String, Tensor> kept = SafeTensors.read(output.resolve("model.safetensors"));
      String first = JsonFile.read(output.resolve("config.json")).get("architectures").toString();
      if (ties) {
        assertThat(kept).doesNotContainKey("lm_head.weight");
        assertThat(out.toString()).contains("left over 1\n  lm_head.weight\n");
      } else {
        assertThat(kept).containsKey("lm_head.weight").hasSameSizeAs(withHead);
        assertThat(kept.keySet()).containsAll(withHead.keySet());
        assertThat(first).isEqualTo("[\"" + opensAs + "\"]");
      }
      assertThat(scores(output)).isEqualTo(scores(source));
    }
    assertThat(scores(folder.resolve("imported-true")))
        .isNotEqualTo(scores(folder.resolve("imported-false")));
  }

  @Test
  void aHeadOfAnotherShapeIsRefused() throws Exception {
    Path source = TinyDecoders.copy(folder, "tiny-gpt2");
    JsonObject configuration = JsonFile.read(source.resolve("config.json"));
    configuration.addProperty("tie_word_embeddings", false);
    JsonFile.write(source.resolve("config.json"), configuration);
    Path file = source.resolve("model.safetensors");
    Map<String, Tensor> all = new LinkedHashMap<>(SafeTensors.read(file));
    all.put("lm_head.weight", new Tensor(new long[] {96, 24}, new float[96 * 24]));
    SafeTensors.write(file, all, Map.of());
    assertThatThrownBy(() -> CausalModel.open(source.toString(), Precision.FLOAT32))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("array lm_head.weight: expected shape [97, 24], found [96, 24]");
  }

  private static StringWriter importTo(Path source, Path output) throws Exception {
    StringWriter out = new StringWriter();
    ImportEncoderCommand command = new ImportEncoderCommand();
    new CommandLine(command)
        .setOut(new PrintWriter(out))
        .parseArgs(source.toString(), "--output", output.toString(), "--licence", "MIT");
    assertThat(command.call()).isZero();
    return out;
  }

  private static double[] scores(Path folder) {
    try (CausalModel model = CausalModel.open(folder.toString(), Precision.FLOAT32)) {
      return model
          .logProbabilities(List.of(new int[] {5, 9, 60, 96, 3, 3, 17}), ScoreSettings.usual())
          .get(0);
    }
  }
}
