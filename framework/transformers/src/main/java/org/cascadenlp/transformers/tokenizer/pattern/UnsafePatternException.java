package org.cascadenlp.transformers.tokenizer.pattern;

/** Why a regular expression is not run. */
public final class PatternException extends Exception {

  private static final long serialVersionUID = 1L;

  PatternException(String problem) {
    super(problem);
  }

  /** What is wrong, as the end of a sentence that begins with the pattern. */
  public String problem() {
    return String.valueOf(getMessage());
  }
}
