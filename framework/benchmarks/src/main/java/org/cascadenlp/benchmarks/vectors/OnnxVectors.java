package org.cascadenlp.benchmarks.vectors;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.cascadenlp.benchmarks.MiniLmFiles;

/** ONNX Runtime on the same model file, in batches of sentences sorted by length. */
final class OnnxVectors implements SentenceVectors {

  private final int batch;
  private final HuggingFaceTokenizer tokenizer;
  private final OrtSession session;

  /**
   * Opens a session.
   *
   * @param batch the number of sentences in a call
   * @param threads the number of threads within an operator
   */
  OnnxVectors(int batch, int threads) throws IOException, OrtException {
    this.batch = batch;
    this.tokenizer = MiniLmFiles.tokenizer();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      this.session = OrtEnvironment.getEnvironment().createSession(MiniLmFiles.onnx(), options);
    }
  }

  @Override
  public List<float[]> of(List<String> sentences) throws OrtException {
    long[][] ids =
        Arrays.stream(tokenizer.batchEncode(sentences))
            .map(Encoding::getIds)
            .toArray(long[][]::new);
    List<Integer> order =
        IntStream.range(0, ids.length)
            .boxed()
            .sorted(Comparator.comparingInt(i -> ids[i].length))
            .toList();
    float[][] vectors = new float[ids.length][];
    for (int from = 0; from < ids.length; from += batch) {
      embed(ids, order.subList(from, Math.min(from + batch, ids.length)), vectors);
    }
    return List.of(vectors);
  }

  private void embed(long[][] ids, List<Integer> chosen, float[][] vectors) throws OrtException {
    int length = ids[chosen.get(chosen.size() - 1)].length;
    long[] input = new long[chosen.size() * length];
    long[] mask = new long[input.length];
    for (int b = 0; b < chosen.size(); b++) {
      long[] sequence = ids[chosen.get(b)];
      System.arraycopy(sequence, 0, input, b * length, sequence.length);
      Arrays.fill(mask, b * length, b * length + sequence.length, 1);
    }
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[] shape = {chosen.size(), length};
    try (OnnxTensor inputs = OnnxTensor.createTensor(environment, LongBuffer.wrap(input), shape);
        OnnxTensor masks = OnnxTensor.createTensor(environment, LongBuffer.wrap(mask), shape);
        OnnxTensor types =
            OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[input.length]), shape);
        OrtSession.Result result =
            session.run(
                Map.of("input_ids", inputs, "attention_mask", masks, "token_type_ids", types))) {
      OnnxTensor states = (OnnxTensor) result.get(0);
      int width = (int) states.getInfo().getShape()[2];
      FloatBuffer values = states.getFloatBuffer();
      for (int b = 0; b < chosen.size(); b++) {
        vectors[chosen.get(b)] = mean(values, b * length * width, ids[chosen.get(b)].length, width);
      }
    }
  }

  private static float[] mean(FloatBuffer values, int from, int rows, int width) {
    float[] mean = new float[width];
    float[] row = new float[width];
    for (int r = 0; r < rows; r++) {
      values.get(from + r * width, row);
      for (int i = 0; i < width; i++) {
        mean[i] += row[i];
      }
    }
    double squares = 0;
    for (float value : mean) {
      squares += (double) value * value;
    }
    float scale = (float) (1 / Math.sqrt(squares));
    for (int i = 0; i < width; i++) {
      mean[i] *= scale;
    }
    return mean;
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
    tokenizer.close();
  }
}
