package org.cascadenlp.benchmarks.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cascadenlp.benchmarks.MiniLmFiles;
import org.cascadenlp.neural.sequence.Sequence;
import org.junit.jupiter.api.Test;

class DescribedEmbedderTest {

  private static final Path ROOT = Path.of(System.getProperty("cascade.root"));
  private static final List<Sequence> SEQUENCES =
      DescribedEmbedder.sequences(List.of(" the cat ", "London"));

  private static void opens(String descriptor, Map<String, String> values) throws Exception {
    try (DescribedEmbedder described = new DescribedEmbedder(ROOT, descriptor, values)) {
      int row =
          described.embedder().vectorSpace().layers() * described.embedder().vectorSpace().width();
      assertThat(described.embedder().embed(SEQUENCES))
          .extracting(rows -> rows.length)
          .containsExactly(2 * row, row);
    }
  }

  @Test
  void aTransformerIsOpenedFromItsDescriptor() throws Exception {
    opens(
        "contextual-embeddings/BertEmbedding.xml",
        Map.of("model", MiniLmFiles.NAME, "precision", "float32"));
  }

  @Test
  void elmoIsOpenedFromItsDescriptor() throws Exception {
    opens(
        "recurrent-embeddings/ElmoEmbedding.xml",
        Map.of("model", ROOT.resolve("testdata/models/tiny-elmo").toString(), "layers", "-1"));
  }
}
