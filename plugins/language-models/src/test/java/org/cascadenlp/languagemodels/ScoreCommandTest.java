package org.cascadenlp.languagemodels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.weights.json.JsonFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreCommandTest {

  @TempDir private Path folder;

  private static String score(String input, String... arguments) throws Exception {
    return Cli.run(new ScoreCommand(), input, arguments);
  }

  @Test
  void eachInputLineGivesALineOfScores() throws Exception {
    String model = TinyDecoders.copy(folder, "tiny-gpt-neo").toString();
    List<String> lines = score("the end\n\nx\nthe end", model).lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).matches("5\t-[0-9]+\\.[0-9]{6}\t[0-9.]+").isEqualTo(lines.get(3));
    assertThat(lines.subList(1, 3)).containsExactly("0\t0.000000\t-", "1\t0.000000\t-");
    Path file = Files.writeString(folder.resolve("texts"), "the end\n");
    assertThat(score("not read", model, file.toString(), file.toString()))
        .isEqualTo(lines.get(0) + "\n" + lines.get(0) + "\n");
    assertThat(score("x\n", model, "--start", "end-of-text")).startsWith("1\t-");
  }

  @Test
  void jsonHasAValueAndOffsetsForEachSubword() throws Exception {
    String model = TinyDecoders.copy(folder, "tiny-gpt2").toString();
    String line = score("\u00E9 the\n", model, "--json", "--window", "3", "--stride", "1");
    JsonObject json = JsonFile.parse(line, "line");
    assertThat(json.get("tokens")).hasToString("[\"\u00C3\",\"\u00A9\",\"\u0120the\"]");
    assertThat(json.get("offsets")).hasToString("[[0,1],[0,1],[1,5]]");
    assertThat(json.getAsJsonArray("log_probabilities").get(0).isJsonNull()).isTrue();
    double first = json.getAsJsonArray("log_probabilities").get(1).getAsDouble();
    double second = json.getAsJsonArray("log_probabilities").get(2).getAsDouble();
    assertThat(json.get("total").getAsDouble()).isCloseTo(first + second, within(1e-9));
    assertThat(json.get("perplexity").getAsDouble())
        .isCloseTo(Math.exp(-(first + second) / 2), within(1e-6));
    assertThat(score("x\n", model, "--json")).endsWith("\"total\":0.0,\"perplexity\":null}\n");
  }

  @Test
  void errorsAreOneLine() throws Exception {
    refused(
        "model all-minilm-l6-v2: is a bert, which attends to both sides; use a causal"
            + " decoder: openai-gpt, gpt2 or gpt_neo",
        "all-minilm-l6-v2");
    Path model = TinyDecoders.copy(folder, "tiny-gpt2");
    refused(
        "--start here: is unknown; give one of [nothing, end-of-text]", "--start=here", "" + model);
    refused(
        "/dev/zero: is a device; name a file: FIFOs, devices and sockets are not opened, as they"
            + " may never end",
        "" + model,
        "/dev/zero");
    Path config = model.resolve("config.json");
    String settings = Files.readString(config);
    Files.writeString(config, settings.replace(": 97", ": 96"));
    refused(
        "model tiny-gpt2: the tokenizer has 97 subwords, the weights 96; use the tokenizer that"
            + " came with the weights",
        "" + model);
    Files.writeString(config, settings.replace(": 97", ": 98"));
    assertThatThrownBy(() -> score("a\n", "" + model))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("array wte.weight: expected shape [98, 24], found [97, 24]");
    for (String file : List.of("vocab.json", "merges.txt")) {
      Files.delete(model.resolve(file));
    }
    assertThatThrownBy(() -> score("a\n", "" + model))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("has no tokenizer: neither tokenizer.json nor vocab.txt");
  }

  private static void refused(String message, String... arguments) {
    assertThatThrownBy(() -> score("a\n", arguments))
        .isInstanceOf(CascadeException.class)
        .hasMessage(message);
  }
}
