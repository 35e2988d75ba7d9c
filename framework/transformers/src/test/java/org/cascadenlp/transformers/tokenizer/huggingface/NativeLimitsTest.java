package org.cascadenlp.transformers.tokenizer.huggingface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.transformers.tokenizer.SubwordTokenizer;
import org.cascadenlp.transformers.tokenizer.settings.AddedToken;
import org.cascadenlp.transformers.tokenizer.settings.JsonParts;
import org.cascadenlp.weights.json.JsonFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each of these descriptions ended the process in native code, or took minutes there. */
class NativeLimitsTest {

  private static final Path BERT =
      Path.of(System.getProperty("cascade.root"), "testdata/models/tiny-bert/tokenizer.json");

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '~',
      value = {
        "pre_tokenizer !"
            + " {'type':'Split','pattern':{'Regex':'(a+)+$'},'behavior':'Isolated','invert':false}"
            + " ! pre_tokenizer.pattern.Regex \"(a+)+$\" has an unbounded repetition",
        "pre_tokenizer ! {'type':'FixedLength','length':0}"
            + " ! pre_tokenizer.length is 0; expected 1 to 1000000",
        "normalizer ! {'type':'Sequence','normalizers':[{'type':'Precompiled'}]}"
            + " ! the trie of its normalisation has -1 bytes",
        "normalizer ! {'type':'BertNormalizer','precompiled_charsmap':'AQAAAAA='}"
            + " ! the trie of its normalisation has 1 bytes",
        "normalizer ! {'type':'Sequence','normalizers':[{'type':'Prepend','prepend':''},"
            + "{'type':'Lowercase'}]} ! normalizer.normalizers[0].prepend has 0 characters",
        "normalizer ! {'type':'Sequence','normalizers':[{'type':'Replace','pattern':{'Regex':'x*'},"
            + "'content':'y'},{'type':'NFD'}]} ! matches the empty string at the begin of a text",
        "decoder ! {'type':'Strip','content':' ','start':0,'stop':-1}"
            + " ! decoder.stop is -1; expected 0",
        "decoder ! {'type':'Strip','content':' ','start':1e999,'stop':0}"
            + " ! decoder.start is 1e999",
        "post_processor ! {'type':'TemplateProcessing','single':[{'Sequence':{'id':'B',"
            + "'type_id':0}}],'pair':[],'special_tokens':{}}"
            + " ! post_processor.single has sequence A 0 times of 1",
      })
  void aStepThatCrashesNativeCodeIsAnErrorThatNamesIt(String section, String step, String problem) {
    JsonObject json = JsonFile.read(BERT);
    json.add(section, JsonParser.parseString(step.replace('\'', '"')));
    refused(json, problem);
  }

  /** Native code indexes the ninth character from the end of the empty text. */
  @Test
  void aDecoderStripsAtMostTheExistingCharacters() {
    JsonObject json = JsonFile.read(BERT);
    json.add(
        "decoder",
        JsonParser.parseString(
            "{\"type\":\"Sequence\",\"decoders\":[{\"type\":\"Fuse\"},"
                + "{\"type\":\"Strip\",\"content\":\"b\",\"start\":1,\"stop\":9}]}"));
    try (SubwordTokenizer tokenizer = SubwordTokenizer.of(json.toString(), "x.json")) {
      assertThat(tokenizer.decode(new int[0])).isEmpty();
      assertThat(tokenizer.decode(tokenizer.encode("b b a b b").ids())).isEqualTo("ba");
    }
  }

  @Test
  void theGrowthOfTextsIsBounded() {
    JsonArray steps = new JsonArray();
    for (int i = 0; i < 60; i++) {
      steps.add(JsonParts.replace("String", "a", "aa"));
    }
    JsonObject normalizer = JsonParts.typed("Sequence");
    normalizer.add("normalizers", steps);
    JsonObject json = JsonFile.read(BERT);
    json.add("normalizer", normalizer);
    refused(json, "normalizer.normalizers[9] is a step that may make a text 1024 times");
  }

  @Test
  void tooManyAddedTokensAreRefused() {
    JsonObject json = JsonFile.read(BERT);
    JsonArray added = json.getAsJsonArray("added_tokens");
    for (int i = 0; i < 60_000; i++) {
      added.add(AddedToken.special("<" + i + ">").json(200 + i));
    }
    refused(json, "added_tokens has 60005 tokens; expected at most 50000");
  }

  @Test
  void anAddedTokenThatIsEmptyAfterNormalisationIsRefused() {
    JsonObject json = JsonFile.read(BERT);
    JsonObject token = AddedToken.special("\u0007").json(200);
    token.addProperty("normalized", true);
    json.getAsJsonArray("added_tokens").add(token);
    refused(json, "the added token \"\\u0007\" is empty after normalisation");
  }

  @Test
  void aSpaceTokenWithConflictingStripFlagsIsRefused() {
    JsonObject json = JsonFile.read(BERT);
    JsonObject token = AddedToken.special(" ").json(200);
    token.addProperty("lstrip", true);
    token.addProperty("rstrip", true);
    json.getAsJsonArray("added_tokens").add(token);
    refused(json, "the added token \" \" is a space with lstrip, while another token has rstrip");
  }

  @ParameterizedTest
  @CsvSource({"1000000, 1000000", "99999999999, 99999999999"})
  void theWordLengthOfWordPieceIsBounded(String most, String shown) {
    JsonObject json = JsonFile.read(BERT);
    JsonElement number = JsonParser.parseString(most);
    json.getAsJsonObject("model").add("max_input_chars_per_word", number);
    refused(json, "model.max_input_chars_per_word is " + shown);
  }

  @Test
  void unigramPiecesAreBounded() {
    JsonObject json =
        JsonFile.parse("{\"model\":{\"type\":\"Unigram\",\"unk_id\":0,\"vocab\":[]}}", "x");
    JsonArray piece = new JsonArray();
    piece.add("a".repeat(20_000));
    piece.add(-1);
    json.getAsJsonObject("model").getAsJsonArray("vocab").add(piece);
    refused(json, "model.vocab has at 0 a subword of 20000 characters");
  }

  /** Of duplicate fields native code sometimes uses the first, Java the last. */
  @Test
  void ofDuplicateFieldsTheCheckedOneIsUsed() {
    String json =
        "{\"pre_tokenizer\":{\"type\":\"FixedLength\",\"length\":0,\"length\":2},"
            + "\"model\":{\"type\":\"WordLevel\",\"unk_token\":\"[UNK]\","
            + "\"vocab\":{\"[UNK]\":0,\"ab\":1}}}";
    try (SubwordTokenizer tokenizer = SubwordTokenizer.of(json, "x.json")) {
      assertThat(tokenizer.encode("abab").ids()).containsExactly(1, 1);
    }
  }

  @Test
  void aTextLongerThanAPatternAllowsIsAnErrorThatQuotesIt() {
    JsonObject json = JsonFile.read(BERT);
    json.add(
        "pre_tokenizer",
        JsonParser.parseString(
            "{\"type\":\"Split\",\"pattern\":{\"Regex\":\"a*x|\\\\s+\"},"
                + "\"behavior\":\"Removed\",\"invert\":false}"));
    json.add("normalizer", JsonParts.typed("NFC"));
    try (SubwordTokenizer tokenizer = SubwordTokenizer.of(json.toString(), "x.json")) {
      assertThatThrownBy(() -> tokenizer.encode("a".repeat(3_000_000)))
          .isInstanceOf(CascadeException.class)
          .hasMessageStartingWith("x.json: cannot tokenize a text of 3000000 characters, \"aaaa")
          .hasMessageContaining("supports at most 2666666");
    }
  }

  private static void refused(JsonObject json, String problem) {
    assertThatThrownBy(() -> SubwordTokenizer.of(json.toString(), "x.json").close())
        .isInstanceOf(CascadeException.class)
        .hasMessageStartingWith("x.json: ")
        .hasMessageContaining(problem);
  }
}
