package org.cascadenlp.pipelines;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import jakarta.inject.Inject;
import java.util.Map;
import java.util.Set;
import org.apache.uima.UIMAFramework;
import org.apache.uima.resource.ResourceManager;
import org.cascadenlp.core.DocumentFormats;
import org.cascadenlp.core.Injectors;
import org.cascadenlp.core.document.InputFormat;
import org.cascadenlp.core.document.OutputFormat;
import org.cascadenlp.neural.embedding.EmbedderProvider;
import org.cascadenlp.neural.task.Task;

/** All services that the shipped plugins bind. */
final class OfferedServices {

  @Inject private Set<EmbedderProvider> providers = Set.of();
  @Inject private Map<String, Task> tasks = Map.of();
  private Map<String, InputFormat> formats = Map.of();
  private Map<String, OutputFormat> outputs = Map.of();

  private OfferedServices() {}

  private static OfferedServices all() {
    ResourceManager resources = UIMAFramework.newDefaultResourceManager();
    OfferedServices all = Injectors.inject(resources, new OfferedServices());
    DocumentFormats documents = DocumentFormats.of(resources);
    all.formats = documents.inputs();
    all.outputs = documents.outputs();
    return all;
  }

  static Set<EmbedderProvider> providers() {
    return all().providers.stream().filter(OfferedServices::isShipped).collect(toSet());
  }

  static Map<String, Task> tasks() {
    return shipped(all().tasks);
  }

  static Map<String, InputFormat> formats() {
    return shipped(all().formats);
  }

  static Map<String, OutputFormat> outputs() {
    return shipped(all().outputs);
  }

  private static <T> Map<String, T> shipped(Map<String, T> services) {
    return services.entrySet().stream()
        .filter(service -> isShipped(service.getValue()))
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Whether a service is not one of those that tests bind. */
  private static boolean isShipped(Object service) {
    String name = service.getClass().getName();
    return BuildModules.classes().values().stream().anyMatch(classes -> classes.contains(name));
  }
}
