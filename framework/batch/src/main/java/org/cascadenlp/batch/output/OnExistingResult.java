package org.cascadenlp.batch.output;

import java.util.Locale;

/** The treatment of a result of an earlier run. */
public enum OnExistingResult {
  /** it is replaced once the new one is complete */
  REPLACE,
  /** the document is skipped, so that an interrupted run can be resumed */
  SKIP,
  /** the document fails */
  FAIL;

  /** The spelling on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
