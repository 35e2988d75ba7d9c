package org.cascadenlp.transformers.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.transformers.files.MiniLm;
import org.cascadenlp.transformers.tokenizer.settings.Encoding;
import org.cascadenlp.transformers.tokenizer.settings.TokenizerFamily;
import org.cascadenlp.transformers.tokenizer.settings.Vocabulary;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubwordTokenizerTest {

  private static final List<String> NASTY =
      List.of(
          "I",
          "😀",
          "playing",
          "Zürich's",
          "cafe\u0301",
          "東京",
          "a\u00adb",
          "\u200d",
          "\u0007",
          "ﬁne",
          "İstanbul",
          "don't",
          "…",
          "\uD835\uDC00bc",
          "[MASK]",
          "x\u3000y",
          "Straße",
          "ΑΣ",
          "👨\u200d👩\u200d👧",
          "\uFFFD",
          "３４",
          "क्षि",
          "U.S.A.",
          "http://x.y/?z=1&w",
          "\u0301");

  @TempDir private Path folder;
  private static SubwordTokenizer miniLm;

  @BeforeAll
  static void open() throws IOException {
    miniLm = MiniLm.tokenizer();
  }

  @AfterAll
  static void close() {
    miniLm.close();
  }

  /** Computed with Hugging Face's tokenizers 0.21.4 in Python; code points converted to UTF-16. */
  @Test
  void piecesAndUtf16OffsetsEqualHuggingFaces() {
    check("I 😀 love playing", "i[0,1] [UNK][2,4] love[5,9] playing[10,17]", 1045, 100, 2293, 2652);
    check("Zürich's cafe\u0301", "zurich[0,6] '[6,7] s[7,8] cafe[9,13]", 10204, 1005, 1055, 7668);
    check("东京 Tower", "[UNK][0,1] 京[1,2] tower[3,8]", 100, 1755, 3578);
    check("a\u00adb c\u200dd", "ab[0,3] cd[4,7]", 11113, 3729);
    check("soft\u0000x \uFFFD y", "soft[0,4] ##x[5,6] y[9,10]", 3730, 2595, 1061);
    check("ﬁne İstanbul", "ﬁ[0,1] ##ne[1,3] istanbul[4,12]", 1984, 2638, 9960);
    check("\uD835\uDC00bc", "[UNK][0,4]", 100);
    check("[MASK] it", "[MASK][0,6] it[7,9]", 103, 2009);
    check("x\u3000y\u00a0z", "x[0,1] y[2,3] z[4,5]", 1060, 1061, 1062);
    check("👨\u200d👩\u200d👧 family", "[UNK][0,8] family[9,15]", 100, 2155);
    check("Straße ΑΣ", "st[0,2] ##raße[2,6] α[7,8] ##σ[8,9]", 2358, 27807, 1155, 29733);
    check("", "");
  }

  @Test
  void loneSurrogatesDoNotShiftOffsets() {
    check("x\uD83D y\uDE00 z", "x[0,1] y[3,4] z[6,7]", 1060, 1061, 1062);
  }

  @Test
  void aHandMadeVocabularyGivesThePiecesOfWordPiece() throws IOException {
    Files.write(
        folder.resolve("vocab.txt"),
        List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "un", "##aff", "##able", "aff", ",", "ü", "u"));
    try (SubwordTokenizer lower = SubwordTokenizer.open(folder)) {
      assertThat(lower.encode("Unaffable, aff aff😀able Ü").pieces())
          .containsExactly("un", "##aff", "##able", ",", "aff", "[UNK]", "u");
      assertThat(lower.pieces("unaffable")).containsExactly(4, 5, 6);
      assertThat(lower.pieces("unaffected")).containsExactly(1);
      assertThat(lower.pad()).hasValue(0);
      assertThat(lower.unknown()).isEqualTo(1);
      assertThat(lower.before()).containsExactly(2);
      assertThat(lower.after()).containsExactly(3);
      assertThat(lower.template().classification(9)).isZero();
      assertThat(lower.vocabularySize()).isEqualTo(11);
    }
    Files.writeString(folder.resolve("tokenizer_config.json"), "{\"do_lower_case\": false}");
    try (SubwordTokenizer cased = SubwordTokenizer.open(folder)) {
      assertThat(cased.encode("Unaffable aff ü").pieces()).containsExactly("[UNK]", "aff", "ü");
    }
  }

  @Test
  void tokenizingWordsEqualsHuggingFaceAndTokenizingTheText() throws IOException {
    List<String> tokens = new ArrayList<>(NASTY);
    tokens.addAll(List.of("The", "quick", "(brown)", "fox", ",", "2019", "antidisestablishment"));
    try (HuggingFaceTokenizer theirs =
        HuggingFaceTokenizer.newInstance(
            new ByteArrayInputStream(miniLm.json().getBytes(StandardCharsets.UTF_8)),
            Map.of("padding", "false", "truncation", "false"))) {
      long[] split = theirs.encode(tokens, false, false).getIds();
      int[] whole = miniLm.encode(String.join(" ", tokens)).ids();
      tokens.removeIf(token -> miniLm.encode(token).ids().length == 0);
      int[] ours = tokens.stream().flatMapToInt(t -> Arrays.stream(miniLm.pieces(t))).toArray();
      assertThat(Arrays.stream(ours).asLongStream().toArray()).isEqualTo(split);
      assertThat(ours).isEqualTo(whole);
    }
  }

  @Test
  void aTokenWithoutSubwordsBecomesTheUnknownSubword() {
    for (String token : List.of("\u0007", "\u0301", "\u200d", " ", "\uFFFD", "\uD83D", "")) {
      assertThat(miniLm.pieces(token))
          .as("%s", token.codePoints().boxed().toList())
          .containsExactly(100);
    }
  }

  @Test
  void nothingIsPaddedOrTruncated() {
    assertThat(miniLm.encode("a").ids()).hasSize(1);
    assertThat(miniLm.encode("a ".repeat(700)).ids()).hasSize(700);
    assertThat(miniLm.json()).contains("\"padding\":null").contains("\"truncation\":null");
  }

  @Test
  void onlyTheBeginOfAVeryLongTokenIsUsed() {
    assertThat(miniLm.pieces("x".repeat(5_000_000))).containsExactly(100);
    assertThat(miniLm.pieces("😀.".repeat(1_000_000))).hasSizeLessThanOrEqualTo(10_000);
    assertThat(miniLm.pieces("." + "😀".repeat(1_000_000))).hasSizeLessThanOrEqualTo(10_000);
  }

  @Test
  void theTokenizerIsThreadSafe() {
    List<String> tokens =
        new ArrayList<>(Collections.nCopies(40, NASTY).stream().flatMap(List::stream).toList());
    IntStream.range(0, 2000).forEach(i -> tokens.add("w" + i));
    List<int[]> alone = tokens.stream().map(t -> ids(miniLm.encode(t).ids())).toList();
    List<int[]> together = tokens.parallelStream().map(miniLm::pieces).toList();
    for (int i = 0; i < tokens.size(); i++) {
      assertThat(together.get(i)).as(tokens.get(i)).isEqualTo(alone.get(i));
    }
  }

  @Test
  void aSavedTokenizerOpensAsTheSame() {
    miniLm.save(folder);
    try (SubwordTokenizer again = SubwordTokenizer.open(folder)) {
      assertThat(again.json()).isEqualTo(miniLm.json());
      assertThat(again.pieces("Zürich's")).isEqualTo(miniLm.pieces("Zürich's"));
    }
    assertThat(folder.resolve("tokenizer_config.json"))
        .content()
        .contains("\"do_lower_case\": true", "\"strip_accents\": null");
  }

  @Test
  void anInvalidTokenizerIsAnErrorThatNamesTheFile() {
    refused("{", "x.json: is not well-formed JSON");
    refused("{}", "x.json: model.vocab is missing");
    refused("{\"model\":{\"vocab\":{\"a\":-1}}}", "the id of subword a is -1");
    refused("{\"model\":{\"vocab\":{\"a\":99999999}}}", "the id of subword a is 99999999");
    refused(
        "{\"model\":{\"vocab\":{\"a\":0}}}",
        "has neither an unknown subword nor an end-of-text subword");
    assertThatThrownBy(
            () ->
                SubwordTokenizer.of(
                    "{\"model\":{\"vocab\":{\"a\":0}}}", "x.json", TokenizerFamily.BERT))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("there is no subword [CLS]");
    refused(
        "{\"model\":{\"type\":\"No\",\"vocab\":{\"[CLS]\":0,\"[SEP]\":1,\"[PAD]\":2,\"[UNK]\":3}}}",
        "x.json: is not a valid tokenizer");
    assertThatThrownBy(() -> SubwordTokenizer.open(folder))
        .isInstanceOf(CascadeException.class)
        .hasMessage(
            folder
                + ": has no tokenizer: neither tokenizer.json nor vocab.txt, vocab.json with"
                + " merges.txt, spiece.model, sentencepiece.bpe.model, spm.model, tokenizer.model;"
                + " add the tokenizer the model was trained with");
  }

  private static void refused(String json, String message) {
    assertThatThrownBy(() -> SubwordTokenizer.of(json, "x.json"))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining(message);
  }

  private static int[] ids(int[] ids) {
    return ids.length == 0 ? new int[] {100} : ids;
  }

  private static void check(String text, String pieces, int... ids) {
    Encoding encoding = miniLm.encode(text);
    assertThat(
            IntStream.range(0, encoding.ids().length)
                .mapToObj(
                    i ->
                        encoding.pieces().get(i)
                            + "["
                            + encoding.begins()[i]
                            + ","
                            + encoding.ends()[i]
                            + "]")
                .collect(Collectors.joining(" ")))
        .isEqualTo(pieces);
    assertThat(encoding.ids()).isEqualTo(ids);
  }

  @Test
  void subwordsOfWhiteSpaceAreWrittenAsTheTokenizerWritesSpaces() {
    Vocabulary vocabulary =
        Vocabulary.of(
            Map.of("", 0, "\u2581", 1, "\u2581\u2581", 2, "\u2581a", 3, "\u0120\u010a", 4, "a", 5),
            "a vocabulary");
    Map.of(
            "{'pre_tokenizer':{'type':'Metaspace'}}", "{1, 2}",
            "{'normalizer':{'type':'Replace','content':'\u2581'}}", "{1, 2}",
            "{'decoder':{'type':'ByteLevel'}}", "{4}",
            "{'pre_tokenizer':{'type':'Whitespace'}}", "{}")
        .forEach(
            (description, ids) ->
                assertThat(
                        BlankPieces.of(
                            JsonParser.parseString(description).getAsJsonObject(), vocabulary))
                    .as(description)
                    .hasToString(ids));
    assertThat("a\u200b".chars()).noneMatch(c -> BlankPieces.isBlank((char) (int) c));
    assertThat(" \t\u00a0\u0085\u3000".chars()).allMatch(c -> BlankPieces.isBlank((char) (int) c));
  }
}
