package org.cascadenlp.batch;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.apache.uima.resource.ResourceManager;
import org.cascadenlp.core.DocumentFormats;
import org.cascadenlp.core.command.Catalogue;
import org.cascadenlp.core.pipeline.Pipeline;

/** The output formats that plugins bind, for {@code cascade run}, its help and {@code list}. */
public final class OutputFormats implements Catalogue, Iterable<String> {

  /** For the service loader. */
  public OutputFormats() {}

  @Override
  public List<Entry> entries(ResourceManager resources) {
    return DocumentFormats.of(resources).outputs().entrySet().stream()
        .map(format -> Entry.offered("output format", format.getKey(), format.getValue()))
        .toList();
  }

  /** The names of the formats on the class path and in the tool's plugin jars. */
  @Override
  public Iterator<String> iterator() {
    ResourceManager resources = Pipeline.resources(Path.of("run"), List.of());
    try {
      return List.copyOf(DocumentFormats.of(resources).outputs().keySet()).iterator();
    } finally {
      Pipeline.release(resources);
    }
  }
}
