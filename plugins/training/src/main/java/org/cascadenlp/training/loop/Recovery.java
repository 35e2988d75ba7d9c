package org.cascadenlp.training.loop;

import java.io.IOException;
import java.util.Locale;
import java.util.function.Supplier;
import org.cascadenlp.core.command.ProgressLine;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.training.checkpoint.Checkpoint;
import org.cascadenlp.training.checkpoint.CheckpointPace;
import org.cascadenlp.training.checkpoint.CheckpointSettings;
import org.cascadenlp.training.checkpoint.Checkpoints;
import org.cascadenlp.training.checkpoint.TrainingState;
import org.jspecify.annotations.Nullable;

/** Saves the state of a training in checkpoints, and goes on from one. */
final class Recovery {

  private final @Nullable Checkpoints checkpoints;
  private final CheckpointPace pace;
  private final TrainingRun<?> run;
  private final TrainingLog log;
  private final ProgressLine progress;
  private int written;
  private double seconds;

  /**
   * Checkpoints of {@code run} and {@code log}.
   *
   * @param checkpoints null for none
   */
  Recovery(
      CheckpointSettings settings,
      @Nullable Checkpoints checkpoints,
      TrainingRun<?> run,
      TrainingLog log,
      ProgressLine progress) {
    this.checkpoints = checkpoints;
    this.pace = CheckpointPace.of(settings);
    this.run = run;
    this.log = log;
    this.progress = progress;
  }

  /**
   * Restores arrays and log of the last checkpoint, if the training is to be resumed, and returns
   * its state; null if the training begins at its start.
   *
   * @param updates the number of updates in an epoch. If they were others in the checkpoint, the
   *     epoch that it has begun is begun again
   */
  @Nullable TrainingState resume(int updates) throws IOException {
    Checkpoint last = checkpoints == null ? null : checkpoints.last();
    if (last == null) {
      return null;
    }
    TrainingState state = last.state();
    if (state.updatesPerEpoch() != updates) {
      state = state.atEpoch(updates);
    }
    run.resume(last, state.step());
    log.resume(last, state.step());
    return state;
  }

  /**
   * Writes a checkpoint if one is due after an update. If it cannot be written, the training goes
   * on.
   */
  void after(boolean endOfEpoch, Supplier<TrainingState> state) {
    if (checkpoints == null || !pace.isDue(endOfEpoch)) {
      return;
    }
    long begin = System.nanoTime();
    try {
      checkpoints.save(
          state.get(),
          out -> {
            run.arrays().write(out);
            log.save(out);
          });
      written++;
    } catch (IOException e) {
      progress.keep(
          "warning: the checkpoint after update "
              + run.done()
              + " cannot be written: "
              + CascadeException.describe(e)
              + "; the training goes on without it");
    } finally {
      long taken = System.nanoTime() - begin;
      pace.took(taken);
      seconds += taken / 1e9;
    }
  }

  /** Prints what the checkpoints have cost. */
  void report() {
    if (written > 0) {
      progress.keep(
          String.format(
              Locale.ROOT, "%d checkpoint%s in %.2f s", written, written == 1 ? "" : "s", seconds));
    }
  }
}
