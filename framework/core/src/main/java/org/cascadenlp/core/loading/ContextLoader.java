package org.cascadenlp.core.loading;

import org.jspecify.annotations.Nullable;

/**
 * Runs code with another context class loader ({@link Thread#getContextClassLoader}), by which
 * libraries find services and resources.
 *
 * <p>The host's context class loader may not find Cascade's classes: under UIMA's extension class
 * path or in a PEAR, for example, DJL finds neither engine nor tokenizers through it.
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

  /** The host's context class loader if it finds {@code type}, else the loader of {@code type}. */
  public static ContextLoader seeing(Class<?> type) {
    ClassLoader host = Thread.currentThread().getContextClassLoader();
    return sees(host, type) ? new ContextLoader(host) : of(type);
  }

  /** Whether {@code loader} finds {@code type} itself, not another class of the same name. */
  public static boolean sees(@Nullable ClassLoader loader, Class<?> type) {
    try {
      return loader != null && Class.forName(type.getName(), false, loader) == type;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  /** The code to run. */
  @FunctionalInterface
  public interface Work<T extends @Nullable Object, E extends Exception> {
    /** Runs it. */
    T call() throws E;
  }

  /** Runs {@code work} with this loader and then restores the thread's own. */
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
