package org.cascadenlp.opennlp;

import java.nio.file.Path;
import org.cascadenlp.testkit.AnnotatorContract;
import org.cascadenlp.testkit.Subject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class OpenNlpChunkerContractTest extends AnnotatorContract {

  @TempDir static Path folder = Path.of("");

  @BeforeAll
  static void train() {
    Trained.write(Trained.chunker(), folder, "chunks.bin");
  }

  @Override
  protected Subject subject() {
    return Subject.named("org.cascadenlp.opennlp.OpenNlpChunker")
        .after(
            Subject.named("org.cascadenlp.opennlp.OpenNlpSegmenter"),
            Subject.named("org.cascadenlp.opennlp.OpenNlpPosTagger"))
        .with("model", "chunks.bin")
        .in(folder.toString())
        .speaking("en")
        .on("The small mill was standing by the old river. She waited.", "A boat, 😀 and bread.");
  }
}
