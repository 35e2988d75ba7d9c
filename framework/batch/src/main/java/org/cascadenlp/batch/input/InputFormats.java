package org.cascadenlp.batch.input;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.uima.resource.ResourceManager;
import org.cascadenlp.core.DocumentFormats;
import org.cascadenlp.core.pipeline.Pipeline;

/** The values of {@code --as}: those of {@link ReadAs}, then the formats that plugins bind. */
final class InputFormats implements Iterable<String> {

  @Override
  public Iterator<String> iterator() {
    List<String> names = new ArrayList<>();
    for (ReadAs as : ReadAs.values()) {
      names.add(as.toString());
    }
    ResourceManager resources = Pipeline.resources(Path.of("run"), List.of());
    try {
      DocumentFormats.of(resources).inputs().keySet().stream()
          .filter(name -> !names.contains(name))
          .forEach(names::add);
    } finally {
      Pipeline.release(resources);
    }
    return names.iterator();
  }
}
