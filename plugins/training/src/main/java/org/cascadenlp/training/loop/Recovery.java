package org.cascadenlp.training.loop;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.cascadenlp.core.command.ProgressLine;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.training.checkpoint.Checkpoint;
import org.cascadenlp.training.checkpoint.CheckpointPace;
import org.cascadenlp.training.checkpoint.CheckpointSettings;
import org.cascadenlp.training.checkpoint.CheckpointWriter;
import org.cascadenlp.training.checkpoint.Checkpoints;
import org.cascadenlp.training.checkpoint.TrainingState;
import org.cascadenlp.training.listener.EpochEvent;
import org.cascadenlp.training.listener.ResumableListener;
import org.cascadenlp.training.listener.TrainingListener;
import org.cascadenlp.training.listener.TrainingResult;
import org.cascadenlp.training.listener.UpdateEvent;
import org.jspecify.annotations.Nullable;

/**
 * Saves the state of a training in checkpoints, and goes on from one. It is notified after the
 * listeners that it saves.
 */
final class Recovery implements TrainingListener {

  private final @Nullable Checkpoints checkpoints;
  private final CheckpointPace pace;
  private final TrainingRun<?> run;
  private final List<ResumableListener> saved;
  private final Supplier<TrainingState> state;
  private final ProgressLine progress;
  private int written;
  private double seconds;

  /**
   * Checkpoints of {@code run} and {@code saved}.
   *
   * @param checkpoints null for none
   * @param state the place that the training has reached
   */
  Recovery(
      CheckpointSettings settings,
      @Nullable Checkpoints checkpoints,
      TrainingRun<?> run,
      List<ResumableListener> saved,
      Supplier<TrainingState> state,
      ProgressLine progress) {
    this.checkpoints = checkpoints;
    this.pace = CheckpointPace.of(settings);
    this.run = run;
    this.saved = saved;
    this.state = state;
    this.progress = progress;
  }

  /**
   * Restores arrays and listeners of the last checkpoint, if the training is to be resumed, and
   * returns its state; null if the training begins at its start.
   *
   * @param updates the number of updates in an epoch. If they were others in the checkpoint, the
   *     epoch that it has begun is begun again
   */
  @Nullable TrainingState resume(int updates) throws IOException {
    Checkpoint last = checkpoints == null ? null : checkpoints.last();
    if (last == null) {
      return null;
    }
    TrainingState former = last.state();
    if (former.updatesPerEpoch() != updates) {
      former = former.atEpoch(updates);
    }
    run.resume(last, former.step());
    for (ResumableListener listener : saved) {
      listener.resume(last);
    }
    return former;
  }

  @Override
  public void updated(UpdateEvent event) {
    if (!event.isLast()) { // after the last one of an epoch comes its evaluation
      save(false);
    }
  }

  @Override
  public void epochEnded(EpochEvent event) {
    save(true);
  }

  /** Writes a checkpoint if one is due. If it cannot be written, the training goes on. */
  private void save(boolean endOfEpoch) {
    if (checkpoints == null || !pace.isDue(endOfEpoch)) {
      return;
    }
    long begin = System.nanoTime();
    try {
      checkpoints.save(state.get(), this::write);
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

  private void write(CheckpointWriter out) throws IOException {
    run.arrays().write(out);
    for (ResumableListener listener : saved) {
      listener.save(out);
    }
  }

  /** Prints what the checkpoints have cost. */
  @Override
  public void trained(TrainingResult result) {
    if (written > 0) {
      progress.keep(
          String.format(
              Locale.ROOT, "%d checkpoint%s in %.2f s", written, written == 1 ? "" : "s", seconds));
    }
  }
}
