package org.cascadenlp.core.error;

import org.jspecify.annotations.Nullable;

/**
 * An error that a user can fix: it names the place, the problem and a remedy.
 *
 * <p>The message has the form {@code PLACE: PROBLEM; REMEDY}. The place is a component, a file with
 * a line, or a setting, as precise as possible.
 */
public final class CascadeException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String place;
  private final String problem;
  private final String remedy;

  private CascadeException(String place, String problem, String remedy, @Nullable Throwable cause) {
    super(place + ": " + problem + "; " + remedy, cause);
    this.place = place;
    this.problem = problem;
    this.remedy = remedy;
  }

  /** An error at {@code place}; {@code remedy} states what would work. */
  public static CascadeException of(String place, String problem, String remedy) {
    return new CascadeException(place, problem, remedy, null);
  }

  /**
   * As {@link #of(String, String, String)}, caused by {@code cause}. If that is a known {@link
   * Cause} (no space, no permission, no memory), its remedy replaces {@code remedy}.
   */
  public static CascadeException of(String place, String problem, String remedy, Throwable cause) {
    return new CascadeException(place, problem, Cause.remedy(cause).orElse(remedy), cause);
  }

  /** As {@link #of(String, String, String, Throwable)}, but always with {@code remedy}. */
  public static CascadeException ofKnown(
      String place, String problem, String remedy, Throwable cause) {
    return new CascadeException(place, problem, remedy, cause);
  }

  /** The first cause in the chain of {@code error} that is a {@code CascadeException}, or null. */
  public static @Nullable CascadeException in(Throwable error) {
    return CauseChain.first(error, CascadeException.class);
  }

  /**
   * One line for a user: the message of the first {@code CascadeException} in the chain, else type
   * and message of the root cause, after the part of a pipeline in which it occurred, if known.
   */
  public static String describe(Throwable error) {
    CascadeException known = in(error);
    if (known != null) {
      return known.getMessage() == null ? known.problem : known.getMessage();
    }
    PartException inPart = CauseChain.first(error, PartException.class);
    if (inPart != null) {
      return String.valueOf(inPart.getMessage());
    }
    Throwable root = error;
    for (int depth = 0; root.getCause() != null && depth < 64; depth++) {
      if (root.getClass().getName().equals(CascadeException.class.getName())) {
        return String.valueOf(root.getMessage()); // of another copy of the framework
      }
      root = root.getCause();
    }
    String message = root.getMessage();
    String type = root.getClass().getSimpleName();
    return message == null || message.isBlank() ? type : type + ": " + message;
  }

  /** The place of the error: component, or file and line. */
  public String place() {
    return place;
  }

  /** The problem, including the invalid value. */
  public String problem() {
    return problem;
  }

  /** The remedy: a value, option, file or command that would work. */
  public String remedy() {
    return remedy;
  }
}
