package org.cascadenlp.benchmarks.transfer;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.CascadeException;
import org.cascadenlp.neural.JsonFile;

/**
 * One training, its best epoch chosen on dev.
 *
 * @param task for example {@code trec}
 * @param mode for example {@code fine-tune}
 * @param dev points of 100
 * @param test points of 100; not a number where the run was not scored on test
 * @param machine the name of its processor
 */
record TransferRun(
    String task, String mode, int seed, double dev, double test, String date, String machine) {

  /** The lines that {@code transfer.sh} wrote: fractions of 1, between tabs. */
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

  /** The runs in the JSON file that {@code hf_transfer.py} wrote: points of 100. */
  static List<TransferRun> python(Path file) {
    JsonElement runs = JsonFile.read(file).get("runs");
    if (runs == null || !runs.isJsonObject()) {
      throw CascadeException.of(file.toString(), "has no object runs", "write it anew");
    }
    List<TransferRun> all = new ArrayList<>();
    for (Map.Entry<String, JsonElement> run : runs.getAsJsonObject().entrySet()) {
      String place = file + ", " + run.getKey();
      String[] key = run.getKey().split(" ", -1);
      if (key.length != 3 || !run.getValue().isJsonObject()) {
        throw CascadeException.of(place, "is no run", "expected an object named TASK MODE SEED");
      }
      JsonObject values = run.getValue().getAsJsonObject();
      all.add(
          new TransferRun(
              key[0],
              key[1],
              (int) number(key[2], 1, 1e9, place),
              number(text(values, "dev", place), 0, 100, place),
              number(text(values, "test", place), 0, 100, place),
              text(values, "date", place),
              text(values, "cpu", place)));
    }
    return all;
  }

  private static String text(JsonObject values, String key, String place) {
    JsonElement value = values.get(key);
    if (value == null || !value.isJsonPrimitive()) {
      throw CascadeException.of(place, "has no value " + key, "write the file anew");
    }
    return value.getAsString();
  }

  private static double number(String text, double least, double most, String place) {
    try {
      double number = Double.parseDouble(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw CascadeException.of(
        place,
        "'" + text + "' stands where a number is expected",
        "use one of " + least + " to " + most);
  }
}
