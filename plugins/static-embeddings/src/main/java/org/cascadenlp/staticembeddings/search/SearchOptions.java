package org.cascadenlp.staticembeddings.search;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.words.VectorFile;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options of commands that search a vector file. */
final class SearchOptions {

  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "A vector file written by `cascade import vectors`.")
  Path model = Path.of("");

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "10",
      description = "The number of words (default: ${DEFAULT-VALUE}).")
  int top = 10;

  /** Opens {@link #model} for a search with all processors. */
  WordVectors open() {
    if (top < 1) {
      throw CascadeException.of("--top " + top, "is not a number of words", "give 1 or more");
    }
    return new WordVectors(model, Runtime.getRuntime().availableProcessors());
  }

  static void print(PrintWriter out, VectorFile file, List<Hit> hits) {
    for (Hit hit : hits) {
      out.println(String.format(Locale.ROOT, "%.6f  %s", hit.score(), file.word(hit.rank())));
    }
    out.flush();
  }
}
