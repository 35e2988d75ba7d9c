package org.cascadenlp.batch;

import java.nio.charset.Charset;
import org.cascadenlp.batch.input.ReadAs;
import org.cascadenlp.batch.output.OnExistingResult;
import org.cascadenlp.core.error.CascadeException;

/**
 * The settings of a batch run.
 *
 * @param workers the number of threads, each with its own engine
 * @param maxChars the maximum length of a document in UTF-16 units
 * @param encoding the encoding of documents without a byte order mark
 * @param language the language code of all documents, such as {@code en} or {@code x-unspecified}
 * @param existing how existing results are treated
 * @param as whether documents that are not plain text are refused
 */
public record BatchSettings(
    int workers,
    int maxChars,
    Charset encoding,
    String language,
    OnExistingResult existing,
    ReadAs as) {

  public BatchSettings {
    check(workers, maxChars);
  }

  /**
   * Checks the numbers that a user gives.
   *
   * @throws CascadeException if one is out of range
   */
  static void check(int workers, int maxChars) {
    if (workers < 1 || workers > 1024) {
      throw CascadeException.of("--workers", "= " + workers, "it must be from 1 to 1024");
    }
    if (maxChars < 1) {
      throw CascadeException.of("--max-chars", "= " + maxChars, "it must be at least 1");
    }
  }

  /** Settings that refuse documents that are not plain text. */
  public BatchSettings(
      int workers, int maxChars, Charset encoding, String language, OnExistingResult existing) {
    this(workers, maxChars, encoding, language, existing, ReadAs.AUTO);
  }
}
