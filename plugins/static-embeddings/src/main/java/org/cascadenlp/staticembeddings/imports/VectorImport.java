package org.cascadenlp.staticembeddings.imports;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.cascadenlp.core.process.Interruption;
import org.cascadenlp.staticembeddings.imports.formats.InputFile;
import org.cascadenlp.staticembeddings.imports.formats.WordVectorFormat;
import org.cascadenlp.staticembeddings.imports.formats.WordVectorFormats;

/** Converts a file of word vectors in any known format to a vector file. */
final class VectorImport {

  private VectorImport() {}

  /**
   * Imports {@code source}, a name for {@link InputFile}, into {@code output}, which is left
   * unchanged on errors.
   *
   * @param log the output for progress
   */
  static ImportSummary run(
      String source,
      Path output,
      BadEntries badEntries,
      PrintWriter log,
      ImportProgress.Kind kind) {
    long start = System.nanoTime();
    try (Interruption guard = Interruption.of();
        InputFile in = InputFile.open(source);
        ImportProgress progress = new ImportProgress(in, log, kind)) {
      WordVectorFormat format = WordVectorFormats.of(in);
      try (ImportSink sink =
          new ImportSink(source, format.counted(), output, badEntries, progress)) {
        format.read(in, sink);
        return sink.finish(format.name(), (System.nanoTime() - start) / 1e9);
      }
    } catch (IOException e) {
      throw InputFile.unreadable(source, e);
    }
  }
}
