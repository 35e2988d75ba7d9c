package org.cascadenlp.transformers.tokenizer.conversion;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NativeDecimalTest {

  /** Seen in T5's vocabulary: json.loads(tokenizers.Tokenizer.from_str(...).to_str()) in Python. */
  @Test
  void nativeCodeParsesTheShortestDecimalAsANeighbour() {
    assertThat(NativeDecimal.read(new BigDecimal("-2.0122928619384766")))
        .isEqualTo(-2.012292861938477);
    assertThat(NativeDecimal.read(new BigDecimal("-3.9598512649536133")))
        .isEqualTo(-3.9598512649536137);
    assertThat(NativeDecimal.read(new BigDecimal("-7.4370903968811035")))
        .isEqualTo(-7.437090396881104);
  }

  /**
   * Some scores have no such decimal; a tenth of the shortest decimals are parsed as another
   * number.
   */
  @Test
  void nearlyEveryScoreHasADecimalThatIsParsedAsIt() {
    Random random = new Random(1);
    int missed = 0;
    for (int i = 0; i < 100_000; i++) {
      float score = -(float) Math.exp(6 * random.nextDouble() - 2);
      double read = NativeDecimal.read(NativeDecimal.of(score));
      assertThat(read)
          .isBetween(score - Math.ulp((double) score), score + Math.ulp((double) score));
      missed += read == score ? 0 : 1;
    }
    assertThat(missed).isLessThan(500);
  }

  @Test
  void numbersWithFewDigitsKeepThem() {
    assertThat(NativeDecimal.of(-1.5)).hasToString("-1.5");
    assertThat(NativeDecimal.of(0)).hasToString("0.0");
    assertThat(NativeDecimal.of(1e-30)).hasToString("1.0E-30");
  }
}
