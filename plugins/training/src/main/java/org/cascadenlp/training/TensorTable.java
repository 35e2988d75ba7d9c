package org.cascadenlp.training;

import java.util.List;
import java.util.Locale;

/** The table of what is frozen, trained and re-initialised, as printed before the first step. */
final class TensorTable {

  private TensorTable() {}

  static String of(List<TensorGroup> groups) {
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "%-18s %-14s %7s %12s  %s%n", "place", "fate", "tensors", "parameters", "names"));
    for (TensorGroup.Fate fate : TensorGroup.Fate.values()) {
      for (TensorGroup group : groups) {
        if (group.fate() == fate) {
          row(text, group.place(), fate, group.names().size(), group.parameters(), names(group));
        }
      }
    }
    for (TensorGroup.Fate fate : TensorGroup.Fate.values()) {
      List<TensorGroup> of = groups.stream().filter(g -> g.fate() == fate).toList();
      row(
          text,
          "all",
          fate,
          of.stream().mapToInt(g -> g.names().size()).sum(),
          of.stream().mapToLong(TensorGroup::parameters).sum(),
          "");
    }
    return text.toString();
  }

  private static void row(
      StringBuilder text, String place, TensorGroup.Fate fate, int tensors, long parameters, String names) {
    String written = fate == TensorGroup.Fate.REINITIALISED ? "re-initialised" : fate.name().toLowerCase(Locale.ROOT);
    text.append(
        String.format(
                Locale.ROOT, "%-18s %-14s %7d %,12d  %s", place, written, tensors, parameters, names)
            .stripTrailing());
    text.append(System.lineSeparator());
  }

  /** The names without the part they share, which the place says already. */
  private static String names(TensorGroup group) {
    List<String> names = group.names();
    String first = names.get(0);
    int shared = names.size() == 1 ? 0 : first.lastIndexOf('.') + 1;
    for (String name : names) {
      while (!name.startsWith(first.substring(0, shared))) {
        shared = first.lastIndexOf('.', shared - 2) + 1;
      }
    }
    int cut = shared;
    return first.substring(0, cut)
        + String.join(", ", names.stream().map(n -> n.substring(cut)).toList());
  }
}
