package org.cascadenlp.benchmarks.training;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.cascadenlp.neural.task.Encoded;
import org.cascadenlp.neural.task.LabelHead;
import org.cascadenlp.neural.task.LossSettings;
import org.cascadenlp.neural.task.Prediction;
import org.cascadenlp.neural.torch.Weights;

/** A head that records the time of the loss, where forward ends and backward begins. */
final class TimedHead implements LabelHead {

  private final LabelHead head;
  private long lossTime;

  TimedHead(LabelHead head) {
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
  public NDArray loss(Encoded encoded, List<List<String>> gold, LossSettings settings) {
    NDArray loss = head.loss(encoded, gold, settings);
    lossTime = System.nanoTime();
    return loss;
  }

  @Override
  public double weight(List<List<String>> gold, LossSettings settings) {
    return head.weight(gold, settings);
  }

  @Override
  public List<Prediction> predict(Encoded encoded) {
    return head.predict(encoded);
  }

  @Override
  public void close() {
    head.close();
  }
}
