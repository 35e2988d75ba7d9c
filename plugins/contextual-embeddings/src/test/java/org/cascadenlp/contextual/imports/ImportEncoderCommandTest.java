package org.cascadenlp.contextual.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.cascadenlp.contextual.files.BertWeights;
import org.cascadenlp.contextual.files.HuggingFaceFolder;
import org.cascadenlp.core.CascadeException;
import org.cascadenlp.neural.ModelCard;
import org.cascadenlp.neural.ModelFolder;
import org.cascadenlp.neural.SafeTensors;
import org.cascadenlp.neural.Weights;
import org.cascadenlp.neural.Weights.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ImportEncoderCommandTest {

  private static final Path TINY =
      Path.of(System.getProperty("cascade.root"), "testdata/models/tiny-bert");
  private static final String MINILM = "all-minilm-l6-v2";

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();

  private void run(String source, Path output) throws Exception {
    ImportEncoderCommand command = new ImportEncoderCommand();
    CommandLine line = new CommandLine(command).setOut(new PrintWriter(out));
    line.parseArgs(source, "--output", output.toString(), "--licence", "MIT");
    assertThat(command.call()).isZero();
  }

  @Test
  void aFolderKeepsItsWeightsAndGetsACard() throws Exception {
    Path output = folder.resolve("new/tiny");
    run(TINY.toString(), output);
    assertThat(out.toString())
        .contains("taken 39 arrays", "renamed 0", "left over 0", "missing 0", "written to ");
    ModelCard card = ModelFolder.read(output);
    assertThat(card.kind()).isEqualTo("encoder");
    assertThat(card.licence()).isEqualTo("MIT");
    assertThat(card.files()).containsKeys("config.json", "model.safetensors", "tokenizer.json");
    assertThat(card.data()).containsEntry("weights", hash(TINY));
    assertThat(hash(output)).isEqualTo(hash(TINY));
    assertThat(SafeTensors.read(output.resolve("model.safetensors")))
        .containsKey("pooler.dense.weight");
  }

  @Test
  void prefixesOldNamesAndHeadsAreAudited() throws Exception {
    Path source = Files.createDirectory(folder.resolve("old"));
    for (String file : List.of("config.json", "tokenizer.json")) {
      Files.copy(TINY.resolve(file), source.resolve(file));
    }
    Map<String, Tensor> old = new LinkedHashMap<>();
    SafeTensors.read(TINY.resolve("model.safetensors"))
        .forEach(
            (name, tensor) -> {
              if (!name.startsWith("pooler.")) {
                old.put("bert." + name.replace("LayerNorm.weight", "LayerNorm.gamma"), tensor);
              }
            });
    old.put("cls.predictions.bias", new Tensor(new long[] {1}, new float[] {1}));
    SafeTensors.write(source.resolve("model.safetensors"), old, Map.of());
    run(source.toString(), folder.resolve("tiny"));
    assertThat(out.toString())
        .contains(
            "renamed 37",
            "bert.embeddings.LayerNorm.gamma -> embeddings.LayerNorm.weight",
            "left over 1",
            "  cls.predictions.bias",
            "missing 2",
            "  pooler.dense.bias");
    assertThat(hash(folder.resolve("tiny"))).isEqualTo(hash(TINY));
  }

  @Test
  void anEntryOfAJarIsReadWithTheTokenizerBesideIt() throws Exception {
    Path jar = folder.resolve("m.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      zip.setLevel(0);
      for (String entry : List.of(MINILM + ".onnx", MINILM + "-tokenizer.json")) {
        zip.putNextEntry(new ZipEntry(entry));
        getClass().getResourceAsStream("/" + entry).transferTo(zip);
      }
    }
    run(jar + "!/" + MINILM + ".onnx", folder.resolve("minilm"));
    assertThat(out.toString())
        .contains(
            "taken 101 arrays",
            "renamed 36",
            " -> encoder.layer.5.output.dense.weight",
            "transposed 36: those that were renamed",
            "missing 2");
    assertThat(hash(folder.resolve("minilm")))
        .isEqualTo("b75a1aa065dc226e68b14add30359e71280b67b640f85e2e8235cf8bd88ea0a7");
    assertThatThrownBy(() -> run(jar.toString(), folder.resolve("x")))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("name the entry: " + jar + "!/" + MINILM + ".onnx");
  }

  @Test
  void whatCannotBeImportedIsNamedAndLeavesNothing() throws Exception {
    refused("none", "none: there is no such file or folder; give a Hugging Face folder");
    Path text = Files.writeString(folder.resolve("a.txt"), "x");
    refused(text.toString(), "is no file of a known encoder");
    Path onnx = Files.writeString(folder.resolve("a.onnx"), "x");
    refused(onnx.toString(), "beside it there is none of [tokenizer.json, a-tokenizer.json]");
    Files.copy(TINY.resolve("tokenizer.json"), folder.resolve("tokenizer.json"));
    refused(onnx.toString(), "beside it there is none of [config.json, a.json, a-config.json]");
    Files.copy(TINY.resolve("config.json"), folder.resolve("config.json"));
    refused(onnx.toString(), "is no complete ONNX file");
    refused(folder.toString(), "has no model.safetensors");
    Path full = Files.createDirectory(folder.resolve("full"));
    Files.writeString(full.resolve("mine"), "x");
    assertThatThrownBy(() -> run(TINY.toString(), full))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("there is something already; name a new or an empty folder");
    assertThat(full.resolve("mine")).exists();
  }

  private void refused(String source, String message) {
    Path output = folder.resolve("never");
    assertThatThrownBy(() -> run(source, output))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining(message);
    assertThat(output).doesNotExist();
    assertThat(folder.resolve(".never.part")).doesNotExist();
  }

  private static String hash(Path model) {
    HuggingFaceFolder read = new HuggingFaceFolder(model);
    return Weights.hash(BertWeights.of(read.tensors(), read.configuration(), "x"));
  }
}
