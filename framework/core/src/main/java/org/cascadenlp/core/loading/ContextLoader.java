package org.cascadenlp.core.loading;

import org.jspecify.annotations.Nullable;

/**
 * A class loader for this thread's libraries to look through for services and resources ({@link
 * Thread#getContextClassLoader}), in place of the host's.
 *
 * <p>The host's may see nothing of Cascade: under UIMA's extension class path or in a PEAR DJL, for
 * one, finds neither engine nor tokenizers through it.
 *
 * <pre>{@code
 * Engine engine = ContextLoader.of(Torch.class).call(() -> Engine.getEngine("PyTorch"));
 * }</pre>
 */
public final class ContextLoader {

  private final @Nullable ClassLoader loader;

  private ContextLoader(@Nullable ClassLoader loader) {
    this.loader = loader;
  }

  /** The loader of {@code type}. */
  public static ContextLoader of(Class<?> type) {
    return new ContextLoader(type.getClassLoader());
  }

  /** The host's loader where {@code type} is found through it, else that of {@code type}. */
  public static ContextLoader seeing(Class<?> type) {
    ClassLoader host = Thread.currentThread().getContextClassLoader();
    return sees(host, type) ? new ContextLoader(host) : of(type);
  }

  /** Whether {@code loader} finds {@code type} itself, and not another class of its name. */
  public static boolean sees(@Nullable ClassLoader loader, Class<?> type) {
    try {
      return loader != null && Class.forName(type.getName(), false, loader) == type;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  /** What is done meanwhile. */
  @FunctionalInterface
  public interface Work<T extends @Nullable Object, E extends Exception> {
    /** Does it. */
    T call() throws E;
  }

  /** Does {@code work} with this loader, and gives the thread its own back. */
  public <T extends @Nullable Object, E extends Exception> T call(Work<T, E> work) throws E {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return work.call();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
