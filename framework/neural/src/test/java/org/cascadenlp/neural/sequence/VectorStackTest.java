package org.cascadenlp.neural.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.cascadenlp.core.error.CascadeException;
import org.junit.jupiter.api.Test;

class VectorStackTest {

  private static final VectorSpace WORDS =
      new VectorSpace("glove", "a".repeat(64), "oov=zero", 1, 2);
  private static final VectorSpace DEEP =
      new VectorSpace("elmo", "b".repeat(64), "layers=0,1", 2, 3);

  @Test
  void aPartWithOneLayerIsRepeatedForEachLayerOfTheOthers() {
    VectorStack stack = new VectorStack(List.of(WORDS, DEEP));
    float[] words = {1, 2, 3, 4}; // (2 tokens, 1, 2)
    float[] deep = {10, 11, 12, 20, 21, 22, 30, 31, 32, 40, 41, 42}; // (2 tokens, 2, 3)
    assertThat(stack.join(List.of(words, deep), 2))
        .containsExactly(
            1, 2, 10, 11, 12, 1, 2, 20, 21, 22, // first token
            3, 4, 30, 31, 32, 3, 4, 40, 41, 42);
  }

  @Test
  void theVectorSpaceHasNamesHashesAndSettingsOfAllPartsInOrder() {
    VectorSpace both = new VectorStack(List.of(WORDS, DEEP)).vectorSpace();
    assertThat(both.name()).isEqualTo("glove + elmo");
    assertThat(both.settings())
        .isEqualTo("stack=(aaaaaaaaaaaaaaaa oov=zero)+(bbbbbbbbbbbbbbbb layers=0,1)");
    assertThat(both.layers()).isEqualTo(2);
    assertThat(both.width()).isEqualTo(5);
    assertThat(both.hash()).matches("[0-9a-f]{64}");
    assertThat(both.fits(new VectorStack(List.of(DEEP, WORDS)).vectorSpace())).isFalse();
    VectorSpace other = DEEP.with("elmo", "b".repeat(63) + "c");
    assertThat(both.fits(new VectorStack(List.of(WORDS, other)).vectorSpace())).isFalse();
  }

  @Test
  void partsOfDifferentDepthsAreRefusedByName() {
    VectorSpace deeper = new VectorSpace("bert", "c".repeat(64), "layers=0,1,2", 3, 3);
    assertThatThrownBy(() -> new VectorStack(List.of(WORDS, DEEP, deeper)))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("glove + elmo + bert")
        .hasMessageContaining("[2, 3]")
        .hasMessageContaining("layers = -1");
  }

  @Test
  void aWrongNumberOfRowsIsRefused() {
    VectorStack stack = new VectorStack(List.of(WORDS, DEEP));
    assertThatThrownBy(() -> stack.join(List.of(new float[4], new float[6]), 2))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("elmo")
        .hasMessageContaining("6 numbers for 2 rows");
  }
}
