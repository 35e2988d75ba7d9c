package org.example.own;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.task.Encoded;
import org.cascadenlp.neural.task.Head;
import org.cascadenlp.neural.task.LabelHead;
import org.cascadenlp.neural.task.LabelTask;
import org.cascadenlp.neural.task.LossSettings;
import org.cascadenlp.neural.task.Prediction;
import org.cascadenlp.neural.task.Scorer;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.weights.tensor.Tensor;

/** A faulty head, whose loss does not depend on its weights. */
final class ConstantHead implements LabelTask {

  private final HalvesHead sound = new HalvesHead();

  @Override
  public boolean labelsTokens() {
    return true;
  }

  @Override
  public List<String> target(JCas gold, Annotation sequence, HeadSettings settings) {
    return sound.target(gold, sequence, settings);
  }

  @Override
  public LabelHead head(NDManager manager, HeadSettings settings, Map<String, Tensor> weights) {
    return new Network(sound.head(manager, settings, weights));
  }

  @Override
  public void write(
      JCas cas, Annotation sequence, Prediction prediction, HeadSettings settings, String source) {
    sound.write(cas, sequence, prediction, settings, source);
  }

  @Override
  public Scorer<List<String>, Prediction> scorer(HeadSettings settings) {
    return sound.scorer(settings);
  }

  private record Network(Head sound) implements LabelHead {

    @Override
    public Weights weights() {
      return sound.weights();
    }

    @Override
    public NDArray loss(Encoded encoded, List<List<String>> gold, LossSettings settings) {
      NDArray vectors = encoded.vectors();
      return vectors.getManager().create(1f);
    }

    @Override
    public List<Prediction> predict(Encoded encoded) {
      return sound.predict(encoded);
    }

    @Override
    public void close() {
      sound.close();
    }
  }
}
