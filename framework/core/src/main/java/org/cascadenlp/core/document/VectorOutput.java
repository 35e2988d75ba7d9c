package org.cascadenlp.core.document;

/** Whether embedding vectors are written, which are many times larger than the text. */
public enum VectorOutput {
  LEFT_OUT,
  WRITTEN
}
