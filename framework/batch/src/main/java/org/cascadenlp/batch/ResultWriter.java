package org.cascadenlp.batch;

import org.cascadenlp.core.document.DocumentWriter;
import org.cascadenlp.core.document.OutputFormat;
import org.cascadenlp.core.document.OutputOptions;

/**
 * What the results of one batch are written with.
 *
 * @param format the format of each result
 * @param documents that format's writer for this batch
 */
public record ResultWriter(OutputFormat format, DocumentWriter documents) {

  /**
   * A new writer of {@code format}.
   *
   * @throws org.cascadenlp.core.error.CascadeException where the format has no place for what
   *     {@code options} ask for
   */
  public static ResultWriter of(OutputFormat format, OutputOptions options) {
    return new ResultWriter(format, format.writer(options));
  }

  /** The name of the file that the document called {@code document} is written to. */
  String file(String document) {
    return document + "." + format.extension();
  }
}
