package org.example.own;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.cascadenlp.core.score.LabelScores;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.task.HeadNetwork;
import org.cascadenlp.neural.task.Prediction;
import org.cascadenlp.neural.task.TaskHead;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.weights.tensor.Tensor;

/** A faulty head, whose loss does not depend on its weights. */
final class ConstantHead implements TaskHead {

  private final HalvesHead sound = new HalvesHead();

  @Override
  public boolean labelsTokens() {
    return true;
  }

  @Override
  public List<String> gold(JCas gold, Annotation sequence, HeadSettings settings) {
    return sound.gold(gold, sequence, settings);
  }

  @Override
  public HeadNetwork network(
      NDManager manager, HeadSettings settings, Map<String, Tensor> weights) {
    return new Network(sound.network(manager, settings, weights));
  }

  @Override
  public void write(
      JCas cas, Annotation sequence, Prediction prediction, HeadSettings settings, String source) {
    sound.write(cas, sequence, prediction, settings, source);
  }

  @Override
  public LabelScores score(
      List<List<String>> gold, List<List<String>> predicted, HeadSettings settings) {
    return sound.score(gold, predicted, settings);
  }

  private record Network(HeadNetwork sound) implements HeadNetwork {

    @Override
    public Weights weights() {
      return sound.weights();
    }

    @Override
    public NDArray loss(
        NDArray vectors,
        int[] lengths,
        List<List<String>> gold,
        float[] classWeights,
        float dropout) {
      return vectors.getManager().create(1f);
    }

    @Override
    public List<Prediction> predict(NDArray vectors, int[] lengths) {
      return sound.predict(vectors, lengths);
    }

    @Override
    public void close() {
      sound.close();
    }
  }
}
