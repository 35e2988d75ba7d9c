package org.cascadenlp.training.source;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.uima.jcas.cas.FloatArray;
import org.apache.uima.jcas.tcas.Annotation;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.neural.sequence.VectorStack;
import org.cascadenlp.neural.task.Instance;
import org.cascadenlp.types.Vectors;
import org.jspecify.annotations.Nullable;

/** The {@link Vectors} of the embeddings before a trainer, gathered sequence by sequence. */
public final class CasVectors {

  private final String component;
  private final Level level;
  private final boolean several;
  private final FeatureCache cache;
  private List<VectorSpace> parts = List.of();
  private @Nullable FrozenVectors vectors;

  /**
   * An empty collection.
   *
   * @param component the trainer's name in errors
   * @param several whether a sequence may have vectors of several embeddings, which are stacked
   * @param cache stores the vectors; closed by its owner or with {@link #source}
   */
  public CasVectors(String component, Level level, boolean several, FeatureCache cache) {
    this.component = component;
    this.level = level;
    this.several = several;
    this.cache = cache;
  }

  /**
   * The maximum number of tokens of neighbouring sequences that the vectors in {@code read} depend
   * on.
   */
  public static int context(List<Vectors> read) {
    return read.stream()
        .map(vectors -> VectorSpace.of(vectors, Level.TOKEN))
        .mapToInt(vectorSpace -> vectorSpace == null ? 0 : vectorSpace.context())
        .max()
        .orElse(0);
  }

  /** The embeddings, in the order of the pipeline; empty before the first sequence. */
  public List<VectorSpace> parts() {
    return parts;
  }

  /** The gathered vectors; null if there are none. */
  public @Nullable FrozenVectors source() {
    return vectors;
  }

  /**
   * Stores the vectors of one instance.
   *
   * @param made those of each of its sequences, in order
   */
  public void add(Annotation place, List<List<Vectors>> made, Instance instance) {
    List<float[]> rows = new ArrayList<>();
    for (int i = 0; i < made.size(); i++) {
      rows.add(values(place, made.get(i), Instance.of(instance.sequences().get(i))));
    }
    Objects.requireNonNull(vectors).add(instance, joined(rows));
  }

  private static float[] joined(List<float[]> rows) {
    if (rows.size() == 1) {
      return rows.get(0);
    }
    FloatBuffer all = FloatBuffer.allocate(rows.stream().mapToInt(row -> row.length).sum());
    rows.forEach(all::put);
    return all.array();
  }

  /** The vectors of one sequence, stacked. */
  private float[] values(Annotation place, List<Vectors> made, Instance sequence) {
    if (made.isEmpty()) {
      throw CascadeException.of(
          component,
          "there are no vectors for '" + place.getCoveredText() + "'",
          "put an embedding with the same unit before the trainer, or set encoder and mode");
    }
    if (made.size() > 1 && !several) {
      throw CascadeException.of(
          component,
          "there are vectors of " + made.get(0).getSource() + " and of " + made.get(1).getSource(),
          "put org.cascadenlp.embeddings.StackedEmbedding between the embeddings and the trainer,"
              + " or leave one embedding");
    }
    List<VectorSpace> found = made.stream().map(this::vectorSpace).toList();
    int rows = vectors(found).lengths(List.of(sequence))[0];
    List<float[]> values = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      FloatArray all = level == Level.SEQUENCE ? made.get(i).getPooled() : made.get(i).getValues();
      float[] own = new float[rows * found.get(i).layers() * found.get(i).width()];
      all.copyToArray(0, own, 0, own.length);
      values.add(own);
    }
    return found.size() == 1 ? values.get(0) : new VectorStack(found).join(values, rows);
  }

  private VectorSpace vectorSpace(Vectors made) {
    VectorSpace vectorSpace = VectorSpace.of(made, level);
    if (vectorSpace == null) {
      throw CascadeException.of(
          component,
          made.getSource() + " wrote no pooled vector, and this head reads one per sequence",
          "set the embedding's parameter pooled = cls or mean, or another pooling in headOptions");
    }
    return vectorSpace;
  }

  private FrozenVectors vectors(List<VectorSpace> found) {
    VectorSpace vectorSpace =
        found.size() == 1 ? found.get(0) : new VectorStack(found).vectorSpace();
    FrozenVectors known = vectors;
    if (known == null) {
      known = new FrozenVectors(vectorSpace, level, cache);
      vectors = known;
      parts = found;
    } else if (!known.vectorSpace().fits(vectorSpace)) {
      throw CascadeException.of(
          component,
          "the vectors come from " + vectorSpace + " and from " + known.vectorSpace(),
          "use one embedding in a training pipeline");
    }
    return known;
  }
}
