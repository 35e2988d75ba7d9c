package org.cascadenlp.batch.corpus;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cascadenlp.core.error.CascadeException;

/**
 * A corpus file or folder, or a range of its sentences or documents: {@code FILE[FROM:TO]},
 * numbered from 0, with negative numbers counted from the end. FROM may be omitted for the
 * beginning and TO for the end, so {@code FILE[-188:]} is the last 188 sentences and {@code
 * FILE[:-188]} all before them. A document without sentences is counted as one.
 *
 * @param from the first number; empty for the beginning
 * @param to the number after the last; empty for the end
 */
public record CorpusSlice(Path file, String from, String to) {

  /** The items that the numbers of a slice count. */
  enum Counted {
    /** sentences; a document at an end of the slice is cut to its sentences in the slice */
    SENTENCES,
    DOCUMENTS;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Pattern SUFFIX = Pattern.compile("(.+)\\[(-?\\d{0,9}):(-?\\d{0,9})]");

  /**
   * Parses an argument of {@code option}. An existing file whose name looks like a slice is read
   * whole. Whether a folder is allowed depends on the format. * * @throws CascadeException if there
   * is no such file or it cannot be read
   */
  public static CorpusSlice of(String option, String argument) {
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
            "name a file or folder of the corpus, or FILE[FROM:TO] for a part of it");
      }
      return found;
    } catch (InvalidPathException e) {
      throw CascadeException.of(option + " " + argument, "this is not a path", "name a file", e);
    }
  }

  /** Parses all {@code arguments} of {@code option}. */
  public static List<CorpusSlice> of(String option, List<String> arguments) {
    return arguments.stream().map(argument -> of(option, argument)).toList();
  }

  /** The slice in the syntax that {@link #of} parses. */
  @Override
  public String toString() {
    return whole() ? file.toString() : file + "[" + from + ":" + to + "]";
  }

  /** Whether this is the whole file. */
  boolean whole() {
    return from.isEmpty() && to.isEmpty();
  }

  /** A range of numbers from 0: {@code from} inclusive, {@code to} exclusive. */
  record Bounds(int from, int to) {

    boolean has(int number) {
      return number >= from && number < to;
    }

    /** The range as the value of a corpus format's setting: from 1, both ends inclusive. */
    String text() {
      return (from + 1) + "-" + to;
    }
  }

  /**
   * The range of this slice in a file with {@code count} items.
   *
   * @param what the counted items, for the error
   */
  Bounds bounds(int count, Counted what) {
    int first = place(from, 0, count);
    int end = place(to, count, count);
    if (first >= end) {
      throw CascadeException.of(
          toString(), "there are no " + what + " in this range", "the file has " + count);
    }
    return new Bounds(first, end);
  }

  private static int place(String text, int otherwise, int count) {
    if (text.isEmpty() || text.equals("-")) {
      return otherwise;
    }
    int number = Integer.parseInt(text);
    return Math.max(0, Math.min(count, number < 0 ? count + number : number));
  }
}
