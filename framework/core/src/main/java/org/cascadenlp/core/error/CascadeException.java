package org.cascadenlp.core.error;

import org.jspecify.annotations.Nullable;

/**
 * An error that a user can mend: it names the place, what is wrong there and what would work.
 *
 * <p>The message reads {@code PLACE: PROBLEM; REMEDY}. The place is a component, a file or a
 * setting, as precise as is known.
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

  /** An error at {@code place}, with what would work as {@code remedy}. */
  public static CascadeException of(String place, String problem, String remedy) {
    return new CascadeException(place, problem, remedy, null);
  }

  /**
   * As {@link #of(String, String, String)}, caused by {@code cause}. Where that is a {@link Cause}
   * of the machine (no space, no right, no memory), what helps against it stands in place of {@code
   * remedy}.
   */
  public static CascadeException of(String place, String problem, String remedy, Throwable cause) {
    return new CascadeException(place, problem, Cause.remedy(cause).orElse(remedy), cause);
  }

  /** As {@link #of(String, String, String)}, whose {@code remedy} fits any {@code cause}. */
  public static CascadeException ofKnown(
      String place, String problem, String remedy, Throwable cause) {
    return new CascadeException(place, problem, remedy, cause);
  }

  /** The first cause in the chain of {@code error} that is a {@code CascadeException}, or null. */
  public static @Nullable CascadeException in(Throwable error) {
    return CauseChain.first(error, CascadeException.class);
  }

  /** One line for a user: the {@code CascadeException} in the chain, else the root cause. */
  public static String describe(Throwable error) {
    CascadeException known = in(error);
    if (known != null) {
      return known.getMessage() == null ? known.problem : known.getMessage();
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

  /** Where it went wrong: component, file and line as far as they are known. */
  public String place() {
    return place;
  }

  /** What is wrong, with the value. */
  public String problem() {
    return problem;
  }

  /** What would work. */
  public String remedy() {
    return remedy;
  }
}
