package org.cascadenlp.core;

import java.util.ArrayDeque;
import java.util.Deque;
import org.cascadenlp.core.loading.ContextLoader;
import org.jspecify.annotations.Nullable;

/**
 * The annotators that were configured while an engine is being created. If UIMA rejects an
 * aggregate after creating its delegates, because of incompatible types or operational properties,
 * it does not destroy the delegates, so that their models would stay open.
 */
final class StartedAnnotators {

  private final ThreadLocal<@Nullable Deque<PluginAnnotator>> making = new ThreadLocal<>();

  /**
   * Creates an engine by {@code work}; on failure destroys the annotators that were configured for
   * it.
   */
  <T, E extends Exception> T orDestroyed(ContextLoader.Work<T, E> work) throws E {
    Deque<PluginAnnotator> configured = new ArrayDeque<>();
    making.set(configured);
    try {
      T made = work.call();
      configured.clear();
      return made;
    } finally {
      making.remove();
      configured.forEach(PluginAnnotator::destroyIfReady);
    }
  }

  /** Registers {@code annotator} as configured. */
  void add(PluginAnnotator annotator) {
    Deque<PluginAnnotator> configured = making.get();
    if (configured != null) {
      configured.push(annotator);
    }
  }
}
