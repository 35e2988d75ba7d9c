package org.cascadenlp.batch;

import org.cascadenlp.core.document.DocumentWriter;
import org.cascadenlp.core.document.OutputFormat;
import org.cascadenlp.core.document.OutputOptions;

/**
 * The writer of a batch's results, with a file for each document.
 *
 * @param format the format of each result
 * @param documents that format's writer for this batch
 */
public record ResultWriter(OutputFormat format, DocumentWriter documents) {

  /**
   * A new writer of {@code format}.
   *
   * @throws org.cascadenlp.core.error.CascadeException if the format does not support {@code
   *     options}
   */
  public static ResultWriter of(OutputFormat format, OutputOptions options) {
    return new ResultWriter(format, format.writer(options));
  }

  /** The name of the result file for the document named {@code document}. */
  String file(String document) {
    return document + "." + format.extension();
  }
}
