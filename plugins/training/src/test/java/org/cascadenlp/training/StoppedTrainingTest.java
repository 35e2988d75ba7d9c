package org.cascadenlp.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.cascadenlp.core.command.ProgressLine;
import org.cascadenlp.core.process.Interruption;
import org.cascadenlp.core.process.StoppedException;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.sequence.SequenceType;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.training.loop.Trainer;
import org.cascadenlp.training.source.TunedEncoder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoppedTrainingTest {

  @TempDir Path folder;

  /** An encoder that counts its batches and requests the end of the process in one of them. */
  private static final class Asking extends TinyEncoder {

    private final int last;
    private final Interruption guard;
    private int batches;

    Asking(int last, Interruption guard) {
      this.last = last;
      this.guard = guard;
    }

    @Override
    public NDArray forward(
        NDManager manager,
        List<Sequence> sequences,
        Level level,
        Weights weights,
        Mode mode,
        float dropout) {
      if (++batches == last) {
        guard.ask();
      }
      return super.forward(manager, sequences, level, weights, mode, dropout);
    }
  }

  @ParameterizedTest
  @CsvSource({ // an epoch is 8 updates of two batches each, then 6 batches of evaluation
    "3, the first of two batches of an update",
    "4, the last batch of an update",
    "16, the last update of an epoch",
    "18, evaluation"
  })
  void afterTheSignalNoFurtherBatchStartsAndNoModelIsWritten(int last, String where) {
    try (Interruption guard = Interruption.of();
        Asking encoder = new Asking(last, guard);
        TunedEncoder source = new TunedEncoder(encoder, 0, Level.TOKEN)) {
      Trainer trainer =
          new Trainer<>(
              new TinyHead(),
              Toy.head(11),
              SequenceType.SENTENCE,
              Toy.batches(Toy.settings(ToyMode.FINE_TUNE), 4, 2),
              "Apache-2.0",
              ProgressLine.of(
                  new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                  ProgressLine.Kind.LOG));
      assertThatThrownBy(
              () -> trainer.train(source, Toy.examples(64, 1), Toy.examples(24, 2), folder))
          .as(where)
          .isInstanceOf(StoppedException.class);
      assertThat(encoder.batches).as(where).isEqualTo(last);
    }
    assertThat(folder).isEmptyDirectory();
  }
}
