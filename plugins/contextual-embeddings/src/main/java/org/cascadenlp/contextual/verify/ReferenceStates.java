package org.cascadenlp.contextual.verify;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.transformers.config.EncoderConfiguration;
import org.cascadenlp.weights.safetensors.SafeTensors;
import org.cascadenlp.weights.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Inputs of an encoder and the states that another implementation computed from them: a safetensors
 * file with {@code input_ids}, {@code attention_mask} and optionally {@code token_type_ids} (batch,
 * tokens), {@code hidden_states.K} (batch, tokens, width) and {@code pooler_output} (batch, width).
 *
 * @param ids row-major (batch, tokens), as are mask and segments
 * @param hidden the states after layer K, 0 = after the embeddings
 * @param pooler the pooler's outputs, or empty
 */
@SuppressWarnings("ArrayRecordComponent") // carries data, never compared
public record ReferenceStates(
    int batch,
    int length,
    long[] ids,
    long[] mask,
    long[] segments,
    Map<Integer, float[]> hidden,
    float[] pooler) {

  private static final String IDS = "input_ids";
  private static final String MASK = "attention_mask";
  private static final String SEGMENTS = "token_type_ids";
  private static final String HIDDEN = "hidden_states.";
  private static final String POOLER = "pooler_output";

  /** Reads {@code file} for an encoder with configuration {@code configuration}. */
  static ReferenceStates read(Path file, EncoderConfiguration configuration) {
    Map<String, Tensor> all = SafeTensors.read(file);
    Tensor first = all.get(IDS);
    if (first == null || first.shape().length != 2) {
      throw wrong(file, IDS, first, "(batch, tokens)");
    }
    int batch = (int) first.shape()[0];
    int length = (int) first.shape()[1];
    if (length > configuration.positions()) {
      throw CascadeException.of(
          file + ", array " + IDS,
          "has " + length + " tokens per row",
          "the maximum of this model is " + configuration.positions());
    }
    long[] ids = whole(file, all, IDS, batch, length, configuration.vocabulary());
    long[] mask = whole(file, all, MASK, batch, length, 2);
    long[] segments =
        all.containsKey(SEGMENTS)
            ? whole(file, all, SEGMENTS, batch, length, configuration.types())
            : new long[ids.length];
    Map<Integer, float[]> hidden = hidden(file, all, configuration, new long[] {batch, length});
    float[] pooler = new float[0];
    Tensor pooled = all.get(POOLER);
    if (pooled != null) {
      if (!Arrays.equals(pooled.shape(), new long[] {batch, configuration.hiddenSize()})) {
        throw wrong(
            file, POOLER, pooled, Arrays.toString(new long[] {batch, configuration.hiddenSize()}));
      }
      pooler = pooled.values();
    }
    if (hidden.isEmpty() && pooled == null || Arrays.stream(mask).allMatch(m -> m == 0)) {
      throw CascadeException.of(
          file.toString(),
          "has no states to compare",
          "expected " + HIDDEN + "K or " + POOLER + ", and a mask with unmasked positions");
    }
    return new ReferenceStates(batch, length, ids, mask, segments, hidden, pooler);
  }

  private static Map<Integer, float[]> hidden(
      Path file, Map<String, Tensor> all, EncoderConfiguration configuration, long[] grid) {
    long[] shape = {grid[0], grid[1], configuration.hiddenSize()};
    Map<Integer, float[]> hidden = new TreeMap<>();
    all.forEach(
        (name, tensor) -> {
          if (name.startsWith(HIDDEN)) {
            String number = name.substring(HIDDEN.length());
            if (!number.matches("0|[1-9][0-9]{0,3}")
                || Integer.parseInt(number) > configuration.layers()) {
              throw CascadeException.of(
                  file + ", array " + name,
                  "this model has no such state",
                  "it has " + HIDDEN + "0 to " + HIDDEN + configuration.layers());
            }
            if (!Arrays.equals(tensor.shape(), shape)) {
              throw wrong(file, name, tensor, Arrays.toString(shape));
            }
            hidden.put(Integer.valueOf(number), tensor.values());
          }
        });
    return hidden;
  }

  /** Reads the integer array {@code name}, whose values must be below {@code limit}. */
  private static long[] whole(
      Path file, Map<String, Tensor> all, String name, int batch, int length, int limit) {
    Tensor tensor = all.get(name);
    if (tensor == null || !Arrays.equals(tensor.shape(), new long[] {batch, length})) {
      throw wrong(file, name, tensor, Arrays.toString(new long[] {batch, length}));
    }
    long[] values = SafeTensors.readLongs(file, name);
    for (int i = 0; i < values.length; i++) {
      if (values[i] < 0 || values[i] >= limit) {
        throw CascadeException.of(
            file + ", array " + name,
            "holds " + values[i] + " at row " + i / length + ", token " + i % length,
            "expected 0 to " + (limit - 1));
      }
    }
    return values;
  }

  private static CascadeException wrong(
      Path file, String name, @Nullable Tensor found, String expected) {
    return CascadeException.of(
        file + ", array " + name,
        found == null ? "is missing" : "has shape " + Arrays.toString(found.shape()),
        "expected shape " + expected);
  }
}
