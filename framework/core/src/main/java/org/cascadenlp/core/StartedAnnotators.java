package org.cascadenlp.core;

import java.util.ArrayDeque;
import java.util.Deque;
import org.cascadenlp.core.loading.ContextLoader;
import org.jspecify.annotations.Nullable;

/**
 * The annotators of one pipeline that are configured while an engine is being made. UIMA drops
 * those of an aggregate that it refuses once its parts are there, for types or operational
 * properties that do not go together, without destroying them: their models would stay open.
 */
final class StartedAnnotators {

  private final ThreadLocal<@Nullable Deque<PluginAnnotator>> making = new ThreadLocal<>();

  /** Makes an engine; where that fails, destroys the annotators that were configured for it. */
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

  /** Says that {@code annotator} is configured. */
  void add(PluginAnnotator annotator) {
    Deque<PluginAnnotator> configured = making.get();
    if (configured != null) {
      configured.push(annotator);
    }
  }
}
