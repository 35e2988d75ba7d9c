package org.cascadenlp.transformers.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.transformers.tokenizer.settings.Encoding;
import org.cascadenlp.transformers.tokenizer.settings.Vocabulary;
import org.cascadenlp.weights.json.JsonFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Special tokens around a text that the settings files of a tokenizer.json state; expected ones
 * come from transformers 5.24.
 */
class StatedTemplateTest {

  private static final Path MODELS = Path.of(System.getProperty("cascade.root"), "testdata/models");
  private static final String STATED = "\"cls_token\":\"s\",\"sep_token\":\"a\"";
  private static final String BEGIN_AND_END = "\"bos_token\":\"s\",\"eos_token\":\"a\"";

  @TempDir private Path folder;

  @Test
  void statedTokensTakePrecedenceOverTheDescription() throws IOException {
    for (String name : List.of("mpnet", "roberta", "deberta-v2")) {
      older(name);
      for (String kind : List.of("TemplateProcessing", "BertProcessing", "RobertaProcessing")) {
        process(kind);
        assertThat(around(name, "")).as(name + kind).doesNotContain("s", "a");
        assertThat(around(name, STATED)).as(name + kind).containsExactly("s", "x", "a");
      }
      processor(JsonNull.INSTANCE.toString());
      assertThat(around(name, STATED)).as(name).containsExactly("s", "x", "a");
    }
    older("xlnet");
    assertThat(around("xlnet", STATED)).containsExactly("x", "a", "s");
  }

  @Test
  void tokensCanBeStatedAsObjectsAndInOlderFiles() throws IOException {
    older("roberta");
    assertThat(around("roberta", "\"cls_token\":{\"content\":\"s\"}"))
        .containsExactly("s", "x", "</s>");
    Files.writeString(folder.resolve("special_tokens_map.json"), "{\"sep_token\":\"a\"}");
    assertThat(around("roberta", "")).containsExactly("<s>", "x", "a");
  }

  @Test
  void someClassesUseOtherFieldsOrTheDescriptionAlone() throws IOException {
    description("xlm-roberta");
    assertThat(around("xlm-roberta", STATED)).containsExactly("<s>", "x", "</s>");
    assertThat(around("xlm-roberta", BEGIN_AND_END)).containsExactly("s", "x", "a");
    description("t5");
    assertThat(around("t5", STATED)).containsExactly("x", "</s>");
    assertThat(around("t5", BEGIN_AND_END)).containsExactly("x", "a");
    description("albert");
    assertThat(around("albert", STATED)).containsExactly("[CLS]", "x", "[SEP]");
    older("roberta");
    assertThat(around("roberta", BEGIN_AND_END)).containsExactly("<s>", "x", "</s>");
    older("gpt2");
    assertThat(around("gpt2", STATED + "," + BEGIN_AND_END)).containsExactly("x");
    description("xlm-roberta");
    assertThat(around("PreTrainedTokenizerFast", BEGIN_AND_END))
        .containsExactly("<s>", "x", "</s>");
  }

  @Test
  void aSentencePieceModelHasTheSameSpecialTokens() throws IOException {
    Path source = MODELS.resolve("tokenizers/xlm-roberta");
    Files.copy(
        source.resolve("sentencepiece.bpe.model"), folder.resolve("sentencepiece.bpe.model"));
    assertThat(around("xlm-roberta", STATED)).containsExactly("<s>", "x", "</s>");
    assertThat(around("xlm-roberta", BEGIN_AND_END)).containsExactly("s", "x", "a");
    try (SubwordTokenizer tokenizer = SubwordTokenizer.open(folder)) {
      assertThat(tokenizer.template().hasClassification()).isTrue();
    }
  }

  @Test
  void aTokenOutsideTheVocabularyIsAnErrorThatNamesItsFile() throws IOException {
    older("roberta");
    refused("\"cls_token\":\"nosuch\"", "tokenizer_config.json: cls_token is nosuch");
    refused("\"cls_token\":\"<s>\",\"sep_token\":null", "sep_token is null");
    Files.writeString(folder.resolve("special_tokens_map.json"), "{\"sep_token\":\"nosuch\"}");
    refused("", "special_tokens_map.json: sep_token is nosuch, which is not a subword");
  }

