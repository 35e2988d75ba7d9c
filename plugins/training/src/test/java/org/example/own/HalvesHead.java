package org.example.own;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.training.loss.Loss;
import de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.cascadenlp.core.score.LabelScores;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.task.Encoded;
import org.cascadenlp.neural.task.LabelHead;
import org.cascadenlp.neural.task.LabelTask;
import org.cascadenlp.neural.task.LossSettings;
import org.cascadenlp.neural.task.Prediction;
import org.cascadenlp.neural.task.Scorer;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.weights.tensor.Tensor;

/**
 * Classifies words by the half of the alphabet that their first letter is in, with one linear
 * layer.
 */
final class HalvesHead implements LabelTask {

  static String half(String word) {
    return word.charAt(0) < 'n' ? "first" : "second";
  }

  @Override
  public boolean labelsTokens() {
    return true;
  }

  @Override
  public List<String> target(JCas gold, Annotation sequence, HeadSettings settings) {
    return gold.select(Token.class)
        .coveredBy(sequence.getBegin(), sequence.getEnd())
        .map(token -> half(token.getCoveredText()))
        .toList();
  }

  @Override
  public LabelHead head(NDManager manager, HeadSettings settings, Map<String, Tensor> weights) {
    Map<String, Tensor> own = new TreeMap<>(weights);
    if (own.isEmpty()) {
      Random random = new Random(settings.seed());
      own.put("out.bias", LetterEncoder.random(random, settings.labels().size()));
      own.put(
          "out.weight", LetterEncoder.random(random, settings.width(), settings.labels().size()));
    }
    if (own.size() != 2) {
      throw new IllegalArgumentException("not the arrays of this head: " + own.keySet());
    }
    return new Network(settings.labels(), Weights.of(manager, own));
  }

  @Override
  public void write(
      JCas cas, Annotation sequence, Prediction prediction, HeadSettings settings, String source) {
    List<Token> tokens = cas.select(Token.class).coveredBy(sequence).asList();
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      NamedEntity entity = new NamedEntity(cas, token.getBegin(), token.getEnd());
      entity.setValue(prediction.labels().get(i));
      entity.addToIndexes();
    }
  }

  @Override
  public Scorer<List<String>, Prediction> scorer(HeadSettings settings) {
    LabelScores scores = new LabelScores();
    return Scorer.of(
        scores,
        (gold, found) -> {
          for (int i = 0; i < gold.size(); i++) {
            scores.add(gold.get(i), found.labels().get(i));
          }
        });
  }

  /** A network written with the operations of {@link NDArray} only. */
  private record Network(List<String> labels, Weights weights) implements LabelHead {

    private NDArray outputs(NDArray vectors) {
      return vectors
          .get(new NDIndex(":, 0"))
          .matMul(weights.get("out.weight"))
          .add(weights.get("out.bias"));
    }

    @Override
    public NDArray loss(Encoded encoded, List<List<String>> gold, LossSettings settings) {
      NDArray vectors = encoded.vectors();
      long[] ids = gold.stream().flatMap(List::stream).mapToLong(labels::indexOf).toArray();
      NDArray expected = vectors.getManager().create(ids);
      return Loss.softmaxCrossEntropyLoss()
          .evaluate(new NDList(expected), new NDList(outputs(vectors)));
    }

    @Override
    public List<Prediction> predict(Encoded encoded) {
      NDArray vectors = encoded.vectors();
      int[] lengths = encoded.rows();
      float[] scores = outputs(vectors).softmax(1).toFloatArray();
      List<Prediction> predictions = new ArrayList<>();
      int row = 0;
      for (int length : lengths) {
        List<String> found = new ArrayList<>();
        float[] best = new float[length];
        for (int i = 0; i < length; i++, row++) {
          int label = scores[2 * row] > scores[2 * row + 1] ? 0 : 1;
          found.add(labels.get(label));
          best[i] = scores[2 * row + label];
        }
        predictions.add(new Prediction(found, best));
      }
      return predictions;
    }

    @Override
    public void close() {}
  }
}
