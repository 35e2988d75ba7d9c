package org.cascadenlp.neural.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.sequence.Cut;
import org.cascadenlp.neural.sequence.SequenceType;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.weights.safetensors.SafeTensors;
import org.cascadenlp.weights.tensor.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelFolderTest {

  @TempDir private Path folder;

  @BeforeEach
  void writeModel() throws IOException {
    Files.createDirectory(folder.resolve("extra"));
    Files.writeString(folder.resolve("extra/notes.txt"), "abc");
    SafeTensors.write(
        folder.resolve("model.safetensors"),
        Map.of("w", new Tensor(new long[] {2}, new float[] {1, 2})),
        Map.of());
    ModelFolder.write(folder, card());
  }

  @Test
  void aCardReadsBackEqualWithTheHashesOfAllFiles() {
    ModelCard read = ModelFolder.read(folder);
    assertThat(read.files().keySet()).containsExactly("extra/notes.txt", "model.safetensors");
    assertThat(read.files())
        .containsEntry(
            "extra/notes.txt", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    ModelCard written = card();
    assertThat(read)
        .usingRecursiveComparison()
        .ignoringFields("files", "probe.expected")
        .isEqualTo(written);
    assertThat(read.probe().expected()).hasToString(written.probe().expected().toString());
    assertThat(read.head().seed()).isEqualTo(Long.MAX_VALUE);
    assertThat(read.base()).isNull();
    assertThat(ModelFolder.weights(folder).get("w").values()).containsExactly(1, 2);
  }

  @Test
  void writingTwiceGivesTheSameBytes() throws IOException {
    byte[] once = Files.readAllBytes(folder.resolve("model.json"));
    ModelFolder.write(folder, card());
    assertThat(Files.readAllBytes(folder.resolve("model.json"))).isEqualTo(once);
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    Path gone = folder.resolve("model.safetensors");
    Files.delete(gone);
    assertThatThrownBy(() -> ModelFolder.read(folder))
        .isInstanceOf(CascadeException.class)
        .hasMessage(
            gone + ": is missing, but model.json lists it; copy the whole model folder again");
  }

  @Test
  void aChangedFileIsNamedWithBothHashes() throws IOException {
    Files.writeString(folder.resolve("extra/notes.txt"), "abd");
    assertThatThrownBy(() -> ModelFolder.read(folder))
        .isInstanceOf(CascadeException.class)
        .hasMessage(
            folder.resolve("extra/notes.txt")
                + ": changed or truncated: expected sha256"
                + " ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad, found"
                + " a52d159f262b2c6ddb724a61840befc36eb30c88877a4030b65cbe86298449c9;"
                + " copy the whole model folder again");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"kind\": \"head\" | \"kind\": 5 | : kind is 5; expected text",
        "\"kind\": | \"kin\": | : kind is missing; expected text",
        "\"layers\": 6 | \"layers\": \"six\" | layers is \"six\"; expected size",
        "\"layers\": 6 | \"layers\": 6.5 | layers is 6.5; expected size",
        "\"seed\": 9223372036854775807 | \"seed\": 9223372036854775808 | head: seed is 9223372036854775808; expected whole number",
        "\"scores\": { | \"scores\": {\"x\": null, | scores is {\"x\":null,\"f1\":0.5}; expected numbers by name",
        "\"base\": null | \"base\": [] | : base is []; expected an object or null",
        "\"unit\": null | \"unit\": \"paragraph\" | : unit is \"paragraph\"; expected one of [sentence, document, instance, part]",
        "\"unit\": null | \"unit\": 1 | : unit is 1; expected one of [sentence, document, instance, part]",
        "\"B-PER\" | null | head: labels is [\"O\",null]; expected list of texts",
        "\"extra/notes.txt\": | \"../notes.txt\": | files lists ../notes.txt, which is outside the folder",
        "\"kind\": \"head\" | \"kind\": 'head' | is not well-formed JSON",
      })
  void anInvalidCardIsRefusedNamingTheField(String from, String to, String problem)
      throws IOException {
    Path card = folder.resolve("model.json");
    String text = Files.readString(card);
    assertThat(text).contains(from);
    Files.writeString(card, text.replaceFirst(java.util.regex.Pattern.quote(from), to));
    assertThatThrownBy(() -> ModelFolder.read(folder))
        .isInstanceOf(CascadeException.class)
        .hasMessageStartingWith(card.toString())
        .hasMessageContaining(problem);
  }

  @Test
  void theSequenceTypeOfACardIsOptional() throws IOException {
    Path card = folder.resolve("model.json");
    String text = Files.readString(card);
    assertThat(text).contains("\"unit\": null");
    assertThat(ModelFolder.read(folder).unit()).isNull();
    Files.writeString(card, text.replace("  \"unit\": null,\n", ""));
    assertThat(ModelFolder.read(folder).unit()).isNull();
    Files.writeString(card, text.replace("\"unit\": null", "\"unit\": \"document\""));
    assertThat(ModelFolder.read(folder).unit()).isEqualTo(SequenceType.DOCUMENT);
  }

  @Test
  void aFolderWithoutCardAndAMissingFolderAreNamed() throws IOException {
    Files.delete(folder.resolve("model.json"));
    assertThatThrownBy(() -> ModelFolder.read(folder))
        .hasMessageStartingWith(folder.resolve("model.json") + ": there is no such file");
    assertThatThrownBy(() -> ModelFolder.read(folder.resolve("no")))
        .hasMessageStartingWith(folder.resolve("no") + ": there is no such folder");
  }

  @Test
  void aNanScoreIsRefused() {
    ModelCard card = card();
    ModelCard wrong =
        new ModelCard(
            card.kind(),
            card.name(),
            card.head(),
            card.unit(),
            card.embedder(),
            card.base(),
            card.files(),
            card.training(),
            card.data(),
            card.versions(),
            Map.of("f1", Double.NaN),
            card.licence(),
            card.probe());
    assertThatThrownBy(() -> ModelFolder.write(folder, wrong))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("a score is not a number");
  }

  @Test
  void aCardRecordsTheCutOnlyIfItIsText() throws IOException {
    assertThat(Files.readString(folder.resolve("model.json"))).doesNotContain("\"cut\"", "text");
    ModelCard card = card();
    ModelFolder.write(
        folder,
        new ModelCard(
            card.kind(),
            card.name(),
            card.head(),
            card.unit(),
            card.embedder().cutting(Cut.TEXT),
            card.base(),
            card.files(),
            card.training(),
            card.data(),
            card.versions(),
            card.scores(),
            card.licence(),
            new ModelCard.SelfTest(
                List.of("do", "n't"),
                expected(List.of("O", "O"), 1, 1),
                List.of(),
                List.of(),
                "don't")));
    Path file = folder.resolve("model.json");
    String written = Files.readString(file);
    assertThat(written)
        .containsPattern("\"cut\": *\"text\"")
        .containsPattern("\"text\": *\"don't\"");
    ModelCard read = ModelFolder.read(folder);
    assertThat(read.embedder().cut()).isEqualTo(Cut.TEXT);
    assertThat(read.probe().text()).isEqualTo("don't");
    Files.writeString(file, written.replaceFirst("(\"cut\": *)\"text\"", "$1\"words\""));
    assertThatThrownBy(() -> ModelFolder.read(folder))
        .hasMessage(file + ": cut is \"words\"; expected text or tokens");
  }

  private static ModelCard card() {
    return new ModelCard(
        "head",
        "entities <tweets> & é",
        new HeadSettings(
            "entities", List.of("O", "B-PER"), Map.of("decoder", "crf"), 6, 384, Long.MAX_VALUE),
        null,
        new VectorSpace("all-minilm-l6-v2", "b75a", "layers=6 pooling=first", 1, 384),
        null,
        Map.of(),
        Map.of("mode", "frozen"),
        Map.of("train", "sha256 of it"),
        Map.of("java", "17"),
        Map.of("f1", 0.5),
        "Apache-2.0",
        new ModelCard.SelfTest(
            List.of("Ann", "left", "."),
            expected(List.of("B-PER", "O", "O"), 0.1f, 0.99999994f, Float.MIN_VALUE)));
  }

  private static JsonObject expected(List<String> labels, float... scores) {
    JsonObject expected = new JsonObject();
    expected.add("labels", new Gson().toJsonTree(labels));
    expected.add("scores", new Gson().toJsonTree(scores));
    return expected;
  }
}
