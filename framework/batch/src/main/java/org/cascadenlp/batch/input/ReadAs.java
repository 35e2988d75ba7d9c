package org.cascadenlp.batch.input;

import java.util.Locale;

/** Whether documents that are not plain text are refused. */
public enum ReadAs {
  /** refuses a document whose name, first bytes or structure are of another format */
  AUTO,
  /** reads every document as plain text */
  TEXT;

  /** The spelling on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
