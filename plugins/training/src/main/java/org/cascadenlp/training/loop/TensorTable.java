package org.cascadenlp.training.loop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.cascadenlp.training.source.TensorGroup;

/**
 * The table of frozen, trained and re-initialised tensors that is printed before the first step.
 * Layers with the same tensors share a row.
 */
final class TensorTable {

  private static final String ROW = "%-18s %-14s %7s %12s  %s";

  private TensorTable() {}

  static String of(List<TensorGroup> groups) {
    List<String> rows = new ArrayList<>();
    rows.add(String.format(ROW, "place", "fate", "tensors", "parameters", "names"));
    for (TensorGroup.Fate fate : TensorGroup.Fate.values()) {
      alike(groups, fate).forEach((names, same) -> rows.add(row(places(same), fate, same, names)));
    }
    for (TensorGroup.Fate fate : TensorGroup.Fate.values()) {
      rows.add(row("all", fate, groups.stream().filter(g -> g.fate() == fate).toList(), ""));
    }
    return String.join(System.lineSeparator(), rows);
  }

  /** The groups of one fate, by the names of their tensors within a layer. */
  private static Map<String, List<TensorGroup>> alike(
      List<TensorGroup> groups, TensorGroup.Fate fate) {
    Map<String, List<TensorGroup>> alike = new LinkedHashMap<>();
    for (TensorGroup group : groups) {
      if (group.fate() == fate) {
        alike.computeIfAbsent(names(group), names -> new ArrayList<>()).add(group);
      }
    }
    return alike;
  }

  private static String places(List<TensorGroup> groups) {
    String first = groups.get(0).place();
    if (groups.size() == 1) {
      return first;
    }
    List<String> numbers = groups.stream().map(g -> g.place().replaceAll("\\D+", "")).toList();
    int from = Integer.parseInt(numbers.get(0));
    int to = Integer.parseInt(numbers.get(numbers.size() - 1));
    return "layers "
        + (to - from == numbers.size() - 1 ? from + "-" + to : String.join(",", numbers));
  }

  private static String row(
      String place, TensorGroup.Fate fate, List<TensorGroup> groups, String names) {
    int tensors = groups.stream().mapToInt(g -> g.names().size()).sum();
    long parameters = groups.stream().mapToLong(TensorGroup::parameters).sum();
    String written =
        fate == TensorGroup.Fate.REINITIALISED
            ? "re-initialised"
            : fate.name().toLowerCase(Locale.ROOT);
    return String.format(
            Locale.ROOT,
            ROW,
            place,
            written,
            tensors,
            String.format(Locale.ROOT, "%,d", parameters),
            names)
        .stripTrailing();
  }

  /** The names of a group, with the arrays of a module joined: {@code query.bias/weight}. */
  private static String names(TensorGroup group) {
    Map<String, TreeSet<String>> modules = new LinkedHashMap<>();
    for (String name : group.names()) {
      String local = name.replaceFirst("^.*?\\.\\d+\\.", "");
      int dot = local.lastIndexOf('.');
      modules
          .computeIfAbsent(local.substring(0, dot + 1), module -> new TreeSet<>())
          .add(local.substring(dot + 1));
    }
    List<String> texts = new ArrayList<>();
    modules.forEach((module, arrays) -> texts.add(module + String.join("/", arrays)));
    return String.join(" ", texts);
  }
}
