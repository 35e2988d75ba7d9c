package org.cascadenlp.batch;

import java.nio.charset.Charset;
import org.cascadenlp.batch.input.ReadAs;
import org.cascadenlp.batch.output.OnExistingResult;
import org.cascadenlp.core.error.CascadeException;

/**
 * How a batch is run.
 *
 * @param workers threads, each with an engine of its own
 * @param maxChars the most UTF-16 units a document may have
 * @param encoding of documents without a byte order mark
 * @param language of all documents, as a code such as {@code en}, or {@code x-unspecified}
 * @param existing what is done about results that are already there
 * @param as what documents are taken for
 */
public record BatchSettings(
    int workers,
    int maxChars,
    Charset encoding,
    String language,
    OnExistingResult existing,
    ReadAs as) {

  public BatchSettings {
    if (workers < 1 || workers > 1024) {
      throw CascadeException.of("--workers", "= " + workers, "it must be from 1 to 1024");
    }
    if (maxChars < 1) {
      throw CascadeException.of("--max-chars", "= " + maxChars, "it must be at least 1");
    }
  }

  /** Of documents that are plain text unless they show that they are not. */
  public BatchSettings(
      int workers, int maxChars, Charset encoding, String language, OnExistingResult existing) {
    this(workers, maxChars, encoding, language, existing, ReadAs.AUTO);
  }

  /** As this, with {@code number} workers. */
  BatchSettings withWorkers(int number) {
    return new BatchSettings(number, maxChars, encoding, language, existing, as);
  }
}
