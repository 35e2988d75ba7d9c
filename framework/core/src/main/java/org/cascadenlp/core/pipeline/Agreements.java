package org.cascadenlp.core.pipeline;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.cascadenlp.core.error.CascadeException;

/**
 * What the parts of one pipeline can only tell when all of them are configured: whether they fit
 * each other. {@link Pipeline#load} asks; in other UIMA hosts a part finds out with the first
 * document.
 */
@Singleton
public final class Agreements {

  private final Queue<Runnable> asked = new ConcurrentLinkedQueue<>();

  @Inject
  Agreements() {}

  /**
   * Adds a question, which throws a {@link CascadeException} where parts do not fit, until it is
   * asked or what is returned is closed. It must not hold its annotator.
   */
  public AutoCloseable add(Runnable question) {
    asked.add(question);
    return () -> asked.remove(question);
  }

  /** Asks what has been added since the last time. */
  void hold() {
    for (Runnable question; (question = asked.poll()) != null; ) {
      question.run();
    }
  }
}
