package org.cascadenlp.core.error;

import java.util.Set;

/**
 * An unexpected error in a part of a pipeline, with the name of the part, which UIMA's own
 * exceptions lack. It is their cause, as this package does without UIMA.
 */
public final class PartException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** By name, as a part may have its own copy of the framework. */
  private static final Set<String> NAMING =
      Set.of(CascadeException.class.getName(), PartException.class.getName());

  private PartException(String part, Throwable cause) {
    super(part + ": " + CascadeException.describe(cause), cause);
  }

  /**
   * {@code error} in {@code part}, with its name; {@code error} itself if its chain has a {@link
   * CascadeException} or {@code PartException}, which name their place.
   */
  public static Throwable naming(String part, Throwable error) {
    return CauseChain.of(error).anyMatch(one -> NAMING.contains(one.getClass().getName()))
        ? error
        : new PartException(part, error);
  }
}
