package org.cascadenlp.batch.output;

import java.util.Locale;

/** What is done about a result that an earlier run has left. */
public enum OnExistingResult {
  /** it is replaced, once the new one is complete */
  REPLACE,
  /** the document is not annotated again: an interrupted run goes on where it ended */
  SKIP,
  /** the document fails */
  FAIL;

  /** The name as the command line has it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
