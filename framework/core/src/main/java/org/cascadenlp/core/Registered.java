package org.cascadenlp.core;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What the annotators of one pipeline have added to a service, in that order; an annotator takes it
 * away again when it is destroyed or reconfigured, though an engine beside it has added its equal.
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

  /** Adds {@code thing} until what is returned is closed, which may be done more than once. */
  public AutoCloseable add(T thing) {
    Entry<T> entry = new Entry<>(thing);
    entries.add(entry);
    return () -> entries.remove(entry);
  }

  /** All that is there now. */
  public List<T> all() {
    return entries.stream().map(entry -> entry.thing).toList();
  }
}
