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
 * A corpus file or folder, or some of its sentences or documents: {@code FILE[FROM:TO]} with
 * numbers from 0, negative ones counted from the end, either left out for the file's own end. So
 * {@code FILE[-188:]} is its last 188 sentences and {@code FILE[:-188]} all before them. A document
 * without sentences is counted as one.
 *
 * @param from empty for the beginning
 * @param to empty for the end
 */
public record CorpusSlice(Path file, String from, String to) {

  /** What the numbers of a slice count. */
  enum Counted {
    /** a document at an end of the slice has those of its sentences that are in it */
    SENTENCES,
    DOCUMENTS;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Pattern SUFFIX = Pattern.compile("(.+)\\[(-?\\d{0,9}):(-?\\d{0,9})]");

  /**
   * Reads an argument of {@code option}; a file whose name looks like a slice is itself. Whether it
   * may be a folder is the format's to say.
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
      throw CascadeException.of(option + " " + argument, "this is no path", "name a file", e);
    }
  }

  /** Reads all {@code arguments} of {@code option}. */
  public static List<CorpusSlice> of(String option, List<String> arguments) {
    return arguments.stream().map(argument -> of(option, argument)).toList();
  }

  /** As {@link #of} reads it. */
  @Override
  public String toString() {
    return whole() ? file.toString() : file + "[" + from + ":" + to + "]";
  }

  /** True where it is the whole file. */
  boolean whole() {
    return from.isEmpty() && to.isEmpty();
  }

  /** Numbers from 0 on: {@code from} is the first one, {@code to} the first one after it. */
  record Bounds(int from, int to) {

    boolean has(int number) {
      return number >= from && number < to;
    }

    /** As a corpus format's setting has it: counted from 1, both ends included. */
    String text() {
      return (from + 1) + "-" + to;
    }
  }

  /**
   * What the slice is of a file that has {@code count} of what is counted.
   *
   * @param what is counted, for the error
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
