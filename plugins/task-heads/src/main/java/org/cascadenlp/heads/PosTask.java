package org.cascadenlp.heads;

import ai.djl.ndarray.NDManager;
import de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.cascadenlp.core.command.Description;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.score.LabelScores;
import org.cascadenlp.heads.crf.TransitionConstraints;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.model.PretrainedHead;
import org.cascadenlp.neural.task.LabelHead;
import org.cascadenlp.neural.task.Prediction;
import org.cascadenlp.neural.task.Scorer;
import org.cascadenlp.types.ScoredPos;
import org.cascadenlp.weights.tensor.Tensor;

/**
 * Part-of-speech tagging: reads one gold tag per token and writes one {@link ScoredPos} per token.
 *
 * <p>Options: those of {@link TaggingTask}.
 */
@Description("Parts of speech: one tag per token, linear or CRF, with or without a BiLSTM.")
public final class PosTask extends TaggingTask {

  /** The universal tags (Universal Dependencies 2), for which tag and coarse value are equal. */
  private static final Set<String> UNIVERSAL =
      Set.of(
          "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON",
          "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X");

  /** The {@code PosValue} of each token's {@code pos}; a token without one is an error. */
  @Override
  public List<String> target(JCas gold, Annotation sequence, HeadSettings settings) {
    List<String> tags = new ArrayList<>();
    for (Token token : gold.select(Token.class).coveredBy(sequence)) {
      POS pos = token.getPos();
      if (pos == null || pos.getPosValue() == null || pos.getPosValue().isBlank()) {
        throw CascadeException.of(
            "task " + settings.task(),
            "token '" + token.getCoveredText() + "' at " + token.getBegin() + " has no gold tag",
            "every token of the gold view has its tag in pos.PosValue: check the corpus format"
                + " and which column is the tag");
      }
      tags.add(pos.getPosValue());
    }
    return tags;
  }

  @Override
  public Optional<HeadSettings> adopt(String task, PretrainedHead head) {
    return SequenceOptions.adopt(head).map(options -> head.settings(task, head.labels(), options));
  }

  @Override
  public LabelHead head(NDManager manager, HeadSettings settings, Map<String, Tensor> weights) {
    Outputs.check(settings.task(), settings.labels(), 2);
    return head(manager, settings, TransitionConstraints.FREE, weights);
  }

  /** Sets {@code pos} of each token to a new {@link ScoredPos}, replacing an earlier one. */
  @Override
  public void write(
      JCas cas, Annotation sequence, Prediction prediction, HeadSettings settings, String source) {
    List<Token> tokens = tokens(cas, sequence, prediction);
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      String tag = prediction.labels().get(i);
      if (token.getPos() != null) {
        token.getPos().removeFromIndexes(); // if sequences overlap
      }
      ScoredPos pos = new ScoredPos(cas, token.getBegin(), token.getEnd());
      pos.setPosValue(tag);
      if (UNIVERSAL.contains(tag)) {
        pos.setCoarseValue(tag);
      }
      pos.setScore(prediction.scores()[i]);
      pos.setSource(source);
      pos.addToIndexes();
      token.setPos(pos);
    }
  }

  /** All parts of speech in {@code sequences}, from any source, as a token has only one. */
  @Override
  public List<POS> existing(
      JCas cas, List<? extends Annotation> sequences, HeadSettings settings, String source) {
    Set<POS> found = new LinkedHashSet<>();
    for (Annotation sequence : sequences) {
      cas.select(POS.class).coveredBy(sequence).forEach(found::add);
    }
    return List.copyOf(found);
  }

  /** Accuracy over tokens, and scores by tag. */
  @Override
  public Scorer<List<String>, Prediction> scorer(HeadSettings settings) {
    LabelScores scores = new LabelScores();
    return Scorer.of(scores, (gold, found) -> scores.addAll(gold, found.labels()));
  }
}
