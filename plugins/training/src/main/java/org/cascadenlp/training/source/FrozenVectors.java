package org.cascadenlp.training.source;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.cascadenlp.neural.embedding.SavedHead;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.neural.task.Instance;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.weights.safetensors.SafeTensors;

/** Vectors that were computed once for each instance and are not trained. */
public final class FrozenVectors implements VectorSource {

  private final VectorSpace vectorSpace;
  private final Level level;
  private final FeatureCache cache;
  private final IdentityHashMap<Instance, Integer> places = new IdentityHashMap<>();

  /** An empty source of vectors in {@code vectorSpace}; {@code cache} is closed with it. */
  public FrozenVectors(VectorSpace vectorSpace, Level level, FeatureCache cache) {
    this.vectorSpace = vectorSpace;
    this.level = level;
    this.cache = cache;
  }

  /**
   * Stores the vectors of {@code instance}; they are found by the identity of the object.
   *
   * @param values row-major (rows, layers, width)
   */
  public void add(Instance instance, float[] values) {
    int expected = numbers(instance);
    if (values.length != expected) {
      throw new IllegalArgumentException(values.length + " values, not " + expected);
    }
    places.put(instance, cache.add(values));
  }

  /** The number of floats in the vectors of {@code instance}: rows x layers x width. */
  int numbers(Instance instance) {
    return lengths(List.of(instance))[0] * vectorSpace.layers() * vectorSpace.width();
  }

  @Override
  public Level level() {
    return level;
  }

  @Override
  public VectorSpace vectorSpace() {
    return vectorSpace;
  }

  @Override
  public Weights trained() {
    return Weights.none();
  }

  @Override
  public List<TensorGroup> tensors() {
    return List.of();
  }

  @Override
  public String contentHash() {
    return cache.contentHash();
  }

  @Override
  public NDArray vectors(NDManager owner, List<Instance> batch, Mode mode, float dropout) {
    int all = Arrays.stream(lengths(batch)).sum();
    int size = Math.multiplyExact(all, vectorSpace.layers() * vectorSpace.width());
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(Math.multiplyExact(Float.BYTES, size))
            .order(ByteOrder.nativeOrder());
    FloatBuffer values = bytes.asFloatBuffer();
    for (Instance instance : batch) {
      Integer place = places.get(instance);
      if (place == null) {
        throw new IllegalArgumentException("no vectors were added for " + instance);
      }
      values.put(cache.get(place));
    }
    // a byte buffer, because DJL copies every other kind
    return owner.create(
        bytes, new Shape(all, vectorSpace.layers(), vectorSpace.width()), DataType.FLOAT32);
  }

  @Override
  public Saved save(Path folder, Path place, SavedHead head) throws IOException {
    Files.createDirectories(folder);
    SafeTensors.write(folder.resolve("model.safetensors"), head.weights().toTensors(), Map.of());
    return new Saved("head", vectorSpace, null);
  }

  @Override
  public void close() {
    cache.close();
  }
}
