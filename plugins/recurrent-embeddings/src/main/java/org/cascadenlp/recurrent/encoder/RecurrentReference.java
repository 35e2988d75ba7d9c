package org.cascadenlp.recurrent.encoder;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.weights.safetensors.SafeTensors;
import org.cascadenlp.weights.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Reference inputs and outputs of a recurrent network, computed by other software: a safetensors
 * file with {@code inputs} (batch, tokens, width), {@code lengths} (batch) and {@code outputs}
 * (batch, tokens, output width) of the top layer.
 *
 * @param file the file
 * @param lengths the number of tokens of each sequence
 * @param tokens the number of tokens of the longest sequence
 * @param width the width of the inputs
 * @param inputs row-major (batch, tokens, width)
 * @param outputWidth the width of the outputs
 * @param outputs row-major (batch, tokens, outputWidth)
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
   * Reads {@code file} for a network with inputs of {@code width} and outputs of {@code
   * outputWidth} numbers per token.
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

  /** The offset of a token in {@link #inputs}. */
  public int at(int sequence, int token) {
    return (sequence * tokens + token) * width;
  }

  /** The rows of {@link #inputs} with the tokens of sequences {@code from} to {@code to}. */
  public long[] rows(int from, int to) {
    return IntStream.range(from, to)
        .flatMap(b -> IntStream.range(b * tokens, b * tokens + lengths[b]))
        .asLongStream()
        .toArray();
  }

  /** Runs a network on a range of sequences. */
  @FunctionalInterface
  public interface Run {

    /**
     * The outputs (tokens of the sequences, output width) of {@code from} to {@code to}, exclusive.
     */
    float[] over(int from, int to);
  }

  /** The greatest absolute difference of {@code network}'s outputs, computed in batches. */
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
