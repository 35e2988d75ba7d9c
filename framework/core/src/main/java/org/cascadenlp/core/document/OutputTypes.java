package org.cascadenlp.core.document;

import java.util.Locale;

/** The annotation types that are written. */
public enum OutputTypes {
  /** all types of the pipeline */
  ALL,
  /** only DKPro Core's, for programs that support no others */
  DKPRO;

  /** The name on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
