package org.cascadenlp.heads.answers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.files.SpecialFiles;

/**
 * A list of the windows without the answer to train on, made for one corpus, tokenizer and length
 * of windows.
 *
 * <p>The file has columns separated by tabs, under the names {@code question}, {@code windows} and
 * {@code drawn}: the id of a question, the number of all its windows, and those drawn, counted from
 * 0, ascending, separated by commas, possibly none. {@code testdata/reference/answer_list.py} makes
 * it, and Python reads the same file.
 */
final class WindowList {

  private static final String HEADER = "question\twindows\tdrawn";
  private static final int COLUMNS = 3;

  private final Path file;
  private final Map<String, Line> lines = new LinkedHashMap<>();

  private record Line(int number, int windows, List<Integer> drawn) {}

  private WindowList(Path file) {
    this.file = file;
  }

  /** Reads {@code file}; errors name the line. */
  static WindowList read(Path file) {
    SpecialFiles.refuse(file);
    WindowList list = new WindowList(file);
    List<String> texts;
    try {
      texts = Files.readAllLines(file);
    } catch (IOException e) {
      throw CascadeException.of(
          file.toString(),
          "the list of windows cannot be read: " + CascadeException.describe(e),
          "check option drawn: the path, from the working directory, and its rights",
          e);
    }
    if (texts.isEmpty() || !texts.get(0).equals(HEADER)) {
      throw list.bad(
          1, "the names of the columns are missing", "begin with " + HEADER.replace("\t", "<tab>"));
    }
    for (int number = 2; number <= texts.size(); number++) {
      list.add(number, texts.get(number - 1));
    }
    return list;
  }

  private void add(int number, String text) {
    String[] cells = text.split("\t", -1);
    if (cells.length != COLUMNS || cells[0].isEmpty()) {
      throw bad(
          number,
          "it has not an id and " + COLUMNS + " columns",
          "write " + HEADER.replace("\t", "<tab>"));
    }
    int windows = count(number, "windows", cells[1]);
    List<Integer> drawn = new ArrayList<>();
    for (String cell : cells[2].isEmpty() ? new String[0] : cells[2].split(",", -1)) {
      int window = count(number, "drawn", cell);
      if (window >= windows) {
        throw bad(
            number,
            "window " + window + " is unknown",
            "question " + cells[0] + " has " + windows + ", counted from 0");
      }
      if (!drawn.isEmpty() && window <= drawn.get(drawn.size() - 1)) {
        throw bad(
            number, "drawn = '" + cells[2] + "'", "list each window once, in ascending order");
      }
      drawn.add(window);
    }
    Line before = lines.put(cells[0], new Line(number, windows, List.copyOf(drawn)));
    if (before != null) {
      throw bad(
          number,
          "question " + cells[0] + " is also in line " + before.number(),
          "list each question once");
    }
  }

  private int count(int line, String column, String text) {
    try {
      int value = Integer.parseInt(text);
      if (value >= 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      // reported below, with the value
    }
    throw bad(line, column + " has '" + text + "'", "use whole numbers from 0, such as 0,4");
  }

  /**
   * The numbers of the windows to train on, in ascending order: all that hold the answer, and those
   * that are drawn.
   *
   * @param holds whether each window holds the answer
   * @param negatives the most windows without the answer
   */
  List<Integer> chosen(String id, List<Boolean> holds, int negatives) {
    Line line = lines.get(id);
    if (line == null) {
      throw CascadeException.of(
          file.toString(),
          "question " + id + " of the training data is not listed",
          "make the list from these data with testdata/reference/answer_list.py");
    }
    if (line.windows() != holds.size()) {
      throw bad(
          line.number(),
          "question " + id + " has " + holds.size() + " windows, not " + line.windows(),
          "set the tokenizer, window and overlap that the list was made with, or make a new one");
    }
    if (line.drawn().size() > negatives) {
      throw bad(
          line.number(),
          line.drawn().size() + " windows are drawn",
          "option negatives permits " + negatives + "; raise it, or draw fewer");
    }
    for (int window : line.drawn()) {
      if (holds.get(window)) {
        throw bad(
            line.number(),
            "window " + window + " of question " + id + " holds the answer",
            "draw windows without it: those with it are trained on anyway");
      }
    }
    return IntStream.range(0, holds.size())
        .filter(window -> holds.get(window) || line.drawn().contains(window))
        .boxed()
        .toList();
  }

  /** Checks that the training data have all listed questions; {@code ids} are theirs. */
  void checkRead(Set<String> ids) {
    lines.forEach(
        (id, line) -> {
          if (!ids.contains(id)) {
            throw bad(
                line.number(),
                "the training data have no question " + id,
                "name the list that was made from them");
          }
        });
  }

  private CascadeException bad(int line, String problem, String remedy) {
    return CascadeException.of(file + ", line " + line, problem, remedy);
  }
}
