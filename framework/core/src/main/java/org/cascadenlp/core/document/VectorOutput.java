package org.cascadenlp.core.document;

/** Whether the vectors of a document are written: they are many times its size. */
public enum VectorOutput {
  LEFT_OUT,
  WRITTEN
}
