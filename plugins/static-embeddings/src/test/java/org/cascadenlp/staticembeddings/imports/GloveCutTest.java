package org.cascadenlp.staticembeddings.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.cascadenlp.neural.words.VectorFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The vectors in pipelines/models/vectors equal an import of their source. */
class GloveCutTest {

  static final Path SHIPPED =
      Path.of(System.getProperty("cascade.root"))
          .resolve("pipelines/models/vectors/glove-6b-100d-top10k.vectors");

  @TempDir private Path folder;

  @Test
  void importingAgainGivesTheSameBytes() {
    String data = System.getProperty("cascade.data");
    assumeTrue(data != null, "skipped: needs the corpora, named by -Dcascade.data=DIR");
    Path source = Path.of(data, "glove-6b-100d-top10k/glove.6B.100d.top10k.txt.gz");
    Path again = folder.resolve("again.vectors");
    ImportSummary summary = Imported.run(source, again, BadEntries.REFUSE);
    assertThat(summary.format()).isEqualTo("GloVe text");
    assertThat(summary.duplicates()).isZero();
    assertThat(again).hasSameBinaryContentAs(SHIPPED);
  }

  @Test
  void itHasTheMostFrequentWordsInOrder() {
    VectorFile vectors = VectorFile.open(SHIPPED);
    assertThat(vectors.size()).isEqualTo(10_000);
    assertThat(vectors.width()).isEqualTo(100);
    assertThat(vectors.word(0)).isEqualTo("the");
    assertThat(vectors.rank("the")).isZero();
    assertThat(vectors.word(vectors.rank("london"))).isEqualTo("london");
    assertThat(vectors.rank("London")).isEqualTo(-1);
    float[] row = new float[100];
    vectors.row(0, row, 0);
    // the first and last number of "the" in glove.6B.100d.txt
    assertThat(row[0]).isEqualTo(-0.038194f);
    assertThat(row[99]).isEqualTo(0.27062f);
  }
}
