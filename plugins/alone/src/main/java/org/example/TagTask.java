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
import org.cascadenlp.neural.task.LabelHead;
import org.cascadenlp.neural.task.LabelTask;
import org.cascadenlp.neural.task.Prediction;
import org.cascadenlp.neural.task.Scorer;
import org.cascadenlp.types.ScoredPos;
import org.cascadenlp.weights.tensor.Tensor;

/** The task {@code tags}: a part of speech for each token, from its vector alone. */
@Description("Parts of speech, each from the vector of its token: one linear layer.")
final class TagTask implements LabelTask {

  @Override
  public boolean labelsTokens() {
    return true;
  }

  @Override
  public List<String> target(JCas gold, Annotation sequence, HeadSettings settings) {
    return gold.select(Token.class)
        .coveredBy(sequence.getBegin(), sequence.getEnd())
        .map(token -> token.getPos().getPosValue())
        .toList();
  }

  @Override
  public LabelHead head(NDManager manager, HeadSettings settings, Map<String, Tensor> weights) {
    return TagHead.of(manager, settings, weights);
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
  public Scorer<List<String>, Prediction> scorer(HeadSettings settings) {
    LabelScores scores = new LabelScores();
    return Scorer.of(scores, (gold, found) -> scores.addAll(gold, found.labels()));
  }
}
