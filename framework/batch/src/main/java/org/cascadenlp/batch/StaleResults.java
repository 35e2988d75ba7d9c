package org.cascadenlp.batch;

import java.util.List;
import java.util.Set;
import org.cascadenlp.batch.output.OutputFolder;

/**
 * Finds the results of earlier runs in an output folder whose documents are not in the inputs of
 * this run. Files that no run made are not results.
 *
 * @param extension the extension of this run's results
 * @param documents the names of this run's documents
 */
record StaleResults(OutputFolder output, String extension, Set<String> documents) {

  /** The names of the files, sorted. */
  List<String> names() {
    return output.recorded().stream()
        .filter(result -> !isOfDocument(result))
        .filter(output::has)
        .sorted()
        .toList();
  }

  private boolean isOfDocument(String result) {
    String end = "." + extension;
    return result.endsWith(end)
        ? documents.contains(result.substring(0, result.length() - end.length()))
        : isInAnotherFormat(result);
  }

  /** Whether {@code result} is a document's name with an extension, of any number of parts. */
  private boolean isInAnotherFormat(String result) {
    int folder = result.lastIndexOf('/');
    for (int dot = result.lastIndexOf('.'); dot > folder; dot = result.lastIndexOf('.', dot - 1)) {
      if (documents.contains(result.substring(0, dot))) {
        return true;
      }
    }
    return false;
  }
}
