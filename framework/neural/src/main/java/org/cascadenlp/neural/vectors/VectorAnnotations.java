package org.cascadenlp.neural.vectors;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.cas.FloatArray;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.SequenceVectors;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.types.Vectors;

/** The {@link Vectors} of a CAS, as the annotators of this package write them. */
public final class VectorAnnotations {

  private VectorAnnotations() {}

  /**
   * The vectors that an earlier run of {@code producer} has left in {@code cas}: those of the same
   * model, weights and settings, and those that tell no producer, as before there was one to tell.
   */
  public static Stream<Vectors> own(
      JCas cas, PartPlace producer, VectorSpace tokens, Optional<VectorSpace> pooledSpace) {
    String pooled = pooledSpace.map(VectorSpace::settings).orElse(null);
    return cas.select(Vectors.class)
        .filter(
            v ->
                tokens.equals(VectorSpace.of(v, Level.TOKEN))
                    && Objects.equals(pooled, v.getPooledSettings())
                    && (v.getProducer() == null || v.getProducer().equals(producer.producer())));
  }

  /**
   * Adds the vectors of the sequence from {@code begin} to {@code end}.
   *
   * @param producer the part that has made them
   * @param tokens which vectors of tokens they are
   * @param pooledSpace which vectors of the sequence as a whole, where there is one
   */
  public static Vectors add(
      JCas cas,
      int begin,
      int end,
      PartPlace producer,
      VectorSpace tokens,
      Optional<VectorSpace> pooledSpace,
      SequenceVectors made) {
    Vectors vectors = new Vectors(cas, begin, end);
    vectors.setProducer(producer.producer());
    vectors.setSource(tokens.name());
    vectors.setHash(tokens.hash());
    vectors.setSettings(tokens.settings());
    vectors.setLayers(tokens.layers());
    vectors.setWidth(tokens.width());
    vectors.setValues(array(cas, made.values()));
    if (made.pooled().length > 0) {
      vectors.setPooled(array(cas, made.pooled()));
      pooledSpace.ifPresent(vectorSpace -> vectors.setPooledSettings(vectorSpace.settings()));
    }
    vectors.addToIndexes();
    return vectors;
  }

  private static FloatArray array(JCas cas, float[] values) {
    FloatArray array = new FloatArray(cas, values.length);
    array.copyFromArray(values, 0, 0, values.length);
    return array;
  }
}
