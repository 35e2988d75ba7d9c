package org.cascadenlp.staticembeddings.imports;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.cascadenlp.core.process.Interruption;
import org.cascadenlp.staticembeddings.imports.formats.InputFile;
import org.cascadenlp.staticembeddings.imports.formats.WordVectorFormat;
import org.cascadenlp.staticembeddings.imports.formats.WordVectorFormats;

/** Turns a file of word vectors in any known format into a vector file. */
final class VectorImport {

  private VectorImport() {}

  /**
   * Imports {@code source}, as {@link InputFile} names it, into {@code output}, which is complete
   * or as it was before.
   *
   * @param log where progress is told
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
