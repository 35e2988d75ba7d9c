package org.cascadenlp.neural.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CharacterNgramsTest {

  /** The buckets are those of gensim 4.4.0's ft_ngram_hashes. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "where | 3 | 4 | 2000000 | [167652, 989715, 420941, 312621, 1473420, 1540811, 1529033, 1568469, 867498]",
        "a | 2 | 3 | 1000 | [750, 600, 806]",
        "naïve | 2 | 3 | 50000 | [20655, 6890, 48112, 40546, 7750, 6832, 2403, 11570, 46612, 38654, 8490]",
        "北京 | 2 | 3 | 10000 | [2543, 7847, 8609, 2253, 3713]",
        "😀b | 3 | 3 | 10000 | [4704, 3856]",
      })
  void bucketsAreThoseOfFastText(
      String word, int shortest, int longest, int count, String buckets) {
    assertThat(Arrays.toString(new CharacterNgrams(shortest, longest, count).of(word)))
        .isEqualTo(buckets);
  }

  @Test
  void theEndOfALineHasNoNgrams() {
    assertThat(new CharacterNgrams(1, 6, 100).of("</s>")).isEmpty();
  }

  @Test
  void aSingleAngleBracketIsNotAnNgram() {
    assertThat(new CharacterNgrams(1, 1, 100).of("ab")).hasSize(2);
    assertThat(new CharacterNgrams(1, 1, 100).of("")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, 3, 10", "3, 2, 10", "3, 6, 0", "3, 101, 10"})
  void impossibleNgramsAreRefused(int shortest, int longest, int buckets) {
    assertThatThrownBy(() -> new CharacterNgrams(shortest, longest, buckets))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
