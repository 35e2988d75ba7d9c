package org.cascadenlp.staticembeddings.imports;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.IntConsumer;
import org.cascadenlp.core.command.ProgressLine;
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
   * @param progress is not closed
   */
  static ImportSummary run(
      String source, Path output, BadEntries badEntries, ProgressLine progress) {
    long start = System.nanoTime();
    try (Interruption guard = Interruption.of();
        InputFile in = InputFile.open(source)) {
      WordVectorFormat format = WordVectorFormats.of(in);
      IntConsumer told =
          words -> progress.show(() -> line(words, progress.seconds(), in.position(), in.size()));
      try (ImportSink sink = new ImportSink(source, format.counted(), output, badEntries, told)) {
        format.read(in, sink);
        return sink.finish(format.name(), (System.nanoTime() - start) / 1e9);
      }
    } catch (IOException e) {
      throw InputFile.unreadable(source, e);
    }
  }

  /** How far an import is; {@code position} and {@code size} are 0 or less where not known. */
  static String line(int words, double seconds, long position, long size) {
    String line = String.format(Locale.ROOT, "%,d words, %,.0f words/s", words, words / seconds);
    return position <= 0 || size <= 0
        ? line
        : line
            + String.format(
                Locale.ROOT,
                ", %d %%, %s",
                Math.min(100, 100 * position / size),
                ProgressLine.left(position, size, seconds));
  }
}
