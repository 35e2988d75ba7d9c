package org.cascadenlp.weights.pytorch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The stack and the memo of the pickle machine, both bounded. */
final class PickleStack {

  private static final int MAX_VALUES = 1_000_000;
  private static final int MAX_MARKS = 256;
  private static final int MAX_MEMO = 1_000_000;

  private final PickleInput in;
  private final List<Object> values = new ArrayList<>();
  private final List<Integer> marks = new ArrayList<>();
  private final Map<Long, Object> memo = new HashMap<>();

  PickleStack(PickleInput in) {
    this.in = in;
  }

  int size() {
    return values.size();
  }

  void push(Object value) {
    if (values.size() == MAX_VALUES) {
      throw in.wrong("more than " + MAX_VALUES + " values on the stack");
    }
    values.add(value);
  }

  void mark() {
    if (marks.size() == MAX_MARKS) {
      throw in.wrong("values nested more than " + MAX_MARKS + " deep");
    }
    marks.add(values.size());
  }

  /** Removes and returns the top value; a value below the last mark is an error. */
  Object pop() {
    Object top = top();
    values.remove(values.size() - 1);
    return top;
  }

  /** The top value, which stays on the stack. */
  Object top() {
    int floor = marks.isEmpty() ? 0 : marks.get(marks.size() - 1);
    if (values.size() <= floor) {
      throw in.wrong("an opcode takes a value from the empty stack");
    }
    return values.get(values.size() - 1);
  }

  /** Whether the top of the stack is a mark. */
  boolean onMark() {
    return !marks.isEmpty() && marks.get(marks.size() - 1) == values.size();
  }

  /** Removes the top {@code count} values and returns them in the order of pushing. */
  List<Object> pop(int count) {
    Object[] popped = new Object[count];
    for (int i = count - 1; i >= 0; i--) {
      popped[i] = pop();
    }
    return new ArrayList<>(List.of(popped));
  }

  /** Removes the last mark and the values above it; returns them in the order of pushing. */
  List<Object> popToMark() {
    if (marks.isEmpty()) {
      throw in.wrong("an opcode takes a mark from a stack without marks");
    }
    int from = marks.remove(marks.size() - 1);
    List<Object> above = values.subList(from, values.size());
    List<Object> popped = new ArrayList<>(above);
    above.clear();
    return popped;
  }

  /** Stores the top value in the memo under {@code index}: opcode PUT. */
  void memoize(long index) {
    if (index < 0 || index >= MAX_MEMO) {
      throw in.wrong("memo index " + index + ", expected one below " + MAX_MEMO);
    }
    memo.put(index, top());
  }

  /** Stores the top value in the memo under the next free index: opcode MEMOIZE. */
  void memoize() {
    memoize(memo.size());
  }

  /** The value in the memo under {@code index}: opcode GET. */
  Object memoized(long index) {
    Object value = memo.get(index);
    if (value == null) {
      throw in.wrong("memo index " + index + " is read but was never stored");
    }
    return value;
  }
}
