package org.cascadenlp.batch;

import java.util.List;
import java.util.Map;
import org.cascadenlp.core.document.DocumentWriter;
import org.cascadenlp.core.document.OutputFormat;
import org.cascadenlp.core.document.OutputOptions;

/**
 * The writer of a batch's results.
 *
 * @param format the format of each result
 * @param documents that format's writer for this batch
 * @param viewFormats the names of the formats that keep all views, for the note about lost ones
 */
public record ResultWriter(
    OutputFormat format, DocumentWriter documents, List<String> viewFormats) {

  /**
   * A new writer of {@code format}.
   *
   * @throws org.cascadenlp.core.error.CascadeException if the format does not support {@code
   *     options}
   */
  public static ResultWriter of(OutputFormat format, OutputOptions options) {
    return new ResultWriter(format, format.writer(options), List.of());
  }

  /** This writer, whose note about lost views names those of {@code formats} that keep them. */
  ResultWriter among(Map<String, OutputFormat> formats) {
    List<String> viewFormats =
        formats.entrySet().stream()
            .filter(other -> other.getValue().keepsViews())
            .map(Map.Entry::getKey)
            .toList();
    return new ResultWriter(format, documents, viewFormats);
  }

  /** The name of the result file for the document named {@code document}. */
  String file(String document) {
    return document + "." + format.extension();
  }
}
