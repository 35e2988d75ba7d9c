package org.example;

import java.util.List;
import org.cascadenlp.core.document.OutputFormat;
import org.cascadenlp.testkit.format.CollectionWriterContract;

class EntityListCollectionTest extends CollectionWriterContract {

  @Override
  protected OutputFormat format() {
    return new EntityList();
  }

  @Override
  protected List<String> labels(byte[] file) {
    return EntityListContractTest.labelsOf(file);
  }
}
