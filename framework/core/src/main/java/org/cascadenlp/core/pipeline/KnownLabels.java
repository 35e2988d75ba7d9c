package org.cascadenlp.core.pipeline;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.cascadenlp.core.Registered;

/**
 * The values that the trained models of one pipeline can give to an annotation; kept by the
 * pipeline's injector.
 *
 * <p>A part adds those of its model; one that does not know them adds nothing.
 */
@Singleton
public final class KnownLabels {

  private final Registered<List<String>> added = new Registered<>();

  KnownLabels() {}

  /** Adds the values of a model, until what is returned is closed. */
  public AutoCloseable add(Collection<String> labels) {
    return added.add(List.copyOf(labels));
  }

  /** All values that are there now, in order. */
  public SortedSet<String> all() {
    SortedSet<String> all = new TreeSet<>();
    added.all().forEach(all::addAll);
    return all;
  }
}
