package org.cascadenlp.training.checkpoint;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.files.Sha256;
import org.cascadenlp.weights.json.JsonFile;
import org.cascadenlp.weights.safetensors.SafeTensors;
import org.cascadenlp.weights.tensor.Tensor;

/**
 * A state of a training in a folder {@code step-N}, all of whose files were compared with their
 * hashes.
 *
 * @param conditions those under which it was written
 */
public record Checkpoint(Path folder, TrainingState state, TrainingConditions conditions) {

  /** The trained arrays. */
  static final String WEIGHTS = "weights.safetensors";

  /** The moments of the optimiser, {@code first/NAME} and {@code second/NAME}. */
  static final String MOMENTS = "moments.safetensors";

  /** The arrays of the best epoch; only if an epoch is finished. */
  static final String BEST = "best.safetensors";

  /** The rows of {@code metrics.csv} so far. */
  public static final String METRICS = "metrics.csv";

  /** The points of {@code training.html} so far. */
  public static final String CURVE = "curve.csv";

  /** Counters, best epoch and conditions. */
  static final String STATE = "state.json";

  /** The hashes of all other files, in the format of {@code sha256sum}. */
  static final String SUMS = "SHA256SUMS";

  /** The version of this format. */
  private static final int FORMAT = 1;

  private static final Pattern NAME = Pattern.compile("step-([0-9]{1,10})");
  private static final Pattern SUM = Pattern.compile("([0-9a-f]{64})  ([a-z]{1,20}\\.[a-z]{1,20})");
  private static final Gson PRETTY =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
  private static final String REMEDY = "remove this checkpoint";

  /** The name of the folder of the state after {@code step} updates. */
  static String name(int step) {
    return "step-" + step;
  }

  /** The number of updates in the name of {@code folder}; -1 for other folders. */
  static long step(Path folder) {
    Matcher name = NAME.matcher(String.valueOf(folder.getFileName()));
    return name.matches() && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        ? Long.parseLong(name.group(1))
        : -1;
  }

  /** The content of {@value #STATE}. */
  static String json(TrainingState state, TrainingConditions conditions) {
    JsonObject json = new JsonObject();
    json.addProperty("format", FORMAT);
    json.add("state", state.toJson());
    JsonObject under = new JsonObject();
    conditions.values().forEach(under::addProperty);
    json.add("conditions", under);
    return PRETTY.toJson(json) + "\n";
  }

  /**
   * Reads and checks the checkpoint in {@code folder}.
   *
   * @throws CascadeException if a file is missing, cut or changed
   */
  static Checkpoint read(Path folder) {
    Map<String, String> sums = sums(folder.resolve(SUMS));
    for (String name : List.of(WEIGHTS, MOMENTS, METRICS, CURVE, STATE)) {
      require(folder, sums, name);
    }
    sums.forEach((name, sum) -> check(folder.resolve(name), sum));
    Checkpoint read = parsed(folder);
    TrainingState state = read.state;
    Path file = folder.resolve(STATE);
    if (state.step() != step(folder)) {
      throw CascadeException.of(
          file.toString(),
          "it is the state of step " + state.step() + ", not of " + step(folder),
          REMEDY);
    }
    if (state.best().epoch() > 0) {
      require(folder, sums, BEST);
    }
    return read;
  }

  private static Checkpoint parsed(Path folder) {
    Path file = folder.resolve(STATE);
    JsonObject json = JsonFile.read(file);
    String format = String.valueOf(json.get("format"));
    if (!format.equals(String.valueOf(FORMAT))) {
      throw CascadeException.of(
          file.toString(), "its format is " + format, "this version reads " + FORMAT);
    }
    try {
      Map<String, String> conditions = new LinkedHashMap<>();
      for (Map.Entry<String, JsonElement> one : json.getAsJsonObject("conditions").entrySet()) {
        conditions.put(one.getKey(), one.getValue().getAsString());
      }
      TrainingState state = TrainingState.of(json.getAsJsonObject("state"));
      return new Checkpoint(folder, state, new TrainingConditions(conditions));
    } catch (RuntimeException e) { // of Gson, for a member that is missing or of another type
      throw CascadeException.of(file.toString(), "is not a state: " + e, REMEDY, e);
    }
  }

  private static void require(Path folder, Map<String, String> sums, String name) {
    if (!sums.containsKey(name)) {
      throw CascadeException.of(
          folder.resolve(SUMS).toString(), "it does not list " + name, REMEDY);
    }
  }

  private static Map<String, String> sums(Path file) {
    String text = JsonFile.text(file, 1 << 16);
    Map<String, String> sums = new LinkedHashMap<>();
    for (String line : text.split("\n", -1)) {
      Matcher sum = SUM.matcher(line);
      if (sum.matches()) {
        sums.put(sum.group(2), sum.group(1));
      } else if (!line.isEmpty()) {
        throw CascadeException.of(file.toString(), "'" + line + "' is not a hash", REMEDY);
      }
    }
    if (!text.endsWith("\n")) {
      throw CascadeException.of(file.toString(), "its last line is cut", REMEDY);
    }
    return sums;
  }

  private static void check(Path file, String expected) {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw CascadeException.of(file.toString(), "is missing", REMEDY);
    }
    try (InputStream in = Files.newInputStream(file)) {
      if (!Sha256.of(in).equals(expected)) {
        throw CascadeException.of(
            file.toString(), "is cut or changed: its hash is not that in " + SUMS, REMEDY);
      }
    } catch (IOException e) {
      throw CascadeException.of(
          file.toString(), "cannot be read: " + CascadeException.describe(e), REMEDY, e);
    }
  }

  /** The path of one of its files. */
  public Path file(String name) {
    return folder.resolve(name);
  }

  /** Passes each array of a file to {@code use}, in the order in which they were written. */
  void arrays(String name, BiConsumer<String, Tensor> use) {
    SafeTensors.forEach(file(name), use);
  }
}
