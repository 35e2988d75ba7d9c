package org.cascadenlp.opennlp;

import java.nio.file.Path;
import org.cascadenlp.testkit.AnnotatorContract;
import org.cascadenlp.testkit.Subject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class OpenNlpNameFinderContractTest extends AnnotatorContract {

  @TempDir static Path folder = Path.of("");

  @BeforeAll
  static void train() {
    Trained.write(Trained.names(), folder, "names.bin");
  }

  @Override
  protected Subject subject() {
    return Subject.named("org.cascadenlp.opennlp.OpenNlpNameFinder")
        .after(Subject.named("org.cascadenlp.opennlp.OpenNlpSegmenter"))
        .with("model", "names.bin")
        .in(folder.toString())
        .speaking("en")
        .on(
            "Jonas Weld lives in Hallow. Mira Talvik left.",
            "The letter came from 😀 Elsa Brandt in Orrin.");
  }
}
