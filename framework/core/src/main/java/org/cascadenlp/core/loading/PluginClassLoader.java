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
 * The class loader of drop-in jars. Classes of {@link SharedPackages} are loaded from Cascade
 * first; all other classes from the jars first.
 *
 * <p>It extends UIMA's class loader because UIMA accepts no other for its extension class path.
 * UIMA's own loads every class from the jars first. But a folder with the dependencies of a
 * component of DKPro Core or Ruta contains another copy of UIMA, whose types are incompatible with
 * Cascade's.
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
   * A loader of {@code jars} whose parent is the thread's context class loader.
   *
   * @throws CascadeException with the path, if one cannot be written as a URL
   */
  public static PluginClassLoader of(List<Path> jars) {
    return of(List.of(), jars);
  }

  /**
   * A loader of the jars given by {@code --plugins}. If it is set as a thread's context class
   * loader, every pipeline that the thread creates uses its jars.
   *
   * @param places folders with jars, or jars
   * @throws CascadeException as {@link PluginFolder#jars} throws it
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

  /** The drop-in jars of {@code loader} and its parents, its own first. */
  public static List<URL> jars(ClassLoader loader) {
    List<URL> jars = new ArrayList<>();
    for (ClassLoader l = loader; l instanceof UIMAClassLoader dropped; l = l.getParent()) {
      jars.addAll(Arrays.asList(dropped.getURLs()));
    }
    return jars;
  }

  /**
   * The class loader for a pipeline that this thread creates: its context class loader, else the
   * loader of this class.
   */
  public static ClassLoader context() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return context != null ? context : PluginClassLoader.class.getClassLoader();
  }

  /** True if a class of this name is loaded from Cascade even if a drop-in jar contains it. */
  public static boolean shares(String name) {
    return SharedPackages.of(name).isPresent();
  }

  /**
   * An error for the user if a drop-in jar on this thread's class path caused {@code error}; else
   * empty.
   */
  public static Optional<CascadeException> explain(LinkageError error) {
    return Optional.ofNullable(Linkage.explain(error, context()));
  }

  /** True if {@code loader} was created for {@code place}, a folder with jars or a jar. */
  static boolean has(ClassLoader loader, Path place) {
    return loader instanceof PluginClassLoader plugins
        && plugins.places.contains(place.toAbsolutePath().normalize());
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    // UIMA requires each of its class loaders to define this class itself
    if (!name.equals(MHLC)) {
      Class<?> known = known(name);
      if (known != null) {
        return known;
      }
    }
    return super.loadClass(name, resolve);
  }

  /**
   * The class of this name from the Java platform, or from Cascade if it is shared; null if absent.
   */
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
