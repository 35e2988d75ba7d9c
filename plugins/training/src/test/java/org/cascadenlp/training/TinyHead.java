package org.cascadenlp.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
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
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Program;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.weights.tensor.Tensor;

/** One label per token, by one linear layer; its score is the accuracy over tokens. */
public class TinyHead implements LabelTask {

  private static final String TEXT =
      """
      def forward(self, x: Tensor, gold: Tensor, c: Tensor, w: List[Tensor]) -> Tensor:
        z = torch.linear(torch.select(x, 1, 0), w[0], w[1])
        if torch.gt(torch.size(gold, 0), 0):
          z = torch.cross_entropy_loss(z, gold, c)
        else:
          z = torch.softmax(z, 1)
        return z
      """;

  /** A head that labels whole sequences; only {@link #labelsTokens} differs. */
  public static TinyHead ofSequences() {
    return new TinyHead() {
      @Override
      public boolean labelsTokens() {
        return false;
      }
    };
  }

  @Override
  public boolean labelsTokens() {
    return true;
  }

  @Override
  public List<String> target(JCas gold, Annotation sequence, HeadSettings settings) {
    return gold.select(Token.class)
        .coveredBy(sequence.getBegin(), sequence.getEnd())
        .map(token -> Toy.label(token.getCoveredText()))
        .toList();
  }

  @Override
  public LabelHead head(NDManager manager, HeadSettings settings, Map<String, Tensor> weights) {
    Map<String, Tensor> start = new LinkedHashMap<>(weights);
    if (start.isEmpty()) {
      Random random = new Random(settings.seed());
      int labels = settings.labels().size();
      start.put("classifier.weight", TinyEncoder.random(random, labels, settings.width()));
      start.put("classifier.bias", TinyEncoder.random(random, labels));
    }
    return new Network(settings.labels(), Weights.of(manager, start));
  }

  @Override
  public void write(
      JCas cas, Annotation sequence, Prediction prediction, HeadSettings settings, String source) {
    throw new UnsupportedOperationException();
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

  private static final class Network implements LabelHead {

    private final List<String> labels;
    private final Weights weights;
    private final Program program = Program.of("tinyhead", TEXT);

    Network(List<String> labels, Weights weights) {
      this.labels = labels;
      this.weights = weights;
    }

    @Override
    public Weights weights() {
      return weights;
    }

    @Override
    public NDArray loss(Encoded encoded, List<List<String>> gold, LossSettings settings) {
      NDArray vectors = encoded.vectors();
      float[] classWeights = settings.weights(labels);
      NDManager owner = vectors.getManager();
      long[] ids = gold.stream().flatMap(List::stream).mapToLong(labels::indexOf).toArray();
      return program.one(
          Mode.TRAINING,
          vectors,
          owner.create(ids, new Shape(ids.length)),
          owner.create(classWeights),
          Program.list(weights.arrays()));
    }

    @Override
    public List<Prediction> predict(Encoded encoded) {
      NDArray vectors = encoded.vectors();
      int[] lengths = encoded.rows();
      NDManager owner = vectors.getManager();
      NDArray scores =
          program.one(
              Mode.INFERENCE,
              vectors,
              owner.create(new long[0], new Shape(0)),
              owner.create(new float[labels.size()]),
              Program.list(weights.arrays()));
      float[] values = scores.toFloatArray();
      List<Prediction> predictions = new ArrayList<>();
      int at = 0;
      for (int length : lengths) {
        List<String> names = new ArrayList<>();
        float[] best = new float[length];
        for (int i = 0; i < length; i++, at += labels.size()) {
          int argmax = 0;
          for (int k = 1; k < labels.size(); k++) {
            argmax = values[at + k] > values[at + argmax] ? k : argmax;
          }
          names.add(labels.get(argmax));
          best[i] = values[at + argmax];
        }
        predictions.add(new Prediction(names, best));
      }
      return predictions;
    }

    @Override
    public void close() {
      program.close();
    }
  }
}
