package org.cascadenlp.batch;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.uima.cas.CAS;
import org.apache.uima.cas.TypeSystem;
import org.cascadenlp.batch.report.Tally;
import org.cascadenlp.core.document.DocumentEntry;
import org.cascadenlp.core.document.DocumentWriter.Content;
import org.cascadenlp.core.error.CascadeException;

/** Where the results of a batch go. From {@link #begin} on its methods are thread-safe. */
interface Results extends AutoCloseable {

  /** Whether all results are there and need not be written. */
  default boolean isComplete() {
    return false;
  }

  /** A fingerprint of everything that the results depend on, for the report; empty for none. */
  default Optional<String> maker() {
    return Optional.empty();
  }

  /** Whether a result has all views of its document. */
  boolean keepsViews();

  /**
   * Checks that the results can be written, without changing anything.
   *
   * @param types the type system of the pipeline
   * @throws CascadeException if they cannot
   */
  void prepare(TypeSystem types);

  /** Makes place: the first change. */
  void begin();

  /**
   * Waits until the result of the document with this number, counted from 0, would have room; false
   * if the batch is stopped before.
   */
  default boolean admits(int index, BooleanSupplier stopped) {
    return true;
  }

  /**
   * Whether a document need not be annotated, because it has a result.
   *
   * @throws CascadeException if it has one, and the user wants that to be an error
   */
  default boolean has(int index, DocumentEntry entry) {
    return false;
  }

  /** Writes the result of the document in {@code cas}. */
  void write(int index, DocumentEntry entry, CAS cas);

  /**
   * Records that a document failed.
   *
   * @return what went wrong in doing so, to be added to the cause; otherwise empty
   */
  String fail(int index, DocumentEntry entry, String cause);

  /** Called when a worker stops early: the document that it had may have no result. */
  default void giveUp(String cause) {}

  /**
   * Ends the results, when all workers have ended.
   *
   * @param taken the number of documents that workers took
   * @param interrupted whether documents were not reached
   */
  void conclude(Tally tally, int taken, boolean interrupted);

  /** Remarks for the user about the results, one line each. */
  List<String> notes();

  /** Writes the report of the batch. */
  void report(Content content);

  @Override
  void close();
}
