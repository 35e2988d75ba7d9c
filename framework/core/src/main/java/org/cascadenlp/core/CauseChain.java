package org.cascadenlp.core;

import org.jspecify.annotations.Nullable;

/** The chain of causes of an error, which may be long and, made by others, a circle. */
public final class CauseChain {

  private static final int DEEPEST = 64;

  private CauseChain() {}

  /** The first of {@code error} and its causes that is a {@code type}, or null. */
  public static <T extends Throwable> @Nullable T first(Throwable error, Class<T> type) {
    int depth = 0;
    for (Throwable t = error; t != null && depth < DEEPEST; t = t.getCause(), depth++) {
      if (type.isInstance(t)) {
        return type.cast(t);
      }
    }
    return null;
  }
}
