package org.cascadenlp.training;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cascadenlp.core.CascadeException;

/**
 * A corpus file or folder, or some of its sentences (of its documents, where the format makes no
 * sentences): {@code FILE[FROM:TO]} with numbers from 0, negative ones counted from the end, either
 * left out for the file's own end. So {@code FILE[-188:]} is its last 188 sentences and {@code
 * FILE[:-188]} all before them.
 *
 * @param from empty for the beginning
 * @param to empty for the end
 */
record CorpusSlice(Path file, String from, String to) {

  private static final Pattern SUFFIX = Pattern.compile("(.+)\\[(-?\\d{0,9}):(-?\\d{0,9})]");

  /** Reads a file argument of {@code option}; a file whose name looks like a slice is itself. */
  static CorpusSlice of(String option, String argument) {
    try {
      Matcher slice = SUFFIX.matcher(argument);
      boolean whole = Files.exists(Path.of(argument)) || !slice.matches();
      CorpusSlice found =
          whole
              ? new CorpusSlice(Path.of(argument), "", "")
              : new CorpusSlice(Path.of(slice.group(1)), slice.group(2), slice.group(3));
      // some formats read a folder
      if (!Files.isReadable(found.file)) {
        throw CascadeException.of(
            option + " " + argument,
            Files.exists(found.file) ? "it cannot be read" : "there is no such file",
            "name a file of the corpus, or FILE[FROM:TO] for some of its sentences");
      }
      return found;
    } catch (InvalidPathException e) {
      throw CascadeException.of(option + " " + argument, "this is no path", "name a file", e);
    }
  }

  /** True where it is the whole file. */
  boolean whole() {
    return from.isEmpty() && to.isEmpty();
  }

  /**
   * The sentences, counted from 1, both ends included, as a corpus format's setting {@code
   * sentences} has it.
   *
   * @param count the number of sentences in the file
   */
  String range(int count) {
    int first = place(from, 0, count);
    int end = place(to, count, count);
    if (first >= end) {
      throw CascadeException.of(
          file + "[" + from + ":" + to + "]",
          "there are no sentences in this range",
          "the file has " + count);
    }
    return (first + 1) + "-" + end;
  }

  private static int place(String text, int otherwise, int count) {
    if (text.isEmpty() || text.equals("-")) {
      return otherwise;
    }
    int number = Integer.parseInt(text);
    return Math.max(0, Math.min(count, number < 0 ? count + number : number));
  }
}
