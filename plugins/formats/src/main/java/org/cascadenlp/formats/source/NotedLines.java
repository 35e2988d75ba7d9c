package org.cascadenlp.formats.source;

import java.util.ArrayList;
import java.util.List;

/** The lines of a file that one warning names: their number, and the first of them. */
public final class NotedLines {

  private static final int MOST = 20;

  private final List<Integer> first = new ArrayList<>();
  private int count;

  /** No lines yet. */
  public NotedLines() {}

  /** Adds the line with this number. */
  public void add(int line) {
    count++;
    if (first.size() < MOST) {
      first.add(line);
    }
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return count == 0;
  }

  /** {@code [3, 7]}, or {@code [3, 7, ...] and 12 more}. */
  @Override
  public String toString() {
    return first + (count > first.size() ? " and " + (count - first.size()) + " more" : "");
  }
}
