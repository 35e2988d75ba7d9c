package org.cascadenlp.heads;

import ai.djl.ndarray.NDManager;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.util.List;
import java.util.Map;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.cascadenlp.core.command.Description;
import org.cascadenlp.core.command.Description.Setting;
import org.cascadenlp.heads.crf.TransitionConstraints;
import org.cascadenlp.neural.model.HeadClass;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.task.LabelHead;
import org.cascadenlp.neural.task.LabelTask;
import org.cascadenlp.neural.task.Prediction;
import org.cascadenlp.weights.tensor.Tensor;

/**
 * A task that gives each token of a sequence one tag, by a {@link TaggingHead}.
 *
 * <p>Options: {@code decoder} (linear or crf), {@code bilstm} (hidden width of each direction, 0
 * for none), {@code mix} (true or false: a learned mix of several layers), {@code pooler} (a dense
 * layer before the output layer, false if it is not stated).
 */
@Description(
    value = "One tag per token, linear or CRF, with or without a BiLSTM.",
    settings = {
      @Setting(
          name = "decoder",
          type = "linear | crf",
          description =
              "how tags are chosen: each token alone, or all tokens of a sequence as the best path"
                  + " of a linear-chain CRF"),
      @Setting(
          name = "bilstm",
          type = "Integer",
          description =
              "hidden width of each direction of an LSTM before the output layer, 0 for none"),
      @Setting(
          name = "mix",
          type = "true | false",
          description =
              "whether several layers are mixed with learned weights (else concatenated)"),
      @Setting(
          name = Pooler.OPTION,
          type = Pooler.TYPE,
          value = "false",
          description = Pooler.MEANING)
    })
abstract class TaggingTask implements LabelTask {

  @Override
  public final boolean labelsTokens() {
    return true;
  }

  @Override
  public final String opensAs(HeadSettings settings) {
    return headClass(settings).name();
  }

  @Override
  public final HeadClass headClass(HeadSettings settings) {
    return options(settings).headClass(settings);
  }

  /** The head of {@link #head(NDManager, HeadSettings, Map)} with these constraints on its tags. */
  final LabelHead head(
      NDManager manager,
      HeadSettings settings,
      TransitionConstraints constraints,
      Map<String, Tensor> weights) {
    return new TaggingHead(manager, settings, options(settings), constraints, weights);
  }

  private SequenceOptions options(HeadSettings settings) {
    return SequenceOptions.of(settings, getClass());
  }

  /**
   * The tokens of {@code sequence}, which {@code prediction} has a label for each.
   *
   * @throws IllegalArgumentException if their numbers differ
   */
  static List<Token> tokens(JCas cas, Annotation sequence, Prediction prediction) {
    List<Token> tokens = cas.select(Token.class).coveredBy(sequence).asList();
    if (tokens.size() != prediction.labels().size()) {
      throw new IllegalArgumentException(
          prediction.labels().size() + " labels for " + tokens.size() + " tokens");
    }
    return tokens;
  }
}
