package org.cascadenlp.cli.list;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cascadenlp.core.command.Catalogue.Entry;
import org.cascadenlp.core.command.Catalogue.Parameter;

/** Formats catalogue entries as text, wrapped at 100 columns. */
final class Lines {

  private static final int WIDTH = 100;

  private final List<String> lines = new ArrayList<>();

  /** All entries by kind, each with its description, inputs, outputs and parameter names. */
  static List<String> of(List<Entry> entries) {
    Lines written = new Lines();
    Map<String, List<Entry>> kinds = new TreeMap<>();
    entries.forEach(e -> kinds.computeIfAbsent(e.kind(), kind -> new ArrayList<>()).add(e));
    for (Map.Entry<String, List<Entry>> kind : kinds.entrySet()) {
      written.lines.add((written.lines.isEmpty() ? "" : "\n") + kind.getKey() + "s");
      for (Entry entry : kind.getValue()) {
        written.brief(entry);
      }
    }
    return written.lines;
  }

  /** One entry in full, with the descriptions of its parameters. */
  static List<String> full(Entry entry) {
    Lines written = new Lines();
    written.lines.add(entry.name() + " (" + entry.kind() + ")");
    written.wrapped(2, "", entry.description());
    written.types("reads", entry.inputs());
    written.types("writes", entry.outputs());
    for (Parameter parameter : entry.parameters()) {
      written.lines.add("");
      String value = parameter.value().isEmpty() ? "" : " = " + parameter.value();
      written.wrapped(2, "", parameter.name() + ": " + parameter.type() + value);
      written.wrapped(6, "", parameter.description());
    }
    return written.lines;
  }

  private void brief(Entry entry) {
    lines.add("  " + entry.name());
    wrapped(6, "", entry.description());
    List<String> inputs = shortNames(entry.inputs());
    List<String> outputs = shortNames(entry.outputs());
    if (!inputs.isEmpty() || !outputs.isEmpty()) {
      wrapped(
          6,
          "",
          (inputs.isEmpty() ? "text" : String.join(", ", inputs))
              + " -> "
              + (outputs.isEmpty() ? "-" : String.join(", ", outputs)));
    }
    if (!entry.parameters().isEmpty()) {
      wrapped(
          6,
          "parameters: ",
          String.join(", ", entry.parameters().stream().map(Parameter::name).toList()));
    }
  }

  private void types(String title, List<String> types) {
    for (String type : types) {
      lines.add(String.format("  %-7s %s", title, type));
    }
  }

  /** The types without their packages; features are left out. */
  private static List<String> shortNames(List<String> types) {
    return types.stream()
        .filter(type -> !type.contains(":"))
        .map(type -> type.substring(type.lastIndexOf('.') + 1))
        .toList();
  }

  private void wrapped(int indent, String title, String text) {
    StringBuilder line = new StringBuilder(" ".repeat(indent)).append(title);
    boolean empty = true;
    for (String word : text.split("\\s+")) {
      if (!empty && line.length() + 1 + word.length() > WIDTH) {
        lines.add(line.toString());
        line = new StringBuilder(" ".repeat(indent));
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty &= word.isEmpty();
    }
    if (!empty) {
      lines.add(line.toString());
    }
  }
}
