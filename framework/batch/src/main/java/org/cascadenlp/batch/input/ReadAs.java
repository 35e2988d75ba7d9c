package org.cascadenlp.batch.input;

import java.util.Locale;

/** What a document is taken for. */
public enum ReadAs {
  /** plain text, where name, first bytes and structure do not say that it is something else */
  AUTO,
  /** plain text, whatever it looks like */
  TEXT;

  /** The name as the command line has it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
