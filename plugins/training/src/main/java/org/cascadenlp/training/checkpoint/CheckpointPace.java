package org.cascadenlp.training.checkpoint;

import java.util.function.LongSupplier;

/** Decides when a checkpoint is due, so that checkpoints take little time. */
public final class CheckpointPace {

  private final int updates;
  private final double share;
  private final LongSupplier nanos;
  private int since;
  private long end;
  private long cost;

  /**
   * A pace that begins now.
   *
   * @param nanos the time in nanoseconds
   */
  CheckpointPace(int updates, double share, LongSupplier nanos) {
    this.updates = updates;
    this.share = share;
    this.nanos = nanos;
    this.end = nanos.getAsLong();
  }

  /** The pace that {@code settings} ask for. */
  public static CheckpointPace of(CheckpointSettings settings) {
    return new CheckpointPace(settings.updates(), settings.share(), System::nanoTime);
  }

  /** Counts an update; returns whether a checkpoint is to be written after it. */
  public boolean isDue(boolean endOfEpoch) {
    since++;
    if (updates == 0 || !(endOfEpoch || since >= updates)) {
      return false;
    }
    return share >= 1 || cost <= share * (nanos.getAsLong() - end);
  }

  /** Notes that a checkpoint was written, or has failed, in {@code taken} nanoseconds. */
  public void took(long taken) {
    end = nanos.getAsLong();
    cost = taken;
    since = 0;
  }
}
