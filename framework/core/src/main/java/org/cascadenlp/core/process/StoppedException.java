package org.cascadenlp.core.process;

import org.cascadenlp.core.error.CauseChain;
import org.jspecify.annotations.Nullable;

/**
 * Thrown instead of starting the next batch if the process was asked to end. The results so far are
 * incomplete, but not faulty. See {@link Interruption#check}.
 */
public final class StoppedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StoppedException() {
    super("stopped between two batches, since the process was asked to end");
  }

  /** The first cause in the chain of {@code error} that is a {@code StoppedException}, or null. */
  public static @Nullable StoppedException in(Throwable error) {
    return CauseChain.first(error, StoppedException.class);
  }
}
