package org.cascadenlp.batch;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.uima.resource.ResourceManager;
import org.cascadenlp.core.Injectors;
import org.cascadenlp.core.command.Catalogue;
import org.cascadenlp.core.document.OutputFormat;
import org.cascadenlp.core.pipeline.Pipeline;

/** The output formats that plugins bind, for {@code cascade run}, its help and {@code list}. */
public final class OutputFormats implements Catalogue, Iterable<String> {

  /** For the service loader. */
  public OutputFormats() {}

  /** The target of injection; the map stays empty if no plugin binds a format. */
  private static final class Bound {
    @Inject private Map<String, OutputFormat> formats = Map.of();
  }

  /** The formats by name, in the order of their bindings. */
  static Map<String, OutputFormat> of(ResourceManager resources) {
    return Injectors.offered(resources, new Bound()).formats;
  }

  @Override
  public List<Entry> entries(ResourceManager resources) {
    return of(resources).entrySet().stream()
        .map(format -> Entry.offered("output format", format.getKey(), format.getValue()))
        .toList();
  }

  /** The names of the formats on the class path and in the tool's plugin jars. */
  @Override
  public Iterator<String> iterator() {
    ResourceManager resources = Pipeline.resources(Path.of("run"), List.of());
    try {
      return List.copyOf(of(resources).keySet()).iterator();
    } finally {
      Pipeline.release(resources);
    }
  }
}
