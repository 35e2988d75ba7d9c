package org.cascadenlp.training.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.command.Catalogue;
import org.cascadenlp.neural.sequence.SequenceType;
import org.cascadenlp.neural.task.Task;

/** Reads the settings of a training from a descriptor's parameters. */
public final class SettingsReader {

  /** The end of a choice that is only the begin of values. */
  private static final String OPEN = "...";

  private static final int MANY = 1_000_000_000;

  private SettingsReader() {}

  /** The settings of a training with {@code tuning}, whose mode has these {@code rates}. */
  public static TrainingSettings read(
      Parameters parameters, TuningSettings tuning, LearningRates rates) {
    return new TrainingSettings(
        tuning,
        new OptimiserSettings(
            LearningRates.read(parameters, "encoderRate", rates.encoder()),
            parameters.number("layerDecay", 0, 1),
            LearningRates.read(parameters, "headRate", rates.head()),
            parameters.number("weightDecay", 0, 10),
            parameters.number("warmup", 0, 1),
            parameters.choice("schedule", Schedule.class),
            parameters.number("clip", 0, 1e9)),
        parameters.integer("epochs", 1, MANY),
        parameters.integer("batchSize", 1, MANY),
        parameters.integer("accumulation", 1, MANY),
        parameters.integer("maxTokens", 1, MANY),
        (float) parameters.number("encoderDropout", -1, 0.99),
        (float) parameters.number("headDropout", 0, 0.99),
        classWeights(parameters),
        parameters.integer("patience", 0, MANY),
        parameters.flag("shuffle"),
        parameters.integer("seed", 0, Integer.MAX_VALUE));
  }

  private static Map<String, Float> classWeights(Parameters parameters) {
    Map<String, Float> weights = new LinkedHashMap<>();
    for (Map.Entry<String, String> pair : pairs(parameters, "classWeights").entrySet()) {
      try {
        float weight = Float.parseFloat(pair.getValue());
        if (!(weight >= 0 && Float.isFinite(weight))) {
          throw new NumberFormatException(pair.getValue());
        }
        weights.put(pair.getKey(), weight);
      } catch (NumberFormatException e) {
        throw parameters.bad(
            "classWeights", pair.getKey() + "=" + pair.getValue(), "give a number from 0");
      }
    }
    return weights;
  }

  /**
   * Refuses head options that {@code task} does not describe, values that it does not list, and
   * missing options, before any corpus is read.
   */
  public static void checkOptions(
      Parameters parameters, Task<?, ?> task, Map<String, String> options) {
    List<Catalogue.Parameter> known = Catalogue.settings(task.getClass());
    if (known.isEmpty()) {
      return; // a head without described options checks them when training begins
    }
    String all =
        String.join(", ", known.stream().map(o -> o.name() + " (" + o.type() + ")").toList());
    for (Map.Entry<String, String> option : options.entrySet()) {
      boolean fits =
          known.stream()
              .filter(o -> o.name().equals(option.getKey()))
              .anyMatch(o -> !o.type().contains("|") || isChoice(o, option.getValue()));
      if (!fits) {
        throw parameters.bad(
            "headOptions",
            option.getKey() + "=" + option.getValue(),
            "the options of this task are " + all);
      }
    }
    List<String> missing =
        known.stream()
            .filter(o -> o.value().isEmpty() && !options.containsKey(o.name()))
            .map(Catalogue.Parameter::name)
            .toList();
    if (!missing.isEmpty()) {
      throw parameters.bad(
          "headOptions",
          String.join(
              ",", options.entrySet().stream().map(o -> o.getKey() + "=" + o.getValue()).toList()),
          "set " + String.join(", ", missing) + " too; the options of this task are " + all);
    }
  }

  /** Whether {@code value} is one of the choices; one that ends with dots may go on. */
  private static boolean isChoice(Catalogue.Parameter option, String value) {
    return Arrays.stream(option.type().split(" \\| ", -1))
        .anyMatch(
            choice ->
                choice.endsWith(OPEN)
                    ? value.startsWith(choice.substring(0, choice.length() - OPEN.length()))
                    : value.equals(choice));
  }

  /** Refuses a {@code unit} whose sequences are not those that a head with these options reads. */
  public static void checkUnit(
      Parameters parameters, Task<?, ?> task, Map<String, String> options, SequenceType unit) {
    if (task.readsParts(options) && unit != SequenceType.PART) {
      throw parameters.bad(
          "unit", unit, "a head with " + options + " reads each text of a pair: set it to part");
    } else if (!task.readsParts(options) && unit == SequenceType.PART) {
      throw parameters.bad(
          "unit",
          unit,
          "a head with " + options + " reads one sequence: use sentence, document or instance");
    }
  }

  /** The entries {@code NAME=VALUE} of a list parameter. */
  public static Map<String, String> pairs(Parameters parameters, String name) {
    Map<String, String> pairs = new LinkedHashMap<>();
    List<String> twice = new ArrayList<>();
    for (String entry : parameters.texts(name)) {
      int equals = entry.indexOf('=');
      if (equals <= 0) {
        throw parameters.bad(name, entry, "write NAME=VALUE");
      }
      if (pairs.put(entry.substring(0, equals), entry.substring(equals + 1)) != null) {
        twice.add(entry);
      }
    }
    if (!twice.isEmpty()) {
      throw parameters.bad(name, twice, "name each only once");
    }
    return pairs;
  }
}
