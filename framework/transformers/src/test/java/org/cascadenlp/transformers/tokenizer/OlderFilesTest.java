package org.cascadenlp.transformers.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.transformers.tokenizer.settings.TokenizerFamily;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OlderFilesTest {

  private static final Path MODELS =
      Path.of(System.getProperty("cascade.root"), "testdata/models/tokenizers");
  private static final String VOCABULARY =
      "{\"<|endoftext|>\":0,\"a\":1,\"b\":2,\"ab\":3,\"\u0120\":4,\"\u0120a\":5}";
  private static final String MERGES = "#version: 0.2\na b\n\u0120 a\n";

  @TempDir private Path folder;

  @Test
  void bytePairFilesNeedNoSettings() throws IOException {
    bytePairs(VOCABULARY, MERGES);
    try (SubwordTokenizer tokenizer = SubwordTokenizer.open(folder)) {
      assertThat(tokenizer.family()).isEqualTo(TokenizerFamily.GPT2);
      assertThat(tokenizer.encode("ab ab").ids()).containsExactly(3, 4, 3);
      assertThat(tokenizer.pieces("ab")).containsExactly(4, 3);
      assertThat(tokenizer.pieces("a")).containsExactly(5);
      assertThat(tokenizer.before()).isEmpty();
      assertThat(tokenizer.after()).isEmpty();
      assertThat(tokenizer.pad()).isEmpty();
      assertThat(tokenizer.pieces("")).containsExactly(0);
      assertThatThrownBy(() -> tokenizer.template().classification(3))
          .isInstanceOf(CascadeException.class)
          .hasMessageContaining("has no classification token such as [CLS]");
    }
  }

  @Test
  void aSequenceMayBeginWithATokenOtherThanTheClassificationToken() throws IOException {
    bytePairs(VOCABULARY, MERGES);
    settings("{\"tokenizer_class\":\"GPT2Tokenizer\",\"add_bos_token\":true}");
    try (SubwordTokenizer tokenizer = SubwordTokenizer.open(folder)) {
      assertThat(tokenizer.before()).containsExactly(0);
      assertThat(tokenizer.template().hasClassification()).isFalse();
    }
  }

  @Test
  void aSpecialTokenThatIsNotSetIsNotAdded() throws IOException {
    bytePairs(VOCABULARY, MERGES);
    settings("{\"tokenizer_class\":\"GPT2Tokenizer\",\"mask_token\":\"<mask>\"}");
    try (SubwordTokenizer tokenizer = SubwordTokenizer.open(folder)) {
      assertThat(tokenizer.vocabularySize()).isEqualTo(7);
      assertThat(tokenizer.encode("a<mask>").ids()).containsExactly(1, 6);
    }
    settings("{\"tokenizer_class\":\"GPT2Tokenizer\",\"mask_token\":null}");
    try (SubwordTokenizer tokenizer = SubwordTokenizer.open(folder)) {
      assertThat(tokenizer.vocabularySize()).isEqualTo(6);
    }
  }

  @Test
  void theConfigurationDeterminesTheFamilyIfTheSettingsDoNot() throws IOException {
    Files.copy(MODELS.resolve("sentencepiece-bpe/tokenizer.model"), folder.resolve("spiece.model"));
    Files.writeString(folder.resolve("config.json"), "{\"model_type\":\"xlnet\"}");
    try (SubwordTokenizer tokenizer = SubwordTokenizer.open(folder)) {
      assertThat(tokenizer.family()).isEqualTo(TokenizerFamily.XLNET);
      int[] after = tokenizer.after();
      assertThat(after).hasSize(2);
      assertThat(tokenizer.template().classification(10)).isEqualTo(9);
      assertThat(tokenizer.template().typesAfter()).containsExactly(0, 2);
    }
  }

  @Test
  void theFamilysTemplateIsUsedIfTheDescriptionHasNone() {
    String json =
        "{\"model\":{\"type\":\"Unigram\",\"unk_id\":0,\"vocab\":"
            + "[[\"<unk>\",0],[\"<sep>\",0],[\"<cls>\",0],[\"a\",-1]]}}";
    try (SubwordTokenizer tokenizer = SubwordTokenizer.of(json, "x.json", TokenizerFamily.XLNET)) {
      assertThat(tokenizer.after()).containsExactly(1, 2);
      assertThat(tokenizer.encode("aa").ids()).containsExactly(3, 3);
    }
    assertThatThrownBy(() -> SubwordTokenizer.of(json, "x.json", TokenizerFamily.ROBERTA))
        .isInstanceOf(CascadeException.class)
        .hasMessageStartingWith("x.json: there is no subword <s>");
  }

  @Test
  void bpeDropoutIsDisabled() {
    String json =
        "{\"model\":{\"type\":\"BPE\",\"dropout\":0.9,\"unk_token\":\"a\",\"vocab\":"
            + "{\"a\":0,\"b\":1,\"ab\":2},\"merges\":[\"a b\"]}}";
    try (SubwordTokenizer tokenizer = SubwordTokenizer.of(json, "x.json")) {
      assertThat(tokenizer.encode("ab".repeat(50)).ids()).hasSize(50);
    }
  }

  @Test
  void errorsInBytePairFilesNameFileAndLine() throws IOException {
    refused(VOCABULARY.substring(0, 20), MERGES, "vocab.json: is not a vocabulary: ");
    refused("[1]", MERGES, "vocab.json: is not a vocabulary: ");
    refused("{}", MERGES, "vocab.json: is empty");
    refused("{\"a\":\"1\"}", MERGES, "vocab.json: piece a has no id from 0 to 9999999");
    refused("{\"a\":-1}", MERGES, "vocab.json: piece a has no id from 0 to 9999999");
    refused("{\"a\":99999999}", MERGES, "vocab.json: piece a has no id from 0 to 9999999");
    refused("{\"a\":1,\"a\":2}", MERGES, "vocab.json: piece a is there twice");
    refused("{\"a\":1,\"b\":1}", MERGES, "vocab.json: pieces a and b both have the id 1");
    refused(VOCABULARY, "a b\nc d\n", "merges.txt, line 2: there is no piece c");
    refused(VOCABULARY, "a b\nb a\n", "merges.txt, line 2: there is no piece ba");
    refused(VOCABULARY, "a b\nab\n", "merges.txt, line 2: is \"ab\"");
    refused(VOCABULARY, "a b\na b\n", "merges.txt, line 2: is the merge of line 1 again");
    Files.delete(folder.resolve("merges.txt"));
    assertThatThrownBy(() -> SubwordTokenizer.open(folder))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("has vocab.json, but not merges.txt");
  }

  @Test
  void aDuplicateSubwordInAVocabularyIsRefused() throws IOException {
    Files.writeString(folder.resolve("vocab.txt"), "[UNK]\n[CLS]\n[SEP]\na\na\n");
    assertThatThrownBy(() -> SubwordTokenizer.open(folder))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("vocab.txt, line 5: is \"a\", as is line 4");
  }

  /**
   * As in transformers 5.24's BertTokenizer, except for the byte order mark, which it keeps as
   * text.
   */
  @Test
  void trailingWhiteSpaceOfLinesIsIgnored() throws IOException {
    String vocabulary = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nhello \na\t\n\nb\u00a0\n x\nn\n";
    for (String text :
        List.of(
            vocabulary, vocabulary.replace("\n", "\r\n"), "\uFEFF" + vocabulary.strip() + "  ")) {
      Files.writeString(folder.resolve("vocab.txt"), text);
      try (SubwordTokenizer tokenizer = SubwordTokenizer.open(folder)) {
        assertThat(tokenizer.encode("hello a b x n").ids()).containsExactly(5, 6, 8, 1, 10);
        assertThat(tokenizer.pad()).hasValue(0);
        assertThat(tokenizer.vocabularySize()).isEqualTo(11);
      }
    }
    Files.writeString(folder.resolve("vocab.txt"), vocabulary + "hello\n");
    refused("vocab.txt, line 12: is \"hello\", as is line 6");
  }

  @Test
  void bytePairsMayHaveCarriageReturnsAndAByteOrderMark() throws IOException {
    bytePairs(
        "\uFEFF" + VOCABULARY.replace(",", ",\r\n"),
        "\uFEFF" + MERGES.replace("\n", " \r\n") + "\r\n");
    try (SubwordTokenizer tokenizer = SubwordTokenizer.open(folder)) {
      assertThat(tokenizer.encode("ab ab").ids()).containsExactly(3, 4, 3);
    }
  }

  /** As transformers 5.24's RobertaTokenizer and BertTokenizer read them. */
  @Test
  void aMaskStripsThePrecedingSpaceIfItsFlagIsSet() throws IOException {
    copy("roberta", "vocab.json", "merges.txt");
    String kind = "{\"tokenizer_class\":\"RobertaTokenizer\"";
    for (String fields : List.of("", ",\"mask_token\":\"<mask>\"")) {
      settings(kind + fields + "}");
      assertThat(pieces("he <mask> a")).containsExactly("he", "\u0120", "<mask>", "\u0120a");
    }
    settings(kind + ",\"mask_token\":{\"content\":\"<mask>\",\"lstrip\":true}}");
    assertThat(pieces("he <mask> a")).containsExactly("he", " <mask>", "\u0120a");
    settings(kind + ",\"extra_special_tokens\":[{\"content\":\"he\",\"rstrip\":true}]}");
    assertThat(pieces("he a")).containsExactly("he ", "a");
    Files.delete(folder.resolve("vocab.json"));
    Files.writeString(folder.resolve("vocab.txt"), "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nhe\n");
    settings("{\"mask_token\":{\"content\":\"[MASK]\",\"lstrip\":true}}");
    try (SubwordTokenizer tokenizer = SubwordTokenizer.open(folder)) {
      assertThat(tokenizer.encode("he [MASK]").begins()).containsExactly(0, 2);
    }
  }

  private List<String> pieces(String text) {
    try (SubwordTokenizer tokenizer = SubwordTokenizer.open(folder)) {
      return tokenizer.encode(text).pieces();
    }
  }

  private void copy(String model, String... names) throws IOException {
    for (String name : names) {
      Files.copy(MODELS.resolve(model).resolve(name), folder.resolve(name));
    }
  }

  @Test
  void settingsOfTheWrongTypeAreErrors() throws IOException {
    bytePairs(VOCABULARY, MERGES);
    settings("{\"add_prefix_space\":\"yes\"}");
    refused("tokenizer_config.json: add_prefix_space is \"yes\"; expected true or false");
    settings("{\"tokenizer_class\":\"T5Tokenizer\"}");
    refused("has [vocab.json], which is not a vocabulary of a T5Tokenizer");
    settings("{\"cls_token\":7.5e3, \"eos_token\":{\"content\":\"\"}}");
    refused("tokenizer_config.json: eos_token is {\"content\":\"\"}");
    settings("{\"added_tokens_decoder\":{\"9\":{\"content\":\"x\"}}}");
    refused("the added token x has the id 9, expected 6");
  }

  @Test
  void descriptionsThatCrashNativeCodeAreRefused() {
    refusedJson(
        "{\"model\":{\"type\":\"BPE\",\"continuing_subword_prefix\":\"####\",\"unk_token\":\"a\","
            + "\"vocab\":{\"a\":0,\"b\":1,\"ab\":2},\"merges\":[\"a b\"]}}",
        "x.json: the merge \"a b\" has no second piece that begins with ####");
    refusedJson(
        "{\"normalizer\":{\"type\":\"Sequence\",\"normalizers\":[{\"type\":\"Precompiled\","
            + "\"precompiled_charsmap\":\"AAQAAAA=\"}]},\"model\":{\"type\":\"Unigram\","
            + "\"unk_id\":0,\"vocab\":[[\"a\",0]]}}",
        "x.json: the trie of its normalisation has 1024 bytes of 1");
    refusedJson(
        "{\"model\":{\"type\":\"Unigram\",\"unk_id\":7,\"vocab\":[[\"a\",0]]}}",
        "x.json: unk_id is 7");
    refusedJson(
        "{\"model\":{\"type\":\"Unigram\",\"unk_id\":0,\"vocab\":[[\"a\",\"0\"]]}}",
        "x.json: subword 0 is [\"a\",\"0\"]");
    refusedJson(
        "{\"post_processor\":{\"type\":\"BertProcessing\",\"cls\":[\"a\",5],\"sep\":[\"a\",0]},"
            + "\"model\":{\"type\":\"Unigram\",\"unk_id\":0,\"vocab\":[[\"a\",0]]}}",
        "x.json: post_processor has the id 5; expected ids below 1");
  }

  /**
   * Changes bytes anywhere in a tokenizer.json; if it still opens, it must tokenize without a
   * crash.
   */
  @Test
  void mutatedDescriptionsGiveATokenizerOrACascadeException() {
    int opened = 0;
    for (String name : new String[] {"xlnet", "gpt2", "mpnet"}) {
      String json;
      try (SubwordTokenizer tokenizer = SubwordTokenizer.open(MODELS.resolve(name))) {
        json = tokenizer.json();
      }
      for (int seed = 0; seed < 150; seed++) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(json);
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
          // the vocabulary is the largest part, so half of the changes are made elsewhere
          int range = random.nextBoolean() ? text.length() : Math.min(3000, text.length());
          text.setCharAt(random.nextInt(range), (char) (32 + random.nextInt(95)));
        }
        try (SubwordTokenizer tokenizer = SubwordTokenizer.of(text.toString(), "x.json")) {
          assertThat(tokenizer.encode("Hello \ufb01ne \u0007 20,000 <mask>").ids()).isNotNull();
          opened++;
        } catch (CascadeException e) {
          assertThat(e).hasMessageContaining("x.json");
        }
      }
    }
    assertThat(opened).isBetween(10, 440);
  }

  private void bytePairs(String vocabulary, String merges) throws IOException {
    Files.writeString(folder.resolve("vocab.json"), vocabulary);
    Files.writeString(folder.resolve("merges.txt"), merges);
  }

  private void settings(String json) throws IOException {
    Files.writeString(folder.resolve("tokenizer_config.json"), json);
  }

  private void refused(String vocabulary, String merges, String message) throws IOException {
    bytePairs(vocabulary, merges);
    refused(message);
  }

  private void refused(String message) {
    assertThatThrownBy(() -> SubwordTokenizer.open(folder))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining(message);
  }

  private static void refusedJson(String json, String message) {
    assertThatThrownBy(() -> SubwordTokenizer.of(json, "x.json"))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining(message);
  }
}