  /** Checks the tokens around x, also after saving. */
  private List<String> around(String name, String fields) throws IOException {
    settings(name, fields);
    try (SubwordTokenizer tokenizer = SubwordTokenizer.open(folder)) {
      Encoding x = new Encoding(List.of("x"), new int[1], new int[1], new int[1]);
      List<String> pieces = tokenizer.template().around(x).pieces();
      Path saved = Files.createDirectories(folder.resolve("saved"));
      tokenizer.save(saved);
      try (SubwordTokenizer again = SubwordTokenizer.open(saved)) {
        assertThat(again.template().around(x).ids())
            .isEqualTo(tokenizer.template().around(x).ids());
      }
      return pieces;
    }
  }

  private void refused(String fields, String message) throws IOException {
    settings("roberta", fields);
    assertThatThrownBy(() -> SubwordTokenizer.open(folder))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining(message);
  }

  private void settings(String name, String fields) throws IOException {
    Path known = MODELS.resolve("tokenizers").resolve(name).resolve("tokenizer_config.json");
    String kind =
        Files.exists(known)
            ? JsonFile.read(known).get("tokenizer_class").getAsString()
            : "PreTrainedTokenizerFast";
    Files.writeString(
        folder.resolve("tokenizer_config.json"),
        "{\"tokenizer_class\":\"" + kind + "\"" + (fields.isEmpty() ? "" : "," + fields) + "}");
  }

  /** A tokenizer.json that transformers wrote. */
  private void description(String name) throws IOException {
    Files.writeString(
        folder.resolve("tokenizer.json"),
        Files.readString(MODELS.resolve("descriptions").resolve(name + ".json")));
  }

  /** The tokenizer.json of older files. */
  private void older(String name) throws IOException {
    try (SubwordTokenizer tokenizer =
        SubwordTokenizer.open(MODELS.resolve("tokenizers").resolve(name))) {
      Files.writeString(folder.resolve("tokenizer.json"), tokenizer.json());
    }
  }

  private void process(String kind) throws IOException {
    JsonObject json = JsonFile.read(folder.resolve("tokenizer.json"));
    String cls = json.toString().contains("\"[CLS]\"") ? "[CLS]" : "<s>";
    String sep = cls.equals("<s>") ? "</s>" : "[SEP]";
    Vocabulary vocabulary = Vocabulary.of(json, "x");
    int first = vocabulary.id(cls, "");
    int last = vocabulary.id(sep, "");
    String special = "{\"SpecialToken\":{\"id\":\"%s\",\"type_id\":0}}";
    String named = "\"%1$s\":{\"id\":\"%1$s\",\"ids\":[%2$d],\"tokens\":[\"%1$s\"]}";
    processor(
        kind.equals("TemplateProcessing")
            ? "{\"type\":\"TemplateProcessing\",\"single\":["
                + special.formatted(cls)
                + ",{\"Sequence\":{\"id\":\"A\",\"type_id\":0}},"
                + special.formatted(sep)
                + "],\"pair\":[],\"special_tokens\":{"
                + named.formatted(cls, first)
                + ","
                + named.formatted(sep, last)
                + "}}"
            : "{\"type\":\"%s\",\"sep\":[\"%s\",%d],\"cls\":[\"%s\",%d]%s}"
                .formatted(
                    kind,
                    sep,
                    last,
                    cls,
                    first,
                    kind.startsWith("Rob")
                        ? ",\"trim_offsets\":true,\"add_prefix_space\":false"
                        : ""));
  }

  private void processor(String json) throws IOException {
    JsonObject description = JsonFile.read(folder.resolve("tokenizer.json"));
    description.add("post_processor", JsonParser.parseString(json));
    JsonFile.write(folder.resolve("tokenizer.json"), description);
  }
}
