package org.cascadenlp.core;

import com.google.inject.ConfigurationException;
import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Stage;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.WeakHashMap;
import org.apache.uima.UimaContext;
import org.apache.uima.UimaContextAdmin;
import org.apache.uima.resource.ResourceManager;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.loading.ClassOrigin;
import org.cascadenlp.core.loading.ContextLoader;
import org.cascadenlp.core.loading.Linkage;
import org.jspecify.annotations.Nullable;

/**
 * One Guice injector per UIMA resource manager, that is per pipeline, created on first use.
 *
 * <p>UIMA creates annotators by their empty constructor, so they get their services from here. The
 * map has weak keys, and an injector must not reference its resource manager, so that both are
 * collected together.
 */
public final class Injectors {

  private static final Map<ResourceManager, Injector> INJECTORS = new WeakHashMap<>();

  private Injectors() {}

  /** The injector of the pipeline that {@code context} belongs to. */
  static Injector of(UimaContext context) {
    return of(((UimaContextAdmin) context).getResourceManager());
  }

  /** The injector of the pipeline that {@code resources} belongs to. */
  public static Injector of(ResourceManager resources) {
    synchronized (INJECTORS) {
      return INJECTORS.computeIfAbsent(resources, r -> create(loader(r)));
    }
  }

  /**
   * Injects the fields of {@code target}, an object other than an annotator, and returns it.
   *
   * @throws CascadeException if no plugin binds a required service
   */
  public static <T> T inject(ResourceManager resources, T target) {
    try {
      of(resources).injectMembers(target);
      return target;
    } catch (ConfigurationException e) {
      throw CascadeException.of(
          "plugins",
          e.getErrorMessages().iterator().next().getMessage(),
          "no installed plugin offers it: add the plugin's jar",
          e);
    }
  }

  /**
   * As {@link #inject}, but leaves {@code target} unchanged if no plugin binds a service it
   * requires.
   */
  public static <T> T offered(ResourceManager resources, T target) {
    Injector injector = of(resources);
    try {
      injector.injectMembers(target);
    } catch (ConfigurationException e) {
      return target;
    }
    return target;
  }

  /**
   * Removes the injector of {@code resources}. Injectors of collected resource managers are removed
   * by the next access to the map.
   */
  public static void forget(ResourceManager resources) {
    synchronized (INJECTORS) {
      INJECTORS.remove(resources);
    }
  }

  /**
   * The class loader for annotators and plugins of {@code resources}: UIMA's extension class
   * loader, else the thread's context class loader if it finds this class, else the loader of this
   * class.
   */
  public static ClassLoader loader(ResourceManager resources) {
    ClassLoader extension = resources.getExtensionClassLoader();
    if (extension != null) {
      return extension;
    }
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return ContextLoader.sees(context, Injectors.class)
        ? context
        : Injectors.class.getClassLoader();
  }

  /** The plugins of {@code loader}, then those of Cascade's own loader; one per class name. */
  private static Collection<Plugin> plugins(ClassLoader loader) {
    Map<String, Plugin> plugins = new LinkedHashMap<>();
    for (ClassLoader from : List.of(loader, Injectors.class.getClassLoader())) {
      ServiceLoader.load(Plugin.class, from).stream()
          .filter(provider -> !plugins.containsKey(provider.type().getName()))
          .forEach(provider -> plugins.put(provider.type().getName(), provider.get()));
    }
    return plugins.values();
  }

  /** The error for two copies of the framework on the class path, or null if there is only one. */
  private static @Nullable CascadeException twoCopies(ClassLoader loader, Throwable error) {
    try {
      for (ClassLoader l = loader; l != null; l = l.getParent()) {
        Class<?> other = Class.forName(Plugin.class.getName(), false, l);
        if (other != Plugin.class) {
          return CascadeException.of(
              "plugins",
              "there are two copies of the framework: in "
                  + new ClassOrigin(Plugin.class)
                  + " and in "
                  + new ClassOrigin(other),
              "leave Cascade's own classes out of the plugin's jar or PEAR: they are the host's",
              error);
        }
      }
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
    return null;
  }

  private static Injector create(ClassLoader loader) {
    Collection<Plugin> plugins;
    try {
      plugins = ContextLoader.of(Injectors.class).call(() -> plugins(loader));
    } catch (ServiceConfigurationError | LinkageError e) {
      CascadeException clear = twoCopies(loader, e);
      clear = clear == null ? Linkage.explain(e, loader) : clear;
      if (clear != null) {
        throw clear;
      }
      throw CascadeException.of(
          "plugins",
          "a plugin named in META-INF/services/"
              + Plugin.class.getName()
              + " cannot be loaded: "
              + e.getMessage(),
          "a plugin is a public class with an empty constructor, built against this version of"
              + " Cascade, and its jar must not bundle Cascade's own classes",
          e);
    }
    try {
      return Guice.createInjector(Stage.DEVELOPMENT, plugins);
    } catch (CreationException e) {
      throw CascadeException.of(
          "plugins",
          e.getErrorMessages().iterator().next().getMessage(),
          "two plugins must not bind the same name or service; installed are " + plugins,
          e);
    } catch (LinkageError e) {
      CascadeException clear = Linkage.explain(e, loader);
      if (clear == null) {
        throw e;
      }
      throw clear;
    }
  }
}
