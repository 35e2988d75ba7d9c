package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import org.cascadenlp.core.ModelStore;
import org.cascadenlp.testkit.neural.LiveArrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Tests after each of which no model is open and there are no more arrays than before. */
abstract class NothingLeftOpen {

  private int arrays;

  @BeforeEach
  void count() {
    arrays = LiveArrays.count();
  }

  @AfterEach
  void noModelAndNoArrayIsLeftOpen() {
    assertThat(ModelStore.shared().size()).as("open models").isZero();
    assertThat(LiveArrays.count()).as("live arrays").isEqualTo(arrays);
  }
}
