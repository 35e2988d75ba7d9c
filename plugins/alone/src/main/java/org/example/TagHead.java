package org.example;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.task.Encoded;
import org.cascadenlp.neural.task.LabelHead;
import org.cascadenlp.neural.task.LossSettings;
import org.cascadenlp.neural.task.Prediction;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.weights.tensor.Tensor;

/** A linear layer over the first layer of the vectors, with the operations of {@link NDArray}. */
record TagHead(List<String> labels, Weights weights) implements LabelHead {

  private static final String WEIGHT = "out.weight"; // (width, labels)

  /** The network with {@code trained} weights; with new ones if there are none. */
  static TagHead of(NDManager manager, HeadSettings settings, Map<String, Tensor> trained) {
    Map<String, Tensor> weights = trained.isEmpty() ? Map.of(WEIGHT, drawn(settings)) : trained;
    return new TagHead(settings.labels(), Weights.of(manager, weights));
  }

  private static Tensor drawn(HeadSettings settings) {
    Random random = new Random(settings.seed());
    float[] values = new float[settings.width() * settings.labels().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian() * 0.02f;
    }
    return new Tensor(new long[] {settings.width(), settings.labels().size()}, values);
  }

  /** (tokens, labels), from vectors of (tokens, layers, width). */
  private NDArray outputs(NDArray vectors) {
    return vectors.get(new NDIndex(":, 0")).matMul(weights.get(WEIGHT));
  }

  /** The mean cross-entropy over tokens, each counted by the weight of its label. */
  @Override
  public NDArray loss(Encoded encoded, List<List<String>> gold, LossSettings settings) {
    NDArray vectors = encoded.vectors();
    float[] classWeights = settings.weights(labels);
    List<String> tokens = gold.stream().flatMap(List::stream).toList();
    float[] counts = new float[tokens.size() * labels.size()];
    float sum = 0;
    for (int i = 0; i < tokens.size(); i++) {
      int label = labels.indexOf(tokens.get(i));
      counts[i * labels.size() + label] = classWeights[label];
      sum += classWeights[label];
    }
    NDArray each = vectors.getManager().create(counts, new Shape(tokens.size(), labels.size()));
    return outputs(vectors).logSoftmax(1).mul(each).sum().div(-sum);
  }

  @Override
  public List<Prediction> predict(Encoded encoded) {
    NDArray vectors = encoded.vectors();
    int[] lengths = encoded.rows();
    float[] probabilities = outputs(vectors).softmax(1).toFloatArray();
    List<Prediction> predictions = new ArrayList<>();
    int first = 0;
    for (int length : lengths) {
      List<String> tags = new ArrayList<>();
      float[] scores = new float[length];
      for (int i = 0; i < length; i++, first += labels.size()) {
        int best = first;
        for (int at = first; at < first + labels.size(); at++) {
          best = probabilities[at] > probabilities[best] ? at : best;
        }
        tags.add(labels.get(best - first));
        scores[i] = probabilities[best];
      }
      predictions.add(new Prediction(tags, scores));
    }
    return predictions;
  }

  @Override
  public void close() {}
}
