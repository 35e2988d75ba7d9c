package org.cascadenlp.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A Markdown table, row by row. */
public final class Markdown {

  private final List<String> lines = new ArrayList<>();

  /** A table with these columns. */
  public Markdown(String... columns) {
    row(columns);
    row(Collections.nCopies(columns.length, "---").toArray(String[]::new));
  }

  /** Adds a row. */
  public Markdown row(String... cells) {
    lines.add("| " + String.join(" | ", cells) + " |");
    return this;
  }

  @Override
  public String toString() {
    return String.join("\n", lines) + "\n";
  }
}
