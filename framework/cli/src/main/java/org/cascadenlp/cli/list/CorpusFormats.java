package org.cascadenlp.cli.list;

import java.util.List;
import org.apache.uima.resource.ResourceManager;
import org.cascadenlp.core.DocumentFormats;
import org.cascadenlp.core.command.Catalogue;

/** The formats that plugins bind for reading documents. */
final class CorpusFormats implements Catalogue {

  @Override
  public List<Entry> entries(ResourceManager resources) {
    return DocumentFormats.of(resources).inputs().entrySet().stream()
        .map(e -> Entry.offered("corpus format", e.getKey(), e.getValue()))
        .toList();
  }
}
