package org.cascadenlp.benchmarks.transfer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.benchmarks.PythonNumbers;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.weights.json.JsonFile;

/**
 * The scores of one training, whose best epoch was chosen on the development data.
 *
 * @param task the task, for example {@code trec}
 * @param mode the mode, for example {@code fine-tune}
 * @param dev the development score in points of 100
 * @param test the test score in points of 100; NaN if the run was not scored on test
 * @param machine the name of the processor
 */
record TransferRun(
    String task, String mode, int seed, double dev, double test, String date, String machine) {

  /** Reads the lines of {@code transfer.sh}: scores as fractions, columns separated by tabs. */
  static List<TransferRun> lines(Path file) {
    List<TransferRun> runs = new ArrayList<>();
    int number = 0;
    for (String line : (Iterable<String>) JsonFile.text(file).lines()::iterator) {
      number++;
      String place = file + ", line " + number;
      String[] cells = line.split("\t", -1);
      if (cells.length != 7) {
        throw CascadeException.of(
            place,
            "has " + cells.length + " columns",
            "expected task, mode, seed, dev, test, date and machine between tabs");
      }
      runs.add(
          new TransferRun(
              cells[0],
              cells[1],
              (int) number(cells[2], 1, 1e9, place),
              100 * number(cells[3], 0, 1, place),
              cells[4].isEmpty() ? Double.NaN : 100 * number(cells[4], 0, 1, place),
              cells[5],
              cells[6]));
    }
    return runs;
  }

  /** The runs of {@code hf_transfer.py}, with scores in points of 100. */
  static List<TransferRun> python(PythonNumbers numbers) {
    List<TransferRun> all = new ArrayList<>();
    numbers.runs().forEach((name, values) -> all.add(python(name, values)));
    return all;
  }

  private static TransferRun python(String name, PythonNumbers.Row values) {
    String[] key = name.split(" ", -1);
    if (key.length != 3) {
      throw CascadeException.of(name, "is no run", "expected an object named TASK MODE SEED");
    }
    return new TransferRun(
        key[0],
        key[1],
        (int) number(key[2], 1, 1e9, name),
        number(values.text("dev"), 0, 100, name),
        number(values.text("test"), 0, 100, name),
        values.text("date"),
        values.text("cpu"));
  }

  private static double number(String text, double least, double most, String place) {
    try {
      double number = Double.parseDouble(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // reported below
    }
    throw CascadeException.of(
        place,
        "'" + text + "' stands where a number is expected",
        "use one of " + least + " to " + most);
  }
}
