package org.cascadenlp.neural.vectors;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.cas.FloatArray;
import org.cascadenlp.neural.sequence.SequenceVectors;
import org.cascadenlp.neural.sequence.SubwordArrays;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.types.Vectors;

/** Reads and writes {@link Vectors} in a CAS. */
public final class VectorAnnotations {

  private VectorAnnotations() {}

  /**
   * The vectors in {@code cas} from an earlier run of {@code producer}: those of the same model,
   * weights and settings, and those stored before feature {@code producer} existed.
   */
  public static Stream<Vectors> own(
      JCas cas, PartPlace producer, VectorSpace tokens, Optional<VectorSpace> pooledSpace) {
    String pooled = pooledSpace.map(VectorSpace::settings).orElse(null);
    return cas.select(Vectors.class)
        .filter(
            v ->
                tokens.equals(VectorSpace.ofValues(v))
                    && Objects.equals(pooled, v.getPooledSettings())
                    && (v.getProducer() == null || v.getProducer().equals(producer.producer())));
  }

  /**
   * Adds the vectors of the sequence from {@code begin} to {@code end}.
   *
   * @param producer the part that made them
   * @param tokens the space of the vectors of tokens or subwords
   * @param pooledSpace the space of the pooled vector, if there is one
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
    if (!made.windows().isEmpty()) {
      SubwordArrays.write(vectors, made.windows());
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
