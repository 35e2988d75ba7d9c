package org.cascadenlp.languagemodels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.weights.json.JsonFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateCommandTest {

  @TempDir private Path folder;

  private static String generate(String input, String... arguments) throws Exception {
    return Cli.run(new GenerateCommand(), input, arguments);
  }

  @Test
  void promptAndContinuationArePrinted() throws Exception {
    String model = TinyDecoders.copy(folder, "tiny-gpt2").toString();
    String json = generate("", model, "--prompt", "caf\u00E9", "--tokens", "9", "--json");
    JsonObject found = JsonFile.parse(json, "line");
    assertThat(found.get("prompt").getAsString()).isEqualTo("caf\u00E9");
    assertThat(found.getAsJsonArray("ids")).hasSize(9);
    assertThat(found.get("end").getAsString()).isEqualTo("length");
    String text = "caf\u00E9" + found.get("text").getAsString();
    assertThat(generate("", model, "--prompt", "caf\u00E9", "--tokens", "9"))
        .isEqualTo(text + "\n");
    Path file = Files.writeString(folder.resolve("prompts"), "caf\u00E9\nx\n");
    List<String> lines =
        generate("not read", model, "--input", "" + file, "--tokens", "9").lines().toList();
    assertThat(lines).hasSize(2).first().isEqualTo(text);
    assertThat(generate("x\n", model, "--tokens", "9")).isEqualTo(lines.get(1) + "\n");
  }

  @Test
  void samplesDependOnTheSeed() throws Exception {
    String model = TinyDecoders.copy(folder, "tiny-gpt-neo").toString();
    String[] hot = {
      model,
      "--temperature=2",
      "--top-k=90",
      "--top-p=0.99",
      "--repetition-penalty=1.1",
      "--seed=7",
      "--tokens=30"
    };
    String first = generate("the\n", hot);
    assertThat(generate("the\n", hot)).isEqualTo(first);
    hot[5] = "--seed=8";
    assertThat(generate("the\n", hot)).isNotEqualTo(first);
  }

  @Test
  void errorsAreOneLine() throws Exception {
    refused("model all-minilm-l6-v2: is a bert, which attends", "all-minilm-l6-v2");
    String model = TinyDecoders.copy(folder, "tiny-gpt2").toString();
    refused("/dev/zero: is a device; name a file: ", model, "--input=/dev/zero");
    refused(
        "model tiny-gpt2: cannot continue a text by 1000000000 subwords; its context has 48: give 1"
            + " to 47",
        model,
        "--tokens=1000000000");
    refused(
        "prompt 1: has 60 subwords; the context of model tiny-gpt2 has 48: shorten it",
        model,
        "--tokens=9",
        "--prompt=" + "x".repeat(60));
    refused(
        "top-p 0.5: has no effect at temperature 0, which is greedy; give a", model, "--top-p=0.5");
    refused("--stop: is empty; give a text that ends a continuation", model, "--stop=");
    refused(
        "--input a: is given together with --prompt; give one", model, "--input=a", "--prompt=b");
    refused("prompts: cannot be read: NoSuchFileException: ", model, "--input=" + folder + "/none");
    Files.delete(Path.of(model, "vocab.json"));
    refused(model + ": has no tokenizer: neither tokenizer.json nor vocab.txt", model);
  }

  private static void refused(String message, String... arguments) {
    assertThatThrownBy(() -> generate("a\n", arguments))
        .isInstanceOf(CascadeException.class)
        .hasMessageStartingWith(message);
  }
}
