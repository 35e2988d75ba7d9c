package org.cascadenlp.recurrent.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cascadenlp.core.process.Interruption;
import org.cascadenlp.core.process.StoppedException;
import org.cascadenlp.neural.embedding.SavedHead;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Weights;
import org.junit.jupiter.api.Test;

class RecurrentEncoderTest {

  private static final int LAST = 3;

  /** A network of ones that requests the end of the process in its third batch. */
  private static final class Ones implements TokenNetwork {

    private final List<Integer> batches = new ArrayList<>();
    private final Runnable third;

    Ones(Runnable third) {
      this.third = third;
    }

    @Override
    public Properties properties() {
      return new Properties("ones", Map.of(), List.of(0), 1, 1, "");
    }

    @Override
    public NDArray states(
        NDManager owner, List<TokenWindow> windows, Weights weights, Mode mode, float dropout) {
      batches.add(windows.size());
      if (batches.size() == LAST) {
        third.run();
      }
      return owner.ones(new Shape(windows.stream().mapToInt(TokenWindow::kept).sum(), 1, 1));
    }

    @Override
    public void save(Path folder, Weights weights, SavedHead head) {}

    @Override
    public void close() {}
  }

  private static List<Sequence> sequences(int count) {
    return Stream.generate(() -> new Sequence(List.of("a", "b"))).limit(count).toList();
  }

  @Test
  void noBatchBeginsAfterTheProcessWasAskedToEnd() {
    try (Interruption guard = Interruption.of()) {
      Ones network = new Ones(guard::ask);
      try (RecurrentEncoder encoder =
          new RecurrentEncoder(network, new RecurrentSettings(List.of(0), 64, 8, 16, 0))) {
        assertThatThrownBy(() -> encoder.embed(sequences(80))).isInstanceOf(StoppedException.class);
        assertThat(network.batches).containsExactly(8, 8, 8);
      }
    }
  }

  @Test
  void sequencesWithCarriedStatesKeepTheBatchesOfTheWholeDocument() {
    Ones network = new Ones(() -> {});
    try (RecurrentEncoder encoder =
        new RecurrentEncoder(network, new RecurrentSettings(List.of(0), 64, 8, 16, 100))) {
      assertThat(encoder.embed(sequences(8250))).hasSize(8250);
      List<Integer> expected = new ArrayList<>(Collections.nCopies(82, 100));
      expected.add(50);
      assertThat(network.batches).isEqualTo(expected);
    }
  }
}
