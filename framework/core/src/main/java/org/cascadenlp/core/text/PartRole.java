package org.cascadenlp.core.text;

import java.util.Locale;
import org.cascadenlp.types.TextPart;

/** What a text is in its instance: the values of feature {@code role} of {@link TextPart}. */
public enum PartRole {
  /** the first text of a pair */
  FIRST,
  /** the second text of a pair */
  SECOND,
  QUESTION,
  /** the text in which the answer to a question is searched */
  CONTEXT,
  /** a candidate among several */
  OPTION;

  /** Whether {@code part} has this role. */
  public boolean is(TextPart part) {
    return toString().equals(part.getRole());
  }

  /** The value in the CAS and on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
