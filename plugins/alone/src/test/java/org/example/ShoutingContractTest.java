package org.example;

import java.util.Map;
import org.cascadenlp.testkit.AnnotatorContract;
import org.cascadenlp.testkit.Subject;

class ShoutingContractTest extends AnnotatorContract {

  @Override
  protected Subject subject() {
    return Subject.named("org.example.Shouting")
        .after(Subject.named("org.cascadenlp.opennlp.OpenNlpSegmenter"))
        .on("PLEASE help ME, I said.", "A quiet day.");
  }

  @Override
  protected Map<String, Object> changes() {
    return Map.of("shortest", 3);
  }
}
