package org.cascadenlp.core.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextCleanerTest {

  @Test
  void aLegalTextIsReturnedUnchanged() {
    String text = "tab\tline\nreturn\r é 漢 \uD83D\uDE00 \uE000 \uFFFD e\u0301";
    assertThat(TextCleaner.clean(text).text()).isSameAs(text);
    assertThat(TextCleaner.clean(text).replaced()).isZero();
  }

  @Test
  void illegalCharactersAreReplacedOneForOne() {
    assertThat(TextCleaner.clean("a\u0000b\u001Fc\uFFFEd\uFFFF\u000B"))
        .isEqualTo(new TextCleaner.Cleaned("a\uFFFDb\uFFFDc\uFFFDd\uFFFD\uFFFD", 5));
  }

  @Test
  void loneSurrogatesAreReplacedAndPairsKept() {
    assertThat(TextCleaner.clean("\uD83Dx\uDE00\uD83D\uDE00\uDE00\uD83D"))
        .isEqualTo(new TextCleaner.Cleaned("\uFFFDx\uFFFD\uD83D\uDE00\uFFFD\uFFFD", 4));
  }

  @Test
  void ofTwoHighSurrogatesOnlyTheSecondPairsWithALowOne() {
    assertThat(TextCleaner.clean("\uD83D\uD83D\uDE00"))
        .isEqualTo(new TextCleaner.Cleaned("\uFFFD\uD83D\uDE00", 1));
  }

  @Test
  void everyCodeUnitIsLegalAfterwards() {
    StringBuilder all = new StringBuilder();
    for (char c = 0; c < Character.MAX_VALUE; c++) {
      all.append(c).append('.');
    }
    TextCleaner.Cleaned cleaned = TextCleaner.clean(all.toString());
    assertThat(cleaned.text()).hasSameSizeAs(all);
    // 29 controls, 2048 surrogates, U+FFFE
    assertThat(cleaned.replaced()).isEqualTo(29 + 2048 + 1);
    assertThat(TextCleaner.clean(cleaned.text()).replaced()).isZero();
  }
}
