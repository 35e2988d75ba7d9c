package org.cascadenlp.neural.torch;

import java.util.Optional;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.error.CauseChain;
import org.cascadenlp.core.loading.ClassOrigin;
import org.cascadenlp.core.loading.ContextLoader;
import org.jspecify.annotations.Nullable;

/**
 * A native library, which the JVM loads for one class loader only (Java Native Interface
 * specification, "Library and Version Management"). The first copy of Cascade that opens it stores
 * its own location in the system property {@value #PROPERTY} followed by the library's name, so
 * that the error of a second copy, in another class loader, can name the first.
 */
public final class NativeLibrary {

  /** The prefix of the property. */
  static final String PROPERTY = "org.cascadenlp.native.";

  private final String name;
  private final Class<?> user;
  private final String engine;
  private final long bytes;

  private NativeLibrary(String name, Class<?> user, String engine, long bytes) {
    this.name = name;
    this.user = user;
    this.engine = engine;
    this.bytes = bytes;
  }

  /**
   * Describes the library {@code name}.
   *
   * @param user the class that opens it; its class loader finds the library's files
   * @param engine DJL's name of the library's folder in its cache
   * @param bytes the disk space of the unpacked library
   */
  public static NativeLibrary of(String name, Class<?> user, String engine, long bytes) {
    return new NativeLibrary(name, user, engine, bytes);
  }

  /**
   * Runs {@code work}, which may load the library, and returns its result.
   *
   * @throws CascadeException if another class loader has loaded it, or if it cannot be unpacked and
   *     run
   */
  public <T, E extends Exception> T open(ContextLoader.Work<T, E> work) throws E {
    boolean loaded = System.getProperty(PROPERTY + name) != null;
    NativeCache cache = NativeCache.of(engine);
    if (!loaded) {
      cache.removeAbandoned();
      if (cache.isEmpty()) {
        refuse(cache.trouble(bytes), null);
      }
    }
    try {
      T opened = ContextLoader.of(user).call(work);
      if (System.getProperty(PROPERTY + name) == null) {
        System.setProperty(PROPERTY + name, new ClassOrigin(user).toString());
      }
      return opened;
    } catch (RuntimeException | LinkageError e) {
      if (isElsewhere(e)) {
        throw taken(e);
      }
      if (!loaded) {
        refuse(cache.trouble(cache.isEmpty() ? bytes : 0), e);
      }
      throw e;
    }
  }

  private void refuse(Optional<String> trouble, @Nullable Throwable error) {
    if (trouble.isPresent()) {
      throw error == null
          ? CascadeException.of(name, trouble.get(), NativeCache.REMEDY)
          : CascadeException.ofKnown(name, trouble.get(), NativeCache.REMEDY, error);
    }
  }

  private CascadeException taken(Throwable error) {
    String first = System.getProperty(PROPERTY + name);
    return CascadeException.of(
        name,
        "it is loaded once in a process, and "
            + (first == null ? "another class loader" : "the copy of Cascade in " + first)
            + " has loaded it; this is the copy in "
            + new ClassOrigin(user),
        "keep one copy of Cascade and DJL in this process, in a class loader that all who use it"
            + " have as parent: leave their jars out of PEARs, web applications and the extension"
            + " class path",
        error);
  }

  /** The JVM reports this only by a message, which is the same from Java 8 to 25. */
  private static boolean isElsewhere(Throwable error) {
    return CauseChain.of(error)
        .map(Throwable::getMessage)
        .anyMatch(text -> String.valueOf(text).contains("already loaded in another classloader"));
  }
}
