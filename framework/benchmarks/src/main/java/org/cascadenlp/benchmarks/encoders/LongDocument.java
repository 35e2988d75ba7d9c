package org.cascadenlp.benchmarks.encoders;

import ai.djl.pytorch.jni.JniUtils;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cascadenlp.benchmarks.vectors.DescribedEmbedder;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.torch.InferenceThread;

/** A document in one window of the ModernBERT that {@code long_document.py} makes. */
final class LongDocument implements AutoCloseable {

  private static final String DESCRIPTOR = "contextual-embeddings/TransformerEmbedding.xml";
  private static final int WORDS = 50_363; // as in long_document.py
  private static final int SPECIAL = 2;
  private static final int POSITIONS = 8_192;
  private static final int OVERLAP = 64; // without effect, as there is one window

  private final List<Sequence> document;
  private final DescribedEmbedder described;
  private final ModelStore.Lease<InferenceThread> thread = InferenceThread.lease();

  /**
   * Opens the model.
   *
   * @param root the checkout
   * @param model the folder of the model
   * @param subwords the length of the document
   */
  LongDocument(Path root, Path model, int subwords) throws Exception {
    document = DescribedEmbedder.sequences(List.of(text(subwords)));
    described =
        new DescribedEmbedder(
            root,
            DESCRIPTOR,
            Map.of(
                "model",
                model.toString(),
                "precision",
                "float32",
                "window",
                Math.max(subwords, 2 * OVERLAP),
                "overlap",
                OVERLAP));
  }

  /**
   * Words that are one subword each; with two special ones they are {@code subwords}.
   *
   * @throws CascadeException if the model has fewer positions, or no word is left
   */
  static String text(int subwords) {
    if (subwords <= SPECIAL || subwords > POSITIONS) {
      throw CascadeException.of(
          "--subwords " + subwords,
          "is no length of a document",
          "use 3 to " + POSITIONS + ", the positions of ModernBERT");
    }
    return IntStream.range(0, subwords - SPECIAL)
        .mapToObj(i -> "w" + (7L * i * i + 3L * i) % WORDS) // as in long_document.py
        .collect(Collectors.joining(" "));
  }

  /** The vectors of the document's words, row-major (words, width), computed by {@code threads}. */
  float[] vectors(int threads) {
    // libtorch's number of threads is set per calling thread
    thread
        .model()
        .call(
            () -> {
              JniUtils.setNumThreads(threads);
              return threads;
            });
    return described.embedder().embed(document).get(0);
  }

  @Override
  public void close() {
    thread.close();
    described.close();
  }
}
