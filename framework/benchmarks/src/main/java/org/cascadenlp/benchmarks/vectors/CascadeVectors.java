package org.cascadenlp.benchmarks.vectors;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cascadenlp.benchmarks.MiniLmFiles;
import org.cascadenlp.neural.Cut;
import org.cascadenlp.neural.Unit;
import org.cascadenlp.neural.UnitVectors;

/**
 * Cascade's embedder without a CAS, all sentences in one call.
 *
 * <p>Words are what white space separates: BERT's subwords never reach across it, so they are those
 * of the whole sentence.
 */
public final class CascadeVectors implements SentenceVectors {

  private final DescribedEmbedder described;

  /** The embedder of BertEmbedding.xml in the checkout {@code root}, with matrix products so. */
  public CascadeVectors(Path root, String precision) throws Exception {
    described =
        new DescribedEmbedder(
            root,
            "contextual-embeddings/BertEmbedding.xml",
            Map.of("model", MiniLmFiles.NAME, "pooled", "mean", "precision", precision));
  }

  @Override
  public List<float[]> of(List<String> sentences) {
    List<Unit> texts =
        DescribedEmbedder.units(sentences).stream().map(unit -> unit.cutting(Cut.TEXT)).toList();
    return described.embedder().vectors(texts).stream().map(UnitVectors::pooled).toList();
  }

  @Override
  public void close() {
    described.close();
  }
}
