package org.cascadenlp.transformers.tokenizer.overrides;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.cascadenlp.transformers.tokenizer.SubwordTokenizer;
import org.cascadenlp.transformers.tokenizer.settings.Encoding;
import org.cascadenlp.transformers.tokenizer.settings.TokenizerFamily;
import org.junit.jupiter.api.Test;

/** Expected pieces are those of Hugging Face's tokenizers 0.23.3 for a space and the word. */
class PrefixSpaceTest {

  private static final List<String> PIECES =
      List.of("a", "b", "1", "2", "\u0120", "\u0120a", ".", "\u01201", "\u2581", "\u2581a", "<e>");
  private static final String BYTES =
      "{\"type\":\"ByteLevel\",\"add_prefix_space\":false,\"trim_offsets\":true,\"use_regex\":%s}";
  private static final String DIGITS = "{\"type\":\"Digits\",\"individual_digits\":true}";
  private static final String SPLIT =
      "{\"type\":\"Split\",\"pattern\":{\"Regex\":\" ?[a-z]+| ?[^\\\\sa-z]\"},"
          + "\"behavior\":\"Isolated\",\"invert\":false}";

  @Test
  void onlyTheFirstPieceOfASplitWordHasASpace() {
    String bytes = BYTES.formatted("false");
    assertThat(pieces(sequence(DIGITS, bytes), "a12")).isEqualTo("\u0120a 1 2");
    assertThat(pieces(sequence(SPLIT, bytes), "a.b")).isEqualTo("\u0120a . b");
    assertThat(pieces(sequence(sequence(DIGITS), sequence(bytes)), "a12")).isEqualTo("\u0120a 1 2");
    assertThat(pieces(sequence(DIGITS, bytes), "12")).isEqualTo("\u0120 1 2");
  }

  @Test
  void aFirstStepGetsTheWholeWord() {
    assertThat(pieces(BYTES.formatted("true"), "a1")).isEqualTo("\u0120a 1");
    assertThat(pieces(sequence(BYTES.formatted("true"), DIGITS), "12")).isEqualTo("\u0120 1 2");
  }

  @Test
  void anAddedTokenHasNoSpace() {
    assertThat(pieces(sequence(DIGITS, BYTES.formatted("false")), "<e>")).isEqualTo("<e>");
    assertThat(pieces(BYTES.formatted("true"), "<e>")).isEqualTo("<e>");
  }

  @Test
  void aWordHasTheSpaceSymbolEvenIfTextsDoNot() {
    String never =
        "{\"type\":\"Metaspace\",\"replacement\":\"\u2581\",\"prepend_scheme\":\"never\","
            + "\"split\":true}";
    assertThat(pieces(never, "ab")).isEqualTo("\u2581a b");
    assertThat(pieces(never.replace("never", "always"), "ab")).isEqualTo("\u2581a b");
    try (SubwordTokenizer tokenizer = open(never)) {
      assertThat(tokenizer.encode("ab a").pieces()).containsExactly("a", "b", "\u2581a");
    }
  }

  @Test
  void textsAndOffsetsAreUnchanged() {
    try (SubwordTokenizer tokenizer = open(sequence(DIGITS, BYTES.formatted("false")))) {
      Encoding encoding = tokenizer.encode("a12 a");
      assertThat(encoding.pieces()).containsExactly("a", "1", "2", "\u0120a");
      assertThat(encoding.begins()).containsExactly(0, 1, 2, 3);
      assertThat(encoding.ends()).containsExactly(1, 2, 3, 5);
    }
  }

  private static String sequence(String... steps) {
    return "{\"type\":\"Sequence\",\"pretokenizers\":[" + String.join(",", steps) + "]}";
  }

  private static String pieces(String preTokenizer, String word) {
    try (SubwordTokenizer tokenizer = open(preTokenizer)) {
      return Arrays.stream(tokenizer.pieces(word))
          .mapToObj(PIECES::get)
          .collect(Collectors.joining(" "));
    }
  }

  private static SubwordTokenizer open(String preTokenizer) {
    StringBuilder vocabulary = new StringBuilder();
    for (int id = 0; id < PIECES.size() - 1; id++) {
      vocabulary.append(id == 0 ? "" : ",").append('"' + PIECES.get(id) + "\":" + id);
    }
    return SubwordTokenizer.of(
        "{\"added_tokens\":[{\"id\":10,\"content\":\"<e>\",\"single_word\":false,"
            + "\"lstrip\":false,\"rstrip\":false,\"normalized\":false,\"special\":true}],"
            + "\"normalizer\":null,\"decoder\":null,\"post_processor\":null,\"pre_tokenizer\":"
            + preTokenizer
            + ",\"model\":{\"type\":\"BPE\",\"dropout\":null,\"unk_token\":\"a\","
            + "\"continuing_subword_prefix\":null,\"end_of_word_suffix\":null,\"fuse_unk\":false,"
            + "\"byte_fallback\":false,\"vocab\":{"
            + vocabulary
            + "},\"merges\":[[\"\u0120\",\"a\"],[\"\u0120\",\"1\"],[\"\u2581\",\"a\"]]}}",
        "x.json",
        TokenizerFamily.PLAIN);
  }
}
