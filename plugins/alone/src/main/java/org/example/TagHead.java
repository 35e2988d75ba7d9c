package org.example;

import ai.djl.ndarray.NDManager;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.util.List;
import java.util.Map;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.cascadenlp.core.command.Description;
import org.cascadenlp.core.score.LabelScores;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.task.Head;
import org.cascadenlp.neural.task.Prediction;
import org.cascadenlp.neural.task.Task;
import org.cascadenlp.types.ScoredPos;
import org.cascadenlp.weights.tensor.Tensor;

/** The task {@code tags}: a part of speech for each token, from its vector alone. */
@Description("Parts of speech, each from the vector of its token: one linear layer.")
final class TagHead implements Task {

  @Override
  public boolean labelsTokens() {
    return true;
  }

  @Override
  public List<String> gold(JCas gold, Annotation sequence, HeadSettings settings) {
    return gold.select(Token.class)
        .coveredBy(sequence.getBegin(), sequence.getEnd())
        .map(token -> token.getPos().getPosValue())
        .toList();
  }

  @Override
  public Head head(
      NDManager manager, HeadSettings settings, Map<String, Tensor> weights) {
    return TagNetwork.of(manager, settings, weights);
  }

  @Override
  public void write(
      JCas cas, Annotation sequence, Prediction prediction, HeadSettings settings, String source) {
    List<Token> tokens = cas.select(Token.class).coveredBy(sequence).asList();
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      ScoredPos pos = new ScoredPos(cas, token.getBegin(), token.getEnd());
      pos.setPosValue(prediction.labels().get(i));
      pos.setScore(prediction.scores()[i]);
      pos.setSource(source);
      pos.addToIndexes();
      token.setPos(pos);
    }
  }

  @Override
  public LabelScores score(
      List<List<String>> gold, List<List<String>> predicted, HeadSettings settings) {
    LabelScores scores = new LabelScores();
    for (int i = 0; i < gold.size(); i++) {
      for (int k = 0; k < gold.get(i).size(); k++) {
        scores.add(gold.get(i).get(k), predicted.get(i).get(k));
      }
    }
    return scores;
  }
}
