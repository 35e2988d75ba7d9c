package org.cascadenlp.batch.writers;

/** Whether the vectors of a document are written: they are many times its size. */
public enum VectorOutput {
  LEFT_OUT,
  WRITTEN
}
