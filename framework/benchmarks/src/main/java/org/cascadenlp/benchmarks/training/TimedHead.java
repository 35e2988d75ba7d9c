package org.cascadenlp.benchmarks.training;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;
import org.cascadenlp.neural.task.Encoded;
import org.cascadenlp.neural.task.Head;
import org.cascadenlp.neural.task.LossSettings;
import org.cascadenlp.neural.task.Prediction;
import org.cascadenlp.neural.torch.Weights;

/** A head that records the time of the loss, where forward ends and backward begins. */
final class TimedHead implements Head {

  private final Head head;
  private long lossTime;

  TimedHead(Head head) {
    this.head = head;
  }

  /** The {@link System#nanoTime} after the last loss. */
  long lossTime() {
    return lossTime;
  }

  @Override
  public Weights weights() {
    return head.weights();
  }

  @Override
  public NDArray loss(
      NDArray vectors,
      int[] lengths,
      List<List<String>> gold,
      float[] classWeights,
      float dropout) {
    NDArray loss = head.loss(new Encoded(vectors, lengths), gold, new LossSettings(classWeights, dropout));
    lossTime = System.nanoTime();
    return loss;
  }

  @Override
  public double weight(List<List<String>> gold, Map<String, Float> weights) {
    return head.weight(gold, weights);
  }

  @Override
  public List<Prediction> predict(NDArray vectors, int[] lengths) {
    return head.predict(new Encoded(vectors, lengths));
  }

  @Override
  public void close() {
    head.close();
  }
}
