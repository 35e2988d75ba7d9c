package org.cascadenlp.weights.pytorch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The stack and the memory of a pickle's machine, both bounded. */
final class PickleStack {

  private static final int DEEPEST = 1_000_000;
  private static final int MOST_MARKS = 256;
  private static final int LARGEST_MEMORY = 1_000_000;

  private final PickleInput in;
  private final List<Object> values = new ArrayList<>();
  private final List<Integer> marks = new ArrayList<>();
  private final Map<Long, Object> memory = new HashMap<>();

  PickleStack(PickleInput in) {
    this.in = in;
  }

  int size() {
    return values.size();
  }

  void push(Object value) {
    if (values.size() == DEEPEST) {
      throw in.wrong("more than " + DEEPEST + " values on the stack");
    }
    values.add(value);
  }

  void mark() {
    if (marks.size() == MOST_MARKS) {
      throw in.wrong("values nested more than " + MOST_MARKS + " deep");
    }
    marks.add(values.size());
  }

  /** The top value, which is taken away; never one below the last mark. */
  Object pop() {
    Object top = top();
    values.remove(values.size() - 1);
    return top;
  }

  /** The top value, which stays. */
  Object top() {
    int floor = marks.isEmpty() ? 0 : marks.get(marks.size() - 1);
    if (values.size() <= floor) {
      throw in.wrong("a value is taken that is not there");
    }
    return values.get(values.size() - 1);
  }

  /** True where nothing was pushed since the last mark. */
  boolean onMark() {
    return !marks.isEmpty() && marks.get(marks.size() - 1) == values.size();
  }

  /** The top {@code count} values in their order, taken away. */
  List<Object> pop(int count) {
    Object[] taken = new Object[count];
    for (int i = count - 1; i >= 0; i--) {
      taken[i] = pop();
    }
    return new ArrayList<>(List.of(taken));
  }

  /** All values since the last mark in their order, taken away with the mark. */
  List<Object> popToMark() {
    if (marks.isEmpty()) {
      throw in.wrong("a mark is taken that is not there");
    }
    int from = marks.remove(marks.size() - 1);
    List<Object> above = values.subList(from, values.size());
    List<Object> taken = new ArrayList<>(above);
    above.clear();
    return taken;
  }

  /** Remembers the top value as {@code index}. */
  void remember(long index) {
    if (index < 0 || index >= LARGEST_MEMORY) {
      throw in.wrong("a value is remembered as " + index + ", beyond " + LARGEST_MEMORY);
    }
    memory.put(index, top());
  }

  /** Remembers the top value under the next number. */
  void remember() {
    remember(memory.size());
  }

  /** The value that was remembered as {@code index}. */
  Object recall(long index) {
    Object value = memory.get(index);
    if (value == null) {
      throw in.wrong("value " + index + " is recalled but was never remembered");
    }
    return value;
  }
}
