package org.cascadenlp.core.pipeline;

import java.net.MalformedURLException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.uima.UIMAFramework;
import org.apache.uima.resource.RelativePathResolver;
import org.apache.uima.resource.ResourceManager;
import org.cascadenlp.core.Injectors;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.loading.PluginClassLoader;

/** Makes and releases the resource managers of pipelines. */
final class PipelineResources {

  private PipelineResources() {}

  /** A resource manager as {@link Pipeline#resources(Path, List)} describes it. */
  static ResourceManager of(Path descriptor, List<Path> plugins) {
    ResourceManager resources = UIMAFramework.newDefaultResourceManager();
    List<String> folders = new ArrayList<>();
    folders.add(folder(descriptor).toString());
    if (System.getProperty(RelativePathResolver.UIMA_DATAPATH_PROP) != null) {
      folders.addAll(resources.getDataPathElements());
    }
    try {
      resources.setDataPathElements(folders.toArray(String[]::new));
      if (!plugins.isEmpty() || PluginClassLoader.context() instanceof PluginClassLoader) {
        resources.setExtensionClassLoader(PluginClassLoader.of(plugins), true);
      }
    } catch (MalformedURLException e) {
      throw CascadeException.of(
          descriptor.toString(), "a path cannot be used: " + e.getMessage(), "rename it", e);
    }
    return resources;
  }

  /** The folder of {@code descriptor}. */
  static Path folder(Path descriptor) {
    Path file = descriptor.toAbsolutePath();
    Path folder = file.getParent();
    return folder == null ? file : folder;
  }

  /** Destroys {@code resources} with its injector, and closes its jars. */
  static void release(ResourceManager resources) {
    Injectors.forget(resources);
    resources.destroy();
  }
}
