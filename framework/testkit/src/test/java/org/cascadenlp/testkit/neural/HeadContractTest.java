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
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cascadenlp.core.score.LabelScores;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.task.HeadNetwork;
import org.cascadenlp.neural.task.Prediction;
import org.cascadenlp.neural.task.TaskHead;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.weights.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** A faulty head and a faulty network break the contract. */
class HeadContractTest {

  /** Writes entities with wrong ends, and has a network that ignores its input. */
  private static final class Careless implements TaskHead {

    @Override
    public boolean labelsTokens() {
      return true;
    }

    @Override
    public List<String> gold(JCas gold, Annotation sequence, HeadSettings settings) {
      return gold.select(NamedEntity.class).map(NamedEntity::getValue).toList();
    }

    @Override
    public HeadNetwork network(
        NDManager manager, HeadSettings settings, Map<String, Tensor> weights) {
      Tensor zeros = new Tensor(new long[] {6, 2}, new float[12]);
      return new Network(Weights.of(manager, Map.of("out", zeros)));
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
    public LabelScores score(
        List<List<String>> gold, List<List<String>> predicted, HeadSettings settings) {
      LabelScores scores = new LabelScores();
      gold.forEach(labels -> labels.forEach(label -> scores.add(label, label)));
      return scores;
    }

    private record Network(Weights weights) implements HeadNetwork {

      @Override
      public NDArray loss(
          NDArray vectors,
          int[] lengths,
          List<List<String>> gold,
          float[] classWeights,
          float dropout) {
        return vectors.sum().add(weights.get("out").sum().square());
      }

      @Override
      public List<Prediction> predict(NDArray vectors, int[] lengths) {
        List<Prediction> all = new ArrayList<>();
        for (int length : lengths) {
          float[] scores = new float[length];
          Arrays.fill(scores, lengths.length);
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
      protected TaskHead head() {
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
    breaks(contract::itFindsWhatItHasWrittenBefore, "TaskHead.existing");
    breaks(contract::goldScoresBestAndOtherLabelsLess, "of wrong labels is 1.0");
  }

  @Test
  void everyFaultOfANetworkIsReported() {
    HeadContract contract = contract();
    breaks(contract::newWeightsAreDrawnFromTheSeed, "another seed draws the same weights");
    breaks(contract::weightsThatDoNotFitAreRefusedByName, "array out is missing or has another");
    breaks(contract::predictionsAreLabelsWithProbabilities, "not a probability: 2.0");
    breaks(contract::aPredictionDoesNotDependOnWhatIsPredictedBesideIt, "among others");
    breaks(contract::itLearnsWhatCanBeLearned, "the loss went from");
    breaks(contract::noArrayStaysOpen, "native arrays after");
  }
}
