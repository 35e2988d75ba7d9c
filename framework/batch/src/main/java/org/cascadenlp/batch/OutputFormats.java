package org.cascadenlp.batch;

import java.util.Arrays;
import java.util.List;
import org.apache.uima.resource.ResourceManager;
import org.cascadenlp.core.command.Catalogue;

/** The formats of {@code cascade run}, for {@code cascade list}. */
public final class OutputFormats implements Catalogue {

  /** For the service loader. */
  public OutputFormats() {}

  @Override
  public List<Entry> entries(ResourceManager resources) {
    return Arrays.stream(OutputFormat.values())
        .map(format -> Entry.of("output format", format.toString(), format.description()))
        .toList();
  }
}
