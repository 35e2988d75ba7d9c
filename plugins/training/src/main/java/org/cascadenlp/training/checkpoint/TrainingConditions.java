package org.cascadenlp.training.checkpoint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Everything that the bits of a training's result depend on, by name: settings, data, vectors,
 * versions, processor and environment.
 *
 * @param values by name, in a fixed order
 */
public record TrainingConditions(Map<String, String> values) {

  /** The name of the condition without which a checkpoint's arrays do not fit. */
  public static final String ARRAYS = "arrays";

  private static final int SHOWN = 60; // characters of a value in an error

  public TrainingConditions {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** Whether the arrays of a checkpoint under {@code others} fit this training. */
  boolean fits(TrainingConditions others) {
    return Objects.equals(values.get(ARRAYS), others.values.get(ARRAYS));
  }

  /** Each difference to the conditions {@code before}, as {@code NAME = BEFORE, now THIS}. */
  List<String> differences(TrainingConditions before) {
    Set<String> names = new LinkedHashSet<>(before.values.keySet());
    names.addAll(values.keySet());
    List<String> differences = new ArrayList<>();
    for (String name : names) {
      String old = before.values.getOrDefault(name, "");
      String now = values.getOrDefault(name, "");
      if (!old.equals(now)) {
        differences.add(name + " = " + shown(old, now) + ", now " + shown(now, old));
      }
    }
    return differences;
  }

  /** {@code value}; if it is long, only the part around its first difference to {@code other}. */
  private static String shown(String value, String other) {
    if (value.isEmpty()) {
      return "not set";
    }
    if (value.length() <= SHOWN) {
      return value;
    }
    int same = 0;
    int most = Math.min(value.length(), other.length());
    while (same < most && value.charAt(same) == other.charAt(same)) {
      same++;
    }
    int from = Math.max(0, Math.min(same - SHOWN / 4, value.length() - SHOWN));
    int to = Math.min(value.length(), from + SHOWN);
    return (from > 0 ? "..." : "") + value.substring(from, to) + (to < value.length() ? "..." : "");
  }
}
