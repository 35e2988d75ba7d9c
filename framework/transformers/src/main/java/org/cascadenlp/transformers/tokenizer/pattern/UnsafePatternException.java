package org.cascadenlp.transformers.tokenizer.pattern;

/** The reason why a regular expression is not run. */
public final class UnsafePatternException extends Exception {

  private static final long serialVersionUID = 1L;

  UnsafePatternException(String problem) {
    super(problem);
  }

  /** The problem, as the predicate of a sentence whose subject is the pattern. */
  public String problem() {
    return String.valueOf(getMessage());
  }
}
