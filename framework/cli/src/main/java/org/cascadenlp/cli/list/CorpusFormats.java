package org.cascadenlp.cli.list;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.apache.uima.resource.ResourceManager;
import org.cascadenlp.core.Injectors;
import org.cascadenlp.core.command.Catalogue;
import org.cascadenlp.core.document.CorpusFormat;

/** The corpus formats that plugins bind. */
final class CorpusFormats implements Catalogue {

  /** The injected formats; empty if no plugin binds a format. */
  static final class Bound {
    @Inject private Map<String, CorpusFormat> formats = Map.of();
  }

  @Override
  public List<Entry> entries(ResourceManager resources) {
    return Injectors.offered(resources, new Bound()).formats.entrySet().stream()
        .map(e -> Entry.offered("corpus format", e.getKey(), e.getValue()))
        .toList();
  }
}
