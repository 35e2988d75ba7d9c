package org.cascadenlp.heads;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeSet;
import org.cascadenlp.core.command.Catalogue;
import org.cascadenlp.core.error.CascadeException;

/**
 * Reads the options of a head from texts. Missing, invalid and unknown options are errors.
 *
 * @param place the place in errors, for example {@code task entities}
 */
public record HeadOptions(String place, Map<String, String> values) {

  private static final int WIDEST = 4096;

  /** The options of {@code task}, which must all be described by {@code head}'s annotation. */
  public static HeadOptions of(String task, Map<String, String> values, Class<?> head) {
    List<String> known = Catalogue.settings(head).stream().map(Catalogue.Parameter::name).toList();
    String place = "task " + task;
    TreeSet<String> unknown = new TreeSet<>(values.keySet());
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw CascadeException.of(
          place, "option " + unknown + " is unknown", "known are " + String.join(", ", known));
    }
    return new HeadOptions(place, values);
  }

  /** The value of option {@code name}, which must be one of {@code choices}. */
  public String oneOf(String name, String... choices) {
    String value = values.get(name);
    List<String> known = Arrays.asList(choices);
    if (value == null || !known.contains(value)) {
      throw bad(name, "use one of " + String.join(", ", known));
    }
    return value;
  }

  /** True or false. */
  public boolean flag(String name) {
    return Boolean.parseBoolean(oneOf(name, "true", "false"));
  }

  /** The hidden width of each direction of an LSTM, 0 for none. */
  int bilstm() {
    try {
      int width = Integer.parseInt(values.getOrDefault("bilstm", ""));
      if (width >= 0 && width <= WIDEST) {
        return width;
      }
    } catch (NumberFormatException e) {
      // reported below, with the value
    }
    throw bad("bilstm", "use a hidden width from 1 to " + WIDEST + ", or 0 for no LSTM");
  }

  /** A whole number from {@code least} to {@code most}. */
  public int count(String name, int least, int most) {
    try {
      int value = Integer.parseInt(values.getOrDefault(name, ""));
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // reported below, with the value
    }
    throw bad(name, "use a whole number from " + least + " to " + most);
  }

  /** A finite number; empty if it is not set. */
  public OptionalDouble number(String name) {
    if (!values.containsKey(name)) {
      return OptionalDouble.empty();
    }
    try {
      double value = Double.parseDouble(values.getOrDefault(name, ""));
      if (Double.isFinite(value)) {
        return OptionalDouble.of(value);
      }
    } catch (NumberFormatException e) {
      // reported below, with the value
    }
    throw bad(name, "use a number, for example 0 or -1.5");
  }

  /** A number between 0 and 1; {@code otherwise} if it is not set. */
  double probability(String name, double otherwise) {
    if (!values.containsKey(name)) {
      return otherwise;
    }
    try {
      double value = Double.parseDouble(values.getOrDefault(name, ""));
      if (value >= 0 && value <= 1) {
        return value;
      }
    } catch (NumberFormatException e) {
      // reported below, with the value
    }
    throw bad(name, "use a probability from 0 to 1, for example 0.5");
  }

  private CascadeException bad(String name, String remedy) {
    String value = values.get(name);
    return CascadeException.of(
        place, "option " + name + (value == null ? " is not set" : " = '" + value + "'"), remedy);
  }
}
