package org.cascadenlp.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * RESULTS.md, in which each table has a section between two markers.
 *
 * <p>A new section is added at the end.
 */
final class ResultsFile {

  private final Path file;

  ResultsFile(Path file) {
    this.file = file;
  }

  /** Replaces the section called {@code name} by {@code body}. */
  void replace(String name, String body) throws IOException {
    String begin = "<!-- benchmark " + name + " -->";
    String end = "<!-- end of benchmark " + name + " -->";
    String text = Files.exists(file) ? Files.readString(file) : "";
    String section = begin + "\n" + body.strip() + "\n" + end;
    int from = text.indexOf(begin);
    int to = from < 0 ? -1 : text.indexOf(end, from);
    if (from >= 0 && to < 0) {
      throw new IOException(file + ": " + begin + " has no " + end + " after it");
    }
    String changed =
        from < 0
            ? text.stripTrailing() + "\n\n" + section + "\n"
            : text.substring(0, from) + section + text.substring(to + end.length());
    Files.writeString(file, changed.stripLeading());
  }
}
