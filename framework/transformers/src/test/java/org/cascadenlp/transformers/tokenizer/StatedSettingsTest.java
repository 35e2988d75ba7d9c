package org.cascadenlp.transformers.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.transformers.tokenizer.settings.AddedToken;
import org.cascadenlp.weights.json.JsonFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fields of the settings files of a tokenizer.json; expected pieces come from transformers 5.24.
 */
class StatedSettingsTest {

  private static final String TEXT = "Hello Caf\u00e9 \u4e2d\u6587 <ent> [MASK] x";
  private static final List<String> PIECES =
      List.of(
          "[PAD]",
          "[UNK]",
          "[CLS]",
          "[SEP]",
          "[MASK]",
          "hello",
          "cafe",
          "Hello",
          "Cafe",
          "Caf\u00e9",
          "caf\u00e9",
          "<",
          "ent",
          ">",
          "\u4e2d",
          "\u6587",
          "\u4e2d\u6587",
          "x");
  private static final String BERT = "\"tokenizer_class\":\"BertTokenizer\"";
  private static final String PLAIN = "\"tokenizer_class\":\"PreTrainedTokenizerFast\"";
  private static final String ENTITY =
      "\"added_tokens_decoder\":{\"18\":{\"content\":\"<ent>\",\"lstrip\":false,\"rstrip\":false,"
          + "\"normalized\":false,\"single_word\":false,\"special\":true}}";

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("config.json"), "{\"model_type\":\"bert\"}");
    tokenizer(true, true);
  }

  @Test
  void theSettingsDetermineBertsNormalizer() throws IOException {
    assertThat(cut(BERT)).isEqualTo("hello cafe \u4e2d \u6587 < ent > [MASK] x");
    assertThat(cut(BERT + ",\"do_lower_case\":false"))
        .isEqualTo("Hello Caf\u00e9 \u4e2d \u6587 < ent > [MASK] x");
    assertThat(cut(BERT + ",\"strip_accents\":false"))
        .isEqualTo("hello caf\u00e9 \u4e2d \u6587 < ent > [MASK] x");
    assertThat(cut(BERT + ",\"strip_accents\":true,\"do_lower_case\":false"))
        .isEqualTo("Hello Cafe \u4e2d \u6587 < ent > [MASK] x");
    assertThat(cut(BERT + ",\"tokenize_chinese_chars\":false"))
        .isEqualTo("hello cafe \u4e2d\u6587 < ent > [MASK] x");
    assertThat(cut("\"do_lower_case\":false"))
        .isEqualTo("Hello Caf\u00e9 \u4e2d \u6587 < ent > [MASK] x");
  }

  @Test
  void bertsClassAlwaysHasBertsNormalizer() throws IOException {
    for (String other : List.of("null", "{\"type\":\"Lowercase\"}", "{\"type\":\"NFC\"}")) {
      JsonObject json = JsonFile.read(folder.resolve("tokenizer.json"));
      json.add("normalizer", JsonParser.parseString(other));
      JsonFile.write(folder.resolve("tokenizer.json"), json);
      assertThat(cut(BERT + ",\"do_lower_case\":true"))
          .isEqualTo("hello cafe \u4e2d \u6587 < ent > [MASK] x");
      assertThat(cut(BERT + ",\"do_lower_case\":false"))
          .isEqualTo("Hello Caf\u00e9 \u4e2d \u6587 < ent > [MASK] x");
      assertThat(cut(BERT + ",\"tokenize_chinese_chars\":false"))
          .isEqualTo("hello cafe \u4e2d\u6587 < ent > [MASK] x");
    }
  }

  @Test
  void aPlainTokenizerFollowsItsDescription() throws IOException {
    assertThat(cut(PLAIN + ",\"do_lower_case\":false"))
        .isEqualTo("hello cafe \u4e2d \u6587 < ent > [MASK] x");
    Files.writeString(folder.resolve("config.json"), "{\"model_type\":\"bert\"," + PLAIN + "}");
    assertThat(cut("\"do_lower_case\":false"))
        .isEqualTo("hello cafe \u4e2d \u6587 < ent > [MASK] x");
  }

  @Test
  void addedTokensAreMatchedInTexts() throws IOException {
    String found = "hello cafe \u4e2d \u6587 <ent> [MASK] x";
    for (String kind : List.of(BERT, PLAIN)) {
      assertThat(cut(kind + "," + ENTITY)).isEqualTo(found);
      assertThat(cut(kind + ",\"additional_special_tokens\":[\"<ent>\"]")).isEqualTo(found);
      assertThat(cut(kind + ",\"extra_special_tokens\":[\"<ent>\"]")).isEqualTo(found);
      assertThat(cut(kind + ",\"extra_special_tokens\":{\"e_token\":\"<ent>\"}")).isEqualTo(found);
      assertThat(cut(kind + ",\"image_token\":\"<ent>\"")).isEqualTo(found);
      Files.writeString(folder.resolve("added_tokens.json"), "{\"<ent>\":18}");
      assertThat(cut(kind)).isEqualTo(found);
      Files.delete(folder.resolve("added_tokens.json"));
      Files.writeString(
          folder.resolve("special_tokens_map.json"),
          "{\"additional_special_tokens\":[{\"content\":\"<ent>\"}]}");
      assertThat(cut(kind)).isEqualTo(found);
      Files.delete(folder.resolve("special_tokens_map.json"));
    }
    // with the decoder the older files are not read
    Files.writeString(folder.resolve("added_tokens.json"), "{\"x\":99}");
    assertThat(cut(BERT + "," + ENTITY)).isEqualTo(found);
    refused(BERT + "," + ENTITY.replace("18", "40"), "<ent> has the id 40, expected 18");
  }

  @Test
  void aTokenWithARoleIsSpecialIfItsClassOrTheSettingsStateIt() throws IOException {
    tokenizer(true, false);
    assertThat(cut(BERT)).contains("[MASK]");
    assertThat(cut(PLAIN)).doesNotContain("[MASK]");
    assertThat(cut(PLAIN + ",\"mask_token\":\"[MASK]\"")).contains("[MASK]");
    assertThat(cut(PLAIN + ",\"mask_token\":\"<mask>\"")).doesNotContain("[MASK]");
  }

  @Test
  void aSpecialTokenStripsSpacesIfTheSettingsStateIt() throws IOException {
    for (String kind : List.of(BERT, PLAIN, "\"tokenizer_class\":\"XLMRobertaTokenizer\"")) {
      assertThat(last(kind + ",\"mask_token\":\"x\"")).isEqualTo("x");
      String stated = "{\"content\":\"x\",\"lstrip\":true}";
      assertThat(last(kind + ",\"mask_token\":" + stated)).isEqualTo(" x");
      assertThat(last(kind + ",\"extra_special_tokens\":[" + stated + "]")).isEqualTo(" x");
    }
    assertThat(last("\"tokenizer_class\":\"MPNetTokenizer\",\"mask_token\":\"x\"")).isEqualTo(" x");
  }

  @Test
  void aClassUsesOnlyTheAddedTokensOfTheDecoder() throws IOException {
    JsonObject json = JsonFile.read(folder.resolve("tokenizer.json"));
    json.getAsJsonArray("added_tokens").add(AddedToken.special("ent").json(12));
    JsonFile.write(folder.resolve("tokenizer.json"), json);
    String decoder = ",\"added_tokens_decoder\":{}";
    assertThat(pieces(BERT, "entx [MASK]")).containsExactly("ent", "x", "[MASK]");
    assertThat(pieces(PLAIN + decoder, "entx [MASK]")).containsExactly("ent", "x", "[MASK]");
    assertThat(pieces(BERT + decoder, "entx [MASK]")).containsExactly("[UNK]", "[MASK]");
  }

  @Test
  void theUnknownSubwordOfAClassIsSavedAndAMissingOneRefused() throws IOException {
    String xlnet = "\"tokenizer_class\":\"XLNetTokenizer\",\"unk_id\":";
    Files.writeString(
        folder.resolve("tokenizer.json"),
        Files.readString(
            Path.of(System.getProperty("cascade.root"))
                .resolve("testdata/models/descriptions/xlnet.json")));
    cut(xlnet + 5);
    try (SubwordTokenizer tokenizer = SubwordTokenizer.open(folder)) {
      assertThat(tokenizer.unknown()).isEqualTo(5);
      assertThat(tokenizer.encode("\u4e2d").ids()).contains(5);
    }
    refused(xlnet + 500, "tokenizer_config.json: unk_id is 500; expected a number from 0 to 499");
  }

  @Test
  void savingKeepsTheAddedTokensOfOlderFiles() throws IOException {
    Path older = Files.createDirectories(folder.resolve("older"));
    Files.copy(
        Path.of(System.getProperty("cascade.root"))
            .resolve("testdata/models/tokenizers/albert/spiece.model"),
        older.resolve("spiece.model"));
    Files.writeString(
        older.resolve("tokenizer_config.json"),
        "{\"tokenizer_class\":\"AlbertTokenizer\",\"added_tokens_decoder\":{}}");
    Path saved = Files.createDirectories(folder.resolve("newer"));
    try (SubwordTokenizer tokenizer = SubwordTokenizer.open(older)) {
      tokenizer.save(saved);
      try (SubwordTokenizer again = SubwordTokenizer.open(saved)) {
        assertThat(again.encode("a (b)").ids()).isEqualTo(tokenizer.encode("a (b)").ids());
      }
    }
  }

  @Test
  void withoutAPostProcessorOnlyClassesWithSpecialTokensAddThem() throws IOException {
    tokenizer(false, true);
    for (String kind : List.of(PLAIN, "\"tokenizer_class\":\"NoSuchTokenizer\"")) {
      settings(kind);
      try (SubwordTokenizer tokenizer = SubwordTokenizer.open(folder)) {
        assertThat(tokenizer.before()).isEmpty();
        assertThat(tokenizer.after()).isEmpty();
      }
    }
    settings(BERT);
    try (SubwordTokenizer tokenizer = SubwordTokenizer.open(folder)) {
      assertThat(tokenizer.before()).containsExactly(2);
      assertThat(tokenizer.after()).containsExactly(3);
    }
  }

  @Test
  void contradictoryOrUnsupportedSettingsAreRefusedByName() throws IOException {
    refused(BERT + ",\"split_special_tokens\":true", "split_special_tokens is true");
    refused(
        "\"tokenizer_class\":\"BertJapaneseTokenizer\"",
        "tokenizer_class is BertJapaneseTokenizer, which is implemented in Python only");
    refused(BERT + ",\"strip_accents\":\"no\"", "strip_accents is \"no\"");
    refused(BERT + ",\"unk_token\":\"x\"", "unk_token is x, but tokenizer.json has [UNK]");
  }

  private String cut(String settings) throws IOException {
    settings(settings);
    try (SubwordTokenizer tokenizer = SubwordTokenizer.open(folder)) {
      String pieces = String.join(" ", tokenizer.encode(TEXT).pieces());
      Path saved = Files.createDirectories(folder.resolve("saved"));
      tokenizer.save(saved);
      try (SubwordTokenizer again = SubwordTokenizer.open(saved)) {
        assertThat(again.encode(TEXT).ids()).isEqualTo(tokenizer.encode(TEXT).ids());
      }
      return pieces;
    }
  }

  private List<String> pieces(String settings, String text) throws IOException {
    settings(settings);
    try (SubwordTokenizer tokenizer = SubwordTokenizer.open(folder)) {
      return tokenizer.encode(text).pieces();
    }
  }

  private String last(String settings) throws IOException {
    List<String> pieces = pieces(settings, TEXT);
    return pieces.get(pieces.size() - 1);
  }

  private void refused(String settings, String message) throws IOException {
    settings(settings);
    assertThatThrownBy(() -> SubwordTokenizer.open(folder))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining(message);
  }

  private void settings(String fields) throws IOException {
    Files.writeString(folder.resolve("tokenizer_config.json"), "{" + fields + "}");
  }

  private void tokenizer(boolean isFramed, boolean hasAdded) throws IOException {
    StringBuilder vocabulary = new StringBuilder();
    StringBuilder added = new StringBuilder();
    for (int id = 0; id < PIECES.size(); id++) {
      vocabulary.append(id == 0 ? "" : ",").append('"' + PIECES.get(id) + "\":" + id);
      if (hasAdded && id < 5) {
        added.append(id == 0 ? "" : ",").append(AddedToken.special(PIECES.get(id)).json(id));
      }
    }
    Files.writeString(
        folder.resolve("tokenizer.json"),
        "{\"version\":\"1.0\",\"added_tokens\":["
            + added
            + "],\"normalizer\":{\"type\":\"BertNormalizer\",\"clean_text\":true,"
            + "\"handle_chinese_chars\":true,\"strip_accents\":null,\"lowercase\":true},"
            + "\"pre_tokenizer\":{\"type\":\"BertPreTokenizer\"},\"decoder\":null,"
            + "\"post_processor\":"
            + (isFramed
                ? "{\"type\":\"BertProcessing\",\"sep\":[\"[SEP]\",3],\"cls\":[\"[CLS]\",2]}"
                : "null")
            + ",\"model\":{\"type\":\"WordPiece\",\"unk_token\":\"[UNK]\","
            + "\"continuing_subword_prefix\":\"##\",\"max_input_chars_per_word\":100,\"vocab\":{"
            + vocabulary
            + "}}}");
  }
}
