package org.cascadenlp.testkit.neural;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
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
import org.junit.jupiter.api.Test;

/** A faulty head and a faulty network break the contract. */
class HeadContractTest {

  /** Writes entities with wrong ends, and has a network that ignores its input. */
  private static final class Careless implements LabelTask {

    @Override
    public boolean labelsTokens() {
      return true;
    }

    @Override
    public List<String> target(JCas gold, Annotation sequence, HeadSettings settings) {
      return gold.select(NamedEntity.class).map(NamedEntity::getValue).toList();
    }

    @Override
    public LabelHead head(NDManager manager, HeadSettings settings, Map<String, Tensor> weights) {
      Tensor zeros = new Tensor(new long[] {6, 2}, new float[12]);
      return new Network(Weights.of(manager, Map.of("out", zeros)), new AtomicInteger());
    }

    @Override
    public void write(
        JCas cas,
        Annotation sequence,
        Prediction prediction,
        HeadSettings settings,
        String source) {
      List<Token> tokens = cas.select(Token.class).coveredBy(sequence).asList();
      for (int i = 0; i < tokens.size(); i++) {
        NamedEntity entity =
            new NamedEntity(cas, tokens.get(i).getBegin(), tokens.get(i).getEnd() + 1);
        entity.setValue(prediction.labels().get(0));
        entity.addToIndexes();
      }
    }

    @Override
    public Scorer<List<String>, Prediction> scorer(HeadSettings settings) {
      LabelScores scores = new LabelScores();
      return Scorer.of(scores, (gold, found) -> gold.forEach(label -> scores.add(label, label)));
    }

    /** {@code calls} are the calls so far, as state that predictions must not have. */
    private record Network(Weights weights, AtomicInteger calls) implements LabelHead {

      @Override
      public NDArray loss(Encoded encoded, List<List<String>> gold, LossSettings settings) {
        NDArray vectors = encoded.vectors();
        return vectors.sum().add(weights.get("out").sum().square());
      }

      @Override
      public List<Prediction> predict(Encoded encoded) {
        int[] lengths = encoded.rows();
        int many = calls.getAndIncrement() / 50;
        List<Prediction> all = new ArrayList<>();
        for (int length : lengths) {
          float[] scores = new float[length];
          Arrays.fill(scores, lengths.length + many);
          all.add(new Prediction(Collections.nCopies(length, "B"), scores));
        }
        return all;
      }

      @Override
      public void close() {
        weights.get("out").getManager().getParentManager().create(1f);
      }
    }
  }

  private static HeadContract contract() {
    return new HeadContract() {
      @Override
      protected LabelTask head() {
        return new Careless();
      }

      @Override
      protected HeadSettings settings() {
        return new HeadSettings("careless", List.of("A", "B"), Map.of(), 1, 6, 1);
      }

      @Override
      protected List<List<String>> gold() {
        return List.of(List.of("A", "B"), List.of("B"));
      }
    };
  }

  private static void breaks(ThrowingCallable rule, String message) {
    assertThatThrownBy(rule).isInstanceOf(AssertionError.class).hasMessageContaining(message);
  }

  @Test
  void everyFaultOfAHeadIsReported() {
    HeadContract contract = contract();
    breaks(contract::whatIsWrittenIsReadAsGoldAgain, "labels that were written and read again");
    breaks(contract::whatIsWrittenLiesInItsSequenceAndNamesItsSource, "lies in no sequence");
    breaks(contract::itFindsWhatItHasWrittenBefore, "Task.existing");
    breaks(contract::goldScoresBestAndOtherLabelsLess, "of wrong labels is 1.0");
  }

  @Test
  void everyFaultOfANetworkIsReported() {
    HeadContract contract = contract();
    breaks(contract::newWeightsAreDrawnFromTheSeed, "another seed draws the same weights");
    breaks(contract::weightsThatDoNotFitAreRefusedByName, "array out is missing or has another");
    breaks(contract::predictionsAreLabelsWithProbabilities, "not a probability: 2.0");
    breaks(contract::aPredictionDoesNotDependOnWhatIsPredictedBesideIt, "among others");
    breaks(contract::severalThreadsPredictAtOnceWhatOneDoes, "by several threads at once");
    breaks(contract::itLearnsWhatCanBeLearned, "the loss went from");
    breaks(contract::noArrayStaysOpen, "native arrays after");
  }
}
