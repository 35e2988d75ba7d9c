package org.cascadenlp.recurrent.encoder;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.weights.safetensors.SafeTensors;
import org.cascadenlp.weights.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Inputs of a recurrent network and what other code computed from them: a safetensors file with
 * {@code inputs} (batch, tokens, width), {@code lengths} (batch) and {@code outputs} (batch,
 * tokens, output width) of the top layer.
 *
 * @param file where it comes from
 * @param lengths tokens of each sequence
 * @param tokens of the longest row
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record RecurrentReference(
    Path file,
    int[] lengths,
    int tokens,
    int width,
    float[] inputs,
    int outputWidth,
    float[] outputs) {

  private static final int TOKENS_A_CALL = 2048;
  private static final String INPUTS = "inputs";
  private static final String LENGTHS = "lengths";
  private static final String OUTPUTS = "outputs";

  /**
   * Reads {@code file} for a network that reads {@code width} numbers a token and makes {@code
   * outputWidth}.
   */
  public static RecurrentReference read(Path file, int width, int outputWidth) {
    Map<String, Tensor> all = SafeTensors.read(file);
    Tensor inputs = all.get(INPUTS);
    if (inputs == null || inputs.shape().length != 3 || inputs.shape()[2] != width) {
      throw wrong(file, INPUTS, inputs, "(batch, tokens, " + width + ")");
    }
    int batch = Math.toIntExact(inputs.shape()[0]);
    int tokens = Math.toIntExact(inputs.shape()[1]);
    shaped(file, all, LENGTHS, batch);
    float[] outputs = shaped(file, all, OUTPUTS, batch, tokens, outputWidth);
    long[] stored = SafeTensors.readLongs(file, LENGTHS);
    int[] lengths = new int[batch];
    for (int b = 0; b < batch; b++) {
      if (stored[b] < 1 || stored[b] > tokens) {
        throw CascadeException.of(
            file + ", array " + LENGTHS,
            "holds " + stored[b] + " at row " + b,
            "expected 1 to " + tokens);
      }
      lengths[b] = (int) stored[b];
    }
    if (batch == 0) {
      throw CascadeException.of(file.toString(), "there is nothing to compare", "add a sequence");
    }
    return new RecurrentReference(
        file, lengths, tokens, width, inputs.values(), outputWidth, outputs);
  }

  private static float[] shaped(Path file, Map<String, Tensor> all, String name, long... shape) {
    Tensor tensor = all.get(name);
    if (tensor == null || !Arrays.equals(tensor.shape(), shape)) {
      throw wrong(file, name, tensor, Arrays.toString(shape));
    }
    return tensor.values();
  }

  private static CascadeException wrong(
      Path file, String name, @Nullable Tensor found, String expected) {
    return CascadeException.of(
        file + ", array " + name,
        found == null ? "is missing" : "has shape " + Arrays.toString(found.shape()),
        "expected shape " + expected);
  }

  /** Where the numbers of a token begin in {@link #inputs}. */
  public int at(int sequence, int token) {
    return (sequence * tokens + token) * width;
  }

  /** A network over the sequences {@code from} to {@code to}, exclusive. */
  @FunctionalInterface
  public interface Run {

    /** (tokens of the sequences one after the other, output width). */
    float[] over(int from, int to);
  }

  /** The greatest absolute difference of what {@code network} makes, a few sequences at a time. */
  public double greatestDifference(Run network) {
    double greatest = 0;
    for (int from = 0; from < lengths.length; ) {
      int to = from + 1;
      for (int sum = lengths[from];
          to < lengths.length && sum + lengths[to] <= TOKENS_A_CALL;
          to++) {
        sum += lengths[to];
      }
      greatest = Math.max(greatest, difference(network.over(from, to), from, to));
      from = to;
    }
    return greatest;
  }

  private double difference(float[] found, int from, int to) {
    double greatest = 0;
    int row = 0;
    for (int b = from; b < to; b++) {
      for (int t = 0; t < lengths[b]; t++, row++) {
        for (int j = 0; j < outputWidth; j++) {
          double expected = outputs[(b * tokens + t) * outputWidth + j];
          greatest = Math.max(greatest, Math.abs(found[row * outputWidth + j] - expected));
        }
      }
    }
    return greatest;
  }
}
