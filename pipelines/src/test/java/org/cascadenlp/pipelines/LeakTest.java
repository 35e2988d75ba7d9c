package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.uima.UIMAException;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.core.pipeline.Pipeline;
import org.cascadenlp.testkit.neural.LiveArrays;
import org.cascadenlp.types.Vectors;
import org.junit.jupiter.api.Test;

/** Native arrays are closed after each document, and models with the last pipeline. */
class LeakTest {

  private static final int DOCUMENTS = 200;

  @Test
  void twoHundredDocumentsLeakNoArrayAndTheClosedPipelineNoModel()
      throws IOException, UIMAException {
    assertThat(ModelStore.shared().size()).as("models left open by an earlier test").isZero();
    int before = LiveArrays.count();
    Set<Integer> counts = new TreeSet<>();
    int embedded = 0;
    try (Pipeline pipeline = Pipeline.load(Checkout.ENTITIES, Checkout.FLOAT32, List.of())) {
      assertThat(LiveArrays.count()).as("weights").isGreaterThan(before + 50);
      JCas cas = pipeline.engine().newJCas();
      List<String> lines = lines();
      for (int i = 0; i < DOCUMENTS; i++) {
        cas.reset();
        cas.setDocumentText(lines.get(i % lines.size()) + "\n" + i);
        pipeline.engine().process(cas);
        embedded += cas.select(Vectors.class).asList().size();
        counts.add(LiveArrays.count());
      }
    }
    assertThat(embedded).isGreaterThanOrEqualTo(DOCUMENTS);
    assertThat(counts).as("live arrays after each document").hasSize(1);
    assertThat(ModelStore.shared().size()).isZero();
    assertThat(LiveArrays.count()).as("live arrays after the pipeline is closed").isEqualTo(before);
  }

  /** Lines of the project's documents, most of one or two sentences. */
  private static List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path document : Checkout.documents()) {
      for (String line : Files.readAllLines(document)) {
        if (!line.isBlank() && line.length() < 300) {
          lines.add(line);
        }
      }
    }
    return lines;
  }
}
