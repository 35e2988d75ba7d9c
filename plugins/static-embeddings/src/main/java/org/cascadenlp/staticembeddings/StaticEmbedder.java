package org.cascadenlp.staticembeddings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.process.Interruption;
import org.cascadenlp.neural.embedding.Embedder;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.neural.words.VectorFile;

/** Looks up tokens in a vector file. A token's vector does not depend on its context. */
final class StaticEmbedder implements Embedder {

  private final VectorFile file;
  private final SubwordVectors subwords;
  private final UnknownWords unknown;
  private final Casing casing;
  private final VectorSpace vectorSpace;

  StaticEmbedder(VectorFile file, StaticOptions rows) {
    this.file = file;
    this.unknown = rows.unknown();
    this.casing = rows.casing();
    this.subwords = new SubwordVectors(file);
    if (unknown.policies().contains(UnknownWords.Policy.SUBWORD) && file.ngrams().isEmpty()) {
      throw CascadeException.of(
          file.path().toString(),
          "parameter oov asks for subword, but the file has no n-grams",
          "import a fastText .bin, or leave subword out");
    }
    this.vectorSpace =
        new VectorSpace(
            String.valueOf(file.path().getFileName()),
            file.hash(),
            rows.toString(),
            1,
            file.width() + casing.width());
  }

  @Override
  public VectorSpace vectorSpace() {
    return vectorSpace;
  }

  @Override
  public List<float[]> embed(List<Sequence> units) {
    List<float[]> vectors = new ArrayList<>(units.size());
    int width = vectorSpace.width();
    for (Sequence unit : units) {
      Interruption.check();
      float[] rows = new float[Math.multiplyExact(unit.size(), width)];
      for (int i = 0; i < unit.size(); i++) {
        String token = unit.tokens().get(i);
        row(token, rows, i * width);
        casing.write(token, rows, i * width + file.width());
      }
      vectors.add(rows);
    }
    return vectors;
  }

  private void row(String token, float[] into, int at) {
    if (known(token, into, at)) {
      return;
    }
    for (UnknownWords.Policy policy : unknown.policies()) {
      boolean found =
          switch (policy) {
            case LOWERCASE -> known(token.toLowerCase(Locale.ROOT), into, at);
            case SUBWORD -> subwords.row(token, into, at);
            case MEAN -> {
              file.mean(into, at);
              yield true;
            }
            case ZERO -> true; // a new array is zero
          };
      if (found) {
        return;
      }
    }
  }

  private boolean known(String word, float[] into, int at) {
    int rank = file.rank(word);
    if (rank >= 0) {
      file.row(rank, into, at);
    }
    return rank >= 0;
  }

  /** Does nothing: the file is unmapped when it is garbage collected. */
  @Override
  public void close() {}
}
