package org.cascadenlp.core;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The entries that the annotators of one pipeline have added to a service, in insertion order. An
 * annotator removes its own entry when it is destroyed or reconfigured; an equal entry of another
 * engine stays.
 *
 * <pre>{@code
 * closing(registered.add(thing));
 * }</pre>
 */
public final class Registered<T> {

  private final CopyOnWriteArrayList<Entry<T>> entries = new CopyOnWriteArrayList<>();

  private static final class Entry<T> {
    final T thing;

    Entry(T thing) {
      this.thing = thing;
    }
  }

  /** Adds {@code thing} until the result is closed; closing it again does nothing. */
  public AutoCloseable add(T thing) {
    Entry<T> entry = new Entry<>(thing);
    entries.add(entry);
    return () -> entries.remove(entry);
  }

  /** The current entries, in insertion order. */
  public List<T> all() {
    return entries.stream().map(entry -> entry.thing).toList();
  }
}
