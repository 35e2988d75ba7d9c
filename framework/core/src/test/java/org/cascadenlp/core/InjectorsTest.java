package org.cascadenlp.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.AbstractModule;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import org.apache.uima.UIMAFramework;
import org.apache.uima.resource.ResourceManager;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.parts.Marker;
import org.cascadenlp.core.parts.WordMarker;
import org.cascadenlp.core.pipeline.Pipeline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InjectorsTest {

  /** Binds a name that another plugin also binds. */
  public static final class Rival extends AbstractModule implements Plugin {
    @Override
    protected void configure() {
      MapBinder.newMapBinder(binder(), String.class, Marker.class)
          .addBinding("capitals")
          .toInstance(word -> true);
    }
  }

  @TempDir Path folder;

  private ResourceManager withServices(String... plugins) throws Exception {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(Plugin.class.getName()), String.join("\n", plugins) + "\n");
    ResourceManager resources = UIMAFramework.newDefaultResourceManager();
    resources.setExtensionClassLoader(
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader()), false);
    return resources;
  }

  @Test
  void servicesOfAllPluginsAreFoundByName() {
    Injector injector = Injectors.of(UIMAFramework.newDefaultResourceManager());
    assertThat(injector.getInstance(Key.get(new TypeLiteral<Map<String, Marker>>() {})))
        .containsOnlyKeys("capitals", "digits");
  }

  @Test
  void aContextClassLoaderWithoutCascadeIsIgnored() {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try {
      for (ClassLoader blind : new ClassLoader[] {ClassLoader.getPlatformClassLoader(), null}) {
        Thread.currentThread().setContextClassLoader(blind);
        ResourceManager resources = UIMAFramework.newDefaultResourceManager();
        assertThat(Injectors.loader(resources)).isSameAs(Injectors.class.getClassLoader());
        assertThat(markers(Injectors.of(resources))).containsOnlyKeys("capitals", "digits");
      }
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  /** Behaves like an OSGi loader: it finds classes of other loaders, but no resources. */
  @Test
  void servicesThatALoaderDoesNotListAreFoundByCascadesLoader() throws Exception {
    ClassLoader classesOnly =
        new ClassLoader(getClass().getClassLoader()) {
          @Override
          public Enumeration<URL> getResources(String name) {
            return Collections.emptyEnumeration();
          }
        };
    ResourceManager resources = UIMAFramework.newDefaultResourceManager();
    resources.setExtensionClassLoader(classesOnly, false);
    assertThat(markers(Injectors.of(resources))).containsOnlyKeys("capitals", "digits");
  }

  private static Map<String, Marker> markers(Injector injector) {
    return injector.getInstance(Key.get(new TypeLiteral<Map<String, Marker>>() {}));
  }

  @Test
  void eachPipelineHasOneInjector() {
    ResourceManager one = UIMAFramework.newDefaultResourceManager();
    ResourceManager two = UIMAFramework.newDefaultResourceManager();
    assertThat(Injectors.of(one)).isSameAs(Injectors.of(one)).isNotSameAs(Injectors.of(two));
  }

  @Test
  void aNameBoundTwiceIsAnErrorThatNamesItAndThePlugins() throws Exception {
    ResourceManager resources = withServices(Rival.class.getName());
    assertThatThrownBy(() -> Injectors.of(resources))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("capitals")
        .hasMessageContaining("two plugins must not bind the same name")
        .hasMessageContaining("Rival");
  }

  @Test
  void aMissingPluginClassIsAnErrorThatNamesIt() throws Exception {
    ResourceManager resources = withServices("org.example.Gone");
    assertThatThrownBy(() -> Injectors.of(resources))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("org.example.Gone")
        .hasMessageContaining("must not bundle Cascade's own classes");
  }

  @Test
  void theInjectorOfAnUnreachablePipelineIsCollected() throws Exception {
    WeakReference<Injector> injector = droppedInjector();
    for (int i = 0; i < 100 && injector.get() != null; i++) {
      System.gc();
      Thread.sleep(20);
      Injectors.of(UIMAFramework.newDefaultResourceManager()); // removes stale weak entries
    }
    assertThat(injector.get() == null).as("collected").isTrue();
  }

  private WeakReference<Injector> droppedInjector() throws Exception {
    ResourceManager resources = withServices();
    WeakReference<Injector> injector = new WeakReference<>(Injectors.of(resources));
    System.gc();
    assertThat(injector.get() != null).as("held while its pipeline is reachable").isTrue();
    Reference.reachabilityFence(resources);
    return injector;
  }

  @Test
  void theInjectorOfAClosedPipelineIsCollected() throws Exception {
    WeakReference<Injector> injector;
    try (Pipeline pipeline = Pipeline.load(Golden.resource("pipelines/names.xml"))) {
      injector = new WeakReference<>(Injectors.of(pipeline.resources()));
    }
    WordMarker.INJECTORS.clear();
    for (int i = 0; i < 100 && injector.get() != null; i++) {
      System.gc();
      Thread.sleep(20);
    }
    assertThat(injector.get() == null).as("collected").isTrue();
  }
}
