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
 * Inputs of an encoder and the states that somebody else's code computed from them: a safetensors
 * file with {@code input_ids}, {@code attention_mask} and, if there are segments, {@code
 * token_type_ids} (batch, tokens), {@code hidden_states.K} (batch, tokens, width) and {@code
 * pooler_output} (batch, width).
 *
 * @param ids row-major (batch, tokens), as are mask and segments
 * @param hidden the states after layer K, 0 = after the embeddings
 * @param pooler empty where the file has none
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
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

  /** Reads {@code file} for an encoder of that configuration. */
  static ReferenceStates read(Path file, EncoderConfiguration bert) {
    Map<String, Tensor> all = SafeTensors.read(file);
    Tensor first = all.get(IDS);
    if (first == null || first.shape().length != 2) {
      throw wrong(file, IDS, first, "(batch, tokens)");
    }
    int batch = (int) first.shape()[0];
    int length = (int) first.shape()[1];
    if (length > bert.positions()) {
      throw CascadeException.of(
          file + ", array " + IDS,
          "has " + length + " tokens a row",
          "this model sees at most " + bert.positions());
    }
    long[] ids = whole(file, all, IDS, batch, length, bert.vocabulary());
    long[] mask = whole(file, all, MASK, batch, length, 2);
    long[] segments =
        all.containsKey(SEGMENTS)
            ? whole(file, all, SEGMENTS, batch, length, bert.types())
            : new long[ids.length];
    Map<Integer, float[]> hidden = hidden(file, all, bert, new long[] {batch, length});
    float[] pooler = new float[0];
    Tensor pooled = all.get(POOLER);
    if (pooled != null) {
      if (!Arrays.equals(pooled.shape(), new long[] {batch, bert.hiddenSize()})) {
        throw wrong(file, POOLER, pooled, Arrays.toString(new long[] {batch, bert.hiddenSize()}));
      }
      pooler = pooled.values();
    }
    if (hidden.isEmpty() && pooled == null || Arrays.stream(mask).allMatch(m -> m == 0)) {
      throw CascadeException.of(
          file.toString(),
          "there is nothing to compare",
          "it needs " + HIDDEN + "K or " + POOLER + ", and a mask that leaves something");
    }
    return new ReferenceStates(batch, length, ids, mask, segments, hidden, pooler);
  }

  private static Map<Integer, float[]> hidden(
      Path file, Map<String, Tensor> all, EncoderConfiguration bert, long[] grid) {
    long[] shape = {grid[0], grid[1], bert.hiddenSize()};
    Map<Integer, float[]> hidden = new TreeMap<>();
    all.forEach(
        (name, tensor) -> {
          if (name.startsWith(HIDDEN)) {
            String number = name.substring(HIDDEN.length());
            if (!number.matches("0|[1-9][0-9]{0,3}") || Integer.parseInt(number) > bert.layers()) {
              throw CascadeException.of(
                  file + ", array " + name,
                  "this model has no such state",
                  "it has " + HIDDEN + "0 to " + HIDDEN + bert.layers());
            }
            if (!Arrays.equals(tensor.shape(), shape)) {
              throw wrong(file, name, tensor, Arrays.toString(shape));
            }
            hidden.put(Integer.valueOf(number), tensor.values());
          }
        });
    return hidden;
  }

  /** The array {@code name} of whole numbers below {@code limit}. */
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
