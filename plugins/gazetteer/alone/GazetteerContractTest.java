package org.cascadenlp.gazetteer;

import java.util.Map;
import org.cascadenlp.testkit.AnnotatorContract;
import org.cascadenlp.testkit.Subject;

class GazetteerContractTest extends AnnotatorContract {

  @Override
  protected Subject subject() {
    return Subject.named("org.cascadenlp.gazetteer.Gazetteer")
        .after(Subject.named("org.cascadenlp.opennlp.OpenNlpSegmenter"))
        .on("Ada Lovelace left New York City.", "London, 😀 and New York.");
  }

  @Override
  protected Map<String, Object> changes() {
    return Map.of("longest", 1);
  }
}
