package org.cascadenlp.core.document;

import java.util.Locale;

/** Whose types a result has. */
public enum OutputTypes {
  /** all that the pipeline has */
  ALL,
  /** DKPro Core's alone, for programs that know no others */
  DKPRO;

  /** The name as the command line has it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
