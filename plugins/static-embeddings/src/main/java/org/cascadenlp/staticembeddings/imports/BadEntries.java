package org.cascadenlp.staticembeddings.imports;

/** What happens to invalid entries. */
public enum BadEntries {
  /** the import ends with an error */
  REFUSE,
  /** they are counted and left out */
  SKIP
}
