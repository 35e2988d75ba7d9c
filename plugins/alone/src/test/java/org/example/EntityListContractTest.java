package org.example;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.cascadenlp.core.document.LabelEscapes;
import org.cascadenlp.core.document.OutputFormat;
import org.cascadenlp.testkit.format.WriterContract;

class EntityListContractTest extends WriterContract {

  @Override
  protected OutputFormat format() {
    return new EntityList();
  }

  @Override
  protected List<String> labels(byte[] document) {
    return labelsOf(document);
  }

  static List<String> labelsOf(byte[] document) {
    return new String(document, UTF_8)
        .lines()
        .map(line -> LabelEscapes.unescape(line.split("\t")[0]))
        .toList();
  }
}
