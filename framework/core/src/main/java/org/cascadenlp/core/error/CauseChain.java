package org.cascadenlp.core.error;

import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The chain of causes of an error, limited in length because it may be cyclic. */
public final class CauseChain {

  private static final int DEEPEST = 64;

  private CauseChain() {}

  /** {@code error} and its causes, outermost first. */
  public static Stream<Throwable> of(Throwable error) {
    return Stream.iterate(error, Objects::nonNull, Throwable::getCause).limit(DEEPEST);
  }

  /** The first instance of {@code type} among {@code error} and its causes, or null. */
  public static <T extends Throwable> @Nullable T first(Throwable error, Class<T> type) {
    return of(error).filter(type::isInstance).map(type::cast).findFirst().orElse(null);
  }
}
