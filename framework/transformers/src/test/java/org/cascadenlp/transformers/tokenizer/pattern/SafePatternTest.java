package org.cascadenlp.transformers.tokenizer.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafePatternTest {

  private static final int MORE_THAN_A_DOCUMENT = 500_000;

  /** From published tokenizer.json files of GPT and later models. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        // GPT-2 and all byte-level ones after it
        "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
        // CLIP
        "'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+",
        // Llama 3, Qwen 2 and 3 with one digit
        "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}|"
            + " ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
        // GPT-4o, Mistral's Tekken
        "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+"
            + "(?i:'s|'t|'re|'ve|'m|'ll|'d)?|[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}"
            + "\\p{M}]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\\p{N}{1,3}|"
            + " ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
        // GPT-4
        "'(?i:[sdmt]|ll|ve|re)|[^\\r\\n\\p{L}\\p{N}]?+\\p{L}++|\\p{N}{1,3}+|"
            + " ?[^\\s\\p{L}\\p{N}]++[\\r\\n]*+|\\s++$|\\s*[\\r\\n]|\\s+(?!\\S)|\\s",
        // DeepSeek V3
        "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\\r\\n\\p{L}\\p{P}\\p{S}]?[\\p{L}"
            + "\\p{M}]+| ?[\\p{P}\\p{S}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
        "[\u4e00-\u9fa5\u3040-\u309f\u30a0-\u30ff]+",
        "\\s?[A-Za-z\u00b5\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u01ba]+",
        // BLOOM
        " ?[^(\\s|[.,!?\u2026\u3002\uff0c\u3001\u0964\u06d4\u060c])]+",
        // Galactica, Nougat
        "[\\(\\)\\[\\]\\{\\}]|([!\"\\#\\$%\\&'\\*\\+,\\-\\./:;<=>\\?\\\\\\^_`\\|\\~])\\1*",
        "[0-9][0-9][0-9]",
        // T5, XLM-R, CamemBERT, CLIP: replaced
        " {2,}",
        "\\s+",
        // MolFormer, ChemBERTa
        "(\\[[^\\]]+]|Br?|Cl?|N|O|S|P|F|I|b|c|n|o|s|p|\\(|\\)|\\.|=|#|-|\\+|\\\\|\\/|:|~|@|\\?|"
            + ">>?|\\*|\\$|\\%[0-9]{2}|[0-9])",
        "(?<=\\p{Ll})(?=\\p{Lu})",
        "\\d|\\w+|[^\\w\\s]"
      })
  void patternsOfPublishedTokenizersAreSafeForWholeDocuments(String pattern) throws Exception {
    assertThat(SafePattern.of(pattern).longestText()).isGreaterThan(MORE_THAN_A_DOCUMENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(a+)+$",
        "(a|a)*$",
        "(a|b|ab)*c",
        "(.*)*x",
        "(\\w+\\s?)*$",
        "\\s*\\s*x",
        "a*b*c*x",
        ".*.*=",
        "(?=(a+)+$)a",
        "a*(?i)b|c*d",
        "(?:a{1,30}){1,30}b",
        "a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?aaaaaaaaaaaaaaaa",
        "(a?)*",
        "(a{0,3}){2,}b",
        "(?:a{1000}){1000}",
        "(?:(?:a{1000}){1000}){1000}",
        "((a)\\1)+",
        "(a+)\\1",
        "(a)\\g<1>",
        "(?<x>a)\\k<x>",
        "(?R)",
        "a**",
        "a{2}{3}",
        "[]a]",
        "[^]a]",
        "[[:a]",
        "(?#x)",
        "(?x) a",
        "(*FAIL)",
        "(?{1})",
        "(?~a)",
        "\\Kx",
        "\\X+",
        "\\",
        "[a",
        "(a",
        "a)",
        "*a",
        "a{1,2000}",
        "a{99999999999}",
        "\\p{",
        "\\x{}",
        "^*"
      })
  void patternsWithUnboundedBacktrackingOrUnknownSyntaxAreRefused(String pattern) {
    assertThatThrownBy(() -> SafePattern.of(pattern)).isInstanceOf(UnsafePatternException.class);
  }

  @Test
  void nestedAndLongPatternsAreRefusedWithoutAStackOverflow() {
    assertThatThrownBy(() -> SafePattern.of("(".repeat(3_000) + "a" + ")".repeat(3_000)))
        .hasMessageStartingWith("has groups more than 16 deep");
    assertThatThrownBy(() -> SafePattern.of("[".repeat(3_000) + "a" + "]".repeat(3_000)))
        .hasMessageStartingWith("has classes more than 16 deep");
    assertThatThrownBy(() -> SafePattern.of("a".repeat(300_000)))
        .hasMessage("has 300000 characters, expected at most 200000");
  }

  /**
   * Each way in which a repetition may end is tried at a place where the pattern does not match.
   */
  @Test
  void theLongestTextFollowsFromTheStepsAtOnePosition() throws Exception {
    assertThat(SafePattern.of("a+").longestText()).isGreaterThan(1_000_000_000);
    assertThat(SafePattern.of("a*b").longestText()).isEqualTo(7_999_999);
    assertThat(SafePattern.of("a*b|a*c").longestText()).isEqualTo(3_999_998);
    assertThat(SafePattern.of("a*+b").longestText()).isGreaterThan(1_000_000_000);
    assertThat(SafePattern.of("(?>a*)b").longestText()).isGreaterThan(1_000_000_000);
  }

  @Test
  void emptyMatchesAtTheBeginOfATextAreDetected() throws Exception {
    assertThat(SafePattern.of("a*").emptyAtStart()).isTrue();
    assertThat(SafePattern.of("\\b(?=a)|x").emptyAtStart()).isTrue();
    assertThat(SafePattern.of("(?<!a)a*").emptyAtStart()).isTrue();
    assertThat(SafePattern.of("(?<=[\\s\\S])a*\\z|\\Aa+\\z").emptyAtStart()).isFalse();
  }

  @Test
  void theShortestMatchIsComputed() throws Exception {
    assertThat(SafePattern.of("ab{2,3}|[cd]e").shortest()).isEqualTo(2);
    assertThat(SafePattern.of("a*").shortest()).isZero();
    assertThat(SafePattern.of("(?=a)").shortest()).isZero();
  }
}
