package org.cascadenlp.benchmarks;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.weights.json.JsonFile;

/** The measurements in a JSON file of a script in {@code testdata/reference}. */
public final class PythonNumbers {

  private static final String REMEDY =
      "write the file again, with all tables, by its script in testdata/reference";

  private final String file;
  private final JsonObject json;

  private PythonNumbers(String file, JsonObject json) {
    this.file = file;
    this.json = json;
  }

  /** Reads the measurements in {@code file}. */
  public static PythonNumbers read(Path file) {
    return new PythonNumbers(file.toString(), JsonFile.read(file));
  }

  /**
   * Date, versions and computer of the measurements, as sentences.
   *
   * @param processor the processor of the measurements to compare with, from {@link
   *     Machine#processor}
   */
  public String origin(String processor) {
    String theirs = text(json, "cpu", file);
    return "Python's numbers are of "
        + text(json, "date", file)
        + " ("
        + versions()
        + ", "
        + text(json, "threads", file)
        + " threads"
        + waiting()
        + ", load before "
        + text(json, "load_before", file)
        + "), "
        + (theirs.equals(processor)
            ? "from this machine, by the name of its processor."
            : "from another machine, " + theirs + ": ratios to them compare machines too.");
  }

  /**
   * The versions of the measured libraries, for example {@code torch 2.7.1, transformers 4.53.3}.
   */
  public String versions() {
    StringJoiner versions = new StringJoiner(", ");
    for (Map.Entry<String, JsonElement> version : object(json, "versions", file).entrySet()) {
      versions.add(version.getKey() + " " + version.getValue().getAsString());
    }
    return versions.toString();
  }

  /** The wait policy of idle threads, if it was set. */
  private String waiting() {
    JsonElement policy = json.get("omp_wait_policy");
    return policy == null || policy.isJsonNull()
        ? ""
        : " with OMP_WAIT_POLICY=" + policy.getAsString();
  }

  /** Whether {@code table} was measured. */
  public boolean has(String table) {
    return json.has(table);
  }

  /**
   * The rows of a table.
   *
   * @param table the name of the table, for example {@code training}
   * @param wordpieces the number of WordPieces in the texts of the measurements to compare with
   */
  public List<Row> rows(String table, long wordpieces) {
    String place = file + ", " + table;
    JsonObject found = object(json, table, file);
    if (!text(found, "wordpieces", place).equals(String.valueOf(wordpieces))) {
      throw CascadeException.of(
          place,
          "was measured on " + text(found, "wordpieces", place) + " WordPieces, not " + wordpieces,
          "run the script with its own number of batches and sentences");
    }
    JsonElement rows = found.get("rows");
    if (rows == null || !rows.isJsonArray() || rows.getAsJsonArray().isEmpty()) {
      throw CascadeException.of(place, "has no rows", REMEDY);
    }
    List<Row> all = new ArrayList<>();
    for (JsonElement row : rows.getAsJsonArray()) {
      if (!row.isJsonObject()) {
        throw CascadeException.of(place, "has a row that is no object", REMEDY);
      }
      all.add(new Row(place, row.getAsJsonObject()));
    }
    return all;
  }

  /** The runs in a file of {@code hf_transfer.py}, by their names. */
  public Map<String, Row> runs() {
    JsonObject found = object(json, "runs", file);
    Map<String, Row> all = new LinkedHashMap<>();
    for (String name : found.keySet()) {
      all.put(name, new Row(file + ", " + name, object(found, name, file)));
    }
    return all;
  }

  /** The measurements of one contender or one run. */
  public static final class Row {

    private final String place;
    private final JsonObject json;

    private Row(String place, JsonObject json) {
      this.place = place;
      this.json = json;
    }

    /** The name of the contender. */
    public String name() {
      return text("name");
    }

    /** The type of its matrix products, {@code float32} or {@code bfloat16}. */
    public String precision() {
      return text("precision");
    }

    /** The value {@code key} as text. */
    public String text(String key) {
      return PythonNumbers.text(json, key, place);
    }

    /** The value {@code key}, a number above 0. */
    public double number(String key) {
      return PythonNumbers.number(json, key, place + ", " + name());
    }

    /** The value {@code key}, which was measured several times. */
    public Spread spread(String key) {
      String where = place + ", " + name() + ", " + key;
      JsonObject values = object(json, key, place + ", " + name());
      return new Spread(
          PythonNumbers.number(values, "median", where),
          PythonNumbers.number(values, "least", where),
          PythonNumbers.number(values, "most", where));
    }
  }

  private static JsonObject object(JsonObject json, String key, String place) {
    JsonElement value = json.get(key);
    if (value == null || !value.isJsonObject()) {
      throw CascadeException.of(place, "has no object " + key, REMEDY);
    }
    return value.getAsJsonObject();
  }

  private static String text(JsonObject json, String key, String place) {
    JsonElement value = json.get(key);
    if (value == null || !value.isJsonPrimitive()) {
      throw CascadeException.of(place, "has no value " + key, REMEDY);
    }
    return value.getAsString();
  }

  private static double number(JsonObject json, String key, String place) {
    String text = text(json, key, place);
    try {
      double number = Double.parseDouble(text);
      if (Double.isFinite(number) && number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // reported below
    }
    throw CascadeException.of(place, key + " = '" + text + "'", "it must be a number above 0");
  }
}
