package org.cascadenlp.core;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.loading.ContextLoader;
import org.slf4j.LoggerFactory;

/**
 * The models of this process: each is opened once, shared by all engines and workers, counted by
 * reference, and closed when its last lease is closed.
 *
 * <p>A key contains everything that distinguishes two models: file or name, hash, device and
 * precision. Models are opened outside the lock, so that a slow one does not delay others.
 */
public final class ModelStore {

  private static final ModelStore SHARED = new ModelStore();

  private final Map<Object, Entry> entries = new HashMap<>();

  /** A separate store, for tests; annotators use {@link #shared}. */
  ModelStore() {}

  /** The store of this process. */
  public static ModelStore shared() {
    return SHARED;
  }

  /** Opens a model. */
  @FunctionalInterface
  public interface Opener<T> {
    /** The model, newly opened. */
    T open() throws Exception;
  }

  /** One reference to an open model; closing it releases the reference. */
  public interface Lease<T> extends AutoCloseable {
    /** The model, valid until this lease is closed. */
    T model();

    @Override
    void close();
  }

  /**
   * A lease on the model with {@code key}, opened by {@code opener} if it is not open yet. The
   * opener runs with its own class loader as the thread's context class loader, by which libraries
   * find services and resources.
   *
   * @throws CascadeException if the model cannot be opened, has another type, or opening it
   *     requires itself
   */
  public <T> Lease<T> open(Object key, Class<T> type, Opener<? extends T> opener) {
    Entry entry;
    boolean first;
    synchronized (entries) {
      Entry known = entries.get(key);
      first = known == null;
      entry = known == null ? new Entry(Thread.currentThread()) : known;
      if (!first && entry.opener == Thread.currentThread() && !entry.model.isDone()) {
        throw CascadeException.of(
            String.valueOf(key), "opening this model needs the model itself", "name another");
      }
      entries.put(key, entry);
      entry.users++;
    }
    if (first) {
      try {
        entry.model.complete(ContextLoader.of(opener.getClass()).call(opener::open));
      } catch (Throwable e) {
        synchronized (entries) {
          entries.remove(key, entry);
        }
        entry.model.completeExceptionally(e);
      }
    }
    try {
      Object model = entry.model.get();
      if (!type.isInstance(model)) {
        release(key, entry);
        throw CascadeException.of(
            String.valueOf(key),
            "the model is a " + model.getClass().getName() + ", not a " + type.getName(),
            "two kinds of model must not share a key");
      }
      return new Held<>(key, entry, type.cast(model));
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof CascadeException known) {
        throw known;
      }
      throw CascadeException.of(
          String.valueOf(key),
          "the model cannot be opened: " + CascadeException.describe(cause == null ? e : cause),
          "check that the file is complete",
          e);
    } catch (InterruptedException e) {
      release(key, entry);
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for model " + key, e);
    }
  }

  /** The number of open models. */
  public int size() {
    synchronized (entries) {
      return entries.size();
    }
  }

  private void release(Object key, Entry entry) {
    synchronized (entries) {
      if (--entry.users > 0) {
        return;
      }
      entries.remove(key, entry);
    }
    // an interrupted caller may release it before it is open
    entry.model.thenAccept(model -> close(key, model));
  }

  private static void close(Object key, Object model) {
    if (model instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Exception e) {
        LoggerFactory.getLogger(ModelStore.class)
            .warn("closing model {} failed: {}", key, CascadeException.describe(e));
      }
    }
  }

  private static final class Entry {
    final CompletableFuture<Object> model = new CompletableFuture<>();
    final Thread opener;
    int users;

    Entry(Thread opener) {
      this.opener = opener;
    }
  }

  private final class Held<T> implements Lease<T> {
    private final Object key;
    private final Entry entry;
    private final T model;
    private boolean closed;

    Held(Object key, Entry entry, T model) {
      this.key = key;
      this.entry = entry;
      this.model = model;
    }

    @Override
    public T model() {
      return model;
    }

    @Override
    public synchronized void close() {
      if (!closed) {
        closed = true;
        release(key, entry);
      }
    }
  }
}
