package org.cascadenlp.batch.input;

import java.util.List;
import org.apache.uima.UIMAException;
import org.apache.uima.analysis_engine.AnalysisEngine;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.batch.report.Failure;
import org.cascadenlp.batch.report.NotRead;
import org.jspecify.annotations.Nullable;

/** The documents of a batch, one after the other; for one thread at a time. */
public interface Documents extends AutoCloseable {

  /** The next document, or null after the last. */
  @Nullable BatchDocument next();

  /** The number of documents, without {@link #unreadable}. */
  int size();

  /** What cannot be read at all, such as a folder without permission. */
  List<Failure> unreadable();

  /** What lies in the inputs and is not read, such as a FIFO. */
  default List<NotRead> notRead() {
    return List.of();
  }

  /** The names of the fields that results carry of each document; empty if there are none. */
  default List<String> fields() {
    return List.of();
  }

  /** A CAS for {@code engine} that can hold the documents. */
  default JCas newCas(AnalysisEngine engine) throws UIMAException {
    return engine.newJCas();
  }

  @Override
  default void close() {}
}
