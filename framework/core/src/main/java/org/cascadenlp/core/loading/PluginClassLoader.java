package org.cascadenlp.core.loading;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import org.apache.uima.internal.util.UIMAClassLoader;
import org.cascadenlp.core.error.CascadeException;
import org.jspecify.annotations.Nullable;

/**
 * The class loader of drop-in jars: a class of {@link SharedPackages} is Cascade's own where
 * Cascade has it, any other is the jars' where they have it.
 *
 * <p>UIMA's class loader, which it extends because UIMA takes no other for its extension class
 * path, prefers the jars' for every class. A folder with the jars that a component of DKPro Core or
 * Ruta needs has a UIMA of its own, though, whose types fit nothing.
 */
public final class PluginClassLoader extends UIMAClassLoader {

  static {
    registerAsParallelCapable();
  }

  private static final ClassLoader JAVA = ClassLoader.getPlatformClassLoader();

  private final ClassLoader parent;
  private final List<Path> places;

  private PluginClassLoader(List<Path> places, URL[] jars, ClassLoader parent) {
    super(jars, parent);
    this.parent = parent;
    this.places = places;
  }

  /**
   * The loader of {@code jars} beside what the thread's context class loader has.
   *
   * @throws CascadeException naming a path that cannot be one of a class path
   */
  public static PluginClassLoader of(List<Path> jars) {
    return of(List.of(), jars);
  }

  /**
   * The loader of the jars that {@code --plugins} named, for a whole process: made the context
   * class loader of a thread, its jars are in every pipeline that the thread makes.
   *
   * @param places folders of jars, or jars
   * @throws CascadeException as {@link PluginFolder#jars} does
   */
  public static PluginClassLoader ofPlaces(List<Path> places) {
    return of(
        places.stream().map(place -> place.toAbsolutePath().normalize()).toList(),
        PluginFolder.jars(places));
  }

  private static PluginClassLoader of(List<Path> places, List<Path> jars) {
    URL[] urls = new URL[jars.size()];
    for (int i = 0; i < urls.length; i++) {
      try {
        urls[i] = jars.get(i).toUri().toURL();
      } catch (MalformedURLException e) {
        throw CascadeException.of(
            jars.get(i).toString(), "this path cannot be used: " + e.getMessage(), "rename it", e);
      }
    }
    return new PluginClassLoader(places, urls, context());
  }

  /** The drop-in jars of {@code loader}, nearest first: its own, and those of its parents. */
  public static List<URL> jars(ClassLoader loader) {
    List<URL> jars = new ArrayList<>();
    for (ClassLoader l = loader; l instanceof UIMAClassLoader dropped; l = l.getParent()) {
      jars.addAll(Arrays.asList(dropped.getURLs()));
    }
    return jars;
  }

  /** Where a thread that makes a pipeline finds classes. */
  public static ClassLoader context() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return context != null ? context : PluginClassLoader.class.getClassLoader();
  }

  /** True if a class of this name is Cascade's even if a drop-in jar has one. */
  public static boolean shares(String name) {
    return SharedPackages.of(name).isPresent();
  }

  /**
   * What to tell a user about {@code error} where a drop-in jar that this thread sees is its cause.
   */
  public static Optional<CascadeException> explain(LinkageError error) {
    return Optional.ofNullable(Linkage.explain(error, context()));
  }

  /** True if {@code loader} was made for {@code place}, a folder of jars or a jar. */
  static boolean has(ClassLoader loader, Path place) {
    return loader instanceof PluginClassLoader plugins
        && plugins.places.contains(place.toAbsolutePath().normalize());
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    // UIMA wants one class of its own defined anew by each of its class loaders
    if (!name.equals(MHLC)) {
      Class<?> known = known(name);
      if (known != null) {
        return known;
      }
    }
    return super.loadClass(name, resolve);
  }

  /** Java's class of this name, or a shared one of Cascade's; null if absent. */
  private @Nullable Class<?> known(String name) {
    ClassLoader first = SharedPackages.of(name).isPresent() ? parent : JAVA;
    try {
      return first.loadClass(name);
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  @Override
  public @Nullable URL getResource(String name) {
    if (SharedPackages.ofResource(name).isPresent()) {
      URL known = parent.getResource(name);
      if (known != null) {
        return known;
      }
    }
    return super.getResource(name);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    if (SharedPackages.ofResource(name).isEmpty()) {
      return super.getResources(name);
    }
    List<URL> all = Collections.list(parent.getResources(name));
    all.addAll(Collections.list(findResources(name)));
    return Collections.enumeration(all);
  }
}
