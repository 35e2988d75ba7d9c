package org.cascadenlp.transformers.head;

import java.util.Optional;
import org.cascadenlp.neural.model.HeadClass;
import org.cascadenlp.transformers.config.EncoderConfiguration;

/**
 * The layers of a head as a class of Hugging Face's transformers names them.
 *
 * @param dense the dense layer before the output layer; empty if there is none
 * @param activation of the dense layer; empty if there is none
 * @param output the output layer
 */
public record HeadLayout(String dense, String activation, String output) {

  /** A head saved under its own names, which no class opens. */
  public static final HeadLayout OWN = new HeadLayout("", "", "classifier");

  private static final String OWN_DENSE = "pooler.dense";
  private static final String OWN_OUTPUT = "classifier";
  private static final String ANSWERS_OUTPUT = "qa_outputs";
  private static final String CAUSAL_OUTPUT = "score";

  /**
   * The layout of the class for an encoder of {@code configuration} with a head of class {@code
   * name}, for example {@link HeadClass#TOKENS}; empty if such a class is not supported.
   */
  public static Optional<HeadLayout> of(EncoderConfiguration configuration, String name) {
    return switch (name) {
      case HeadClass.TOKENS -> ofTokens(configuration);
      case HeadClass.ANSWERS -> ofAnswers(configuration);
      case HeadClass.SEQUENCES -> ofSequences(configuration);
      default -> Optional.empty();
    };
  }

  /** Transformers has no such class for GPT. */
  private static Optional<HeadLayout> ofTokens(EncoderConfiguration configuration) {
    return configuration.architecture().modelType().equals("openai-gpt")
        ? Optional.empty()
        : Optional.of(new HeadLayout("", "", OWN_OUTPUT));
  }

  /** GPTs have no classification token, whose logits are those of no answer. */
  private static Optional<HeadLayout> ofAnswers(EncoderConfiguration configuration) {
    return configuration.spec().attention().isCausal()
        ? Optional.empty()
        : Optional.of(new HeadLayout("", "", ANSWERS_OUTPUT));
  }

  private static Optional<HeadLayout> ofSequences(EncoderConfiguration configuration) {
    HeadLayout layout =
        switch (configuration.architecture().modelType()) {
          case "bert" -> new HeadLayout("bert.pooler.dense", "tanh", "classifier");
          case "roberta", "xlm-roberta", "camembert", "mpnet" ->
              new HeadLayout("classifier.dense", "tanh", "classifier.out_proj");
          case "electra" -> new HeadLayout("classifier.dense", "gelu", "classifier.out_proj");
          case "distilbert" -> new HeadLayout("pre_classifier", "relu", "classifier");
          case "albert" -> new HeadLayout("albert.pooler", "tanh", "classifier");
          case "deberta-v2" ->
              new HeadLayout(
                  OWN_DENSE, configuration.text("pooler_hidden_act", "gelu"), "classifier");
          case "xlnet" -> ofSummary(configuration);
          case "openai-gpt", "gpt2", "gpt_neo" -> new HeadLayout("", "", CAUSAL_OUTPUT);
          default -> OWN;
        };
    return layout.equals(OWN) ? Optional.empty() : Optional.of(layout);
  }

  /** XLNet's summary, which other models of transformers configure in other ways. */
  private static HeadLayout ofSummary(EncoderConfiguration configuration) {
    boolean usual =
        configuration.text("summary_type", "last").equals("last")
            && configuration.text("summary_use_proj", "true").equals("true");
    String activation = configuration.text("summary_activation", "tanh");
    return usual ? new HeadLayout("sequence_summary.summary", activation, "logits_proj") : OWN;
  }

  /** Whether the output layer has a bias. */
  boolean hasBias() {
    return !output.equals(CAUSAL_OUTPUT);
  }

  /** The output layer's name in a head of Cascade. */
  String ownOutput() {
    return output.equals(ANSWERS_OUTPUT) ? ANSWERS_OUTPUT : OWN_OUTPUT;
  }

  /** The name under which the class saves the array {@code own} of a head of sequences. */
  public String stored(String own) {
    if (!dense.isEmpty() && own.startsWith(OWN_DENSE + ".")) {
      return dense + own.substring(OWN_DENSE.length());
    }
    return own.startsWith(OWN_OUTPUT + ".") ? output + own.substring(OWN_OUTPUT.length()) : own;
  }
}
