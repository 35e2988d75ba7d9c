package org.cascadenlp.benchmarks.vectors;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.cascadenlp.benchmarks.MiniLmFiles;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.sequence.SequenceText;
import org.cascadenlp.neural.sequence.SequenceVectors;

/**
 * Cascade's embedder without a CAS, with all sentences in one call. Each is a sequence with its
 * text, as in a pipeline; white space separates the tokens.
 */
public final class CascadeVectors implements SentenceVectors {

  private final DescribedEmbedder described;

  /**
   * Opens the embedder of BertEmbedding.xml in the checkout {@code root} with {@code precision}.
   */
  public CascadeVectors(Path root, String precision) throws Exception {
    described =
        new DescribedEmbedder(
            root,
            "contextual-embeddings/BertEmbedding.xml",
            Map.of("model", MiniLmFiles.NAME, "pooled", "mean", "precision", precision));
  }

  @Override
  public List<float[]> of(List<String> sentences) {
    List<Sequence> texts = sentences.stream().map(CascadeVectors::sequence).toList();
    return described.embedder().vectors(texts).stream().map(SequenceVectors::pooled).toList();
  }

  private static Sequence sequence(String sentence) {
    List<String> words = new ArrayList<>();
    int[] begins = new int[sentence.length()];
    int[] ends = new int[sentence.length()];
    int begin = -1;
    for (int at = 0; at <= sentence.length(); at++) {
      boolean white = at == sentence.length() || Character.isWhitespace(sentence.charAt(at));
      if (!white && begin < 0) {
        begin = at;
      } else if (white && begin >= 0) {
        begins[words.size()] = begin;
        ends[words.size()] = at;
        words.add(sentence.substring(begin, at));
        begin = -1;
      }
    }
    int[] first = Arrays.copyOf(begins, words.size());
    int[] last = Arrays.copyOf(ends, words.size());
    return new Sequence(words, new SequenceText(sentence, 0, sentence.length(), first, last));
  }

  @Override
  public void close() {
    described.close();
  }
}
