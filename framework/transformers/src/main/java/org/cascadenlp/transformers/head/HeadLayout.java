package org.cascadenlp.transformers.head;

import java.util.List;
import java.util.Optional;
import org.cascadenlp.neural.model.DenseLayer;
import org.cascadenlp.neural.model.HeadClass;
import org.cascadenlp.transformers.config.EncoderConfiguration;

/**
 * The layers of a head as a class of Hugging Face's transformers names them.
 *
 * @param layer the dense layer before the output layer
 * @param dense its name; empty if there is none
 * @param norm the name of its layer normalisation; empty if there is none
 * @param output the output layer
 * @param ownOutput the output layer's name in a head of Cascade
 */
public record HeadLayout(
    DenseLayer layer, String dense, String norm, String output, String ownOutput) {

  /** A head saved under its own names, which no class opens. */
  public static final HeadLayout OWN = new HeadLayout("", "", "classifier");

  private static final String OWN_DENSE = "pooler.dense";
  private static final String OWN_NORM = "pooler.norm";
  private static final String OWN_OUTPUT = "classifier";
  private static final String ANSWERS_OUTPUT = "qa_outputs";
  private static final String CAUSAL_OUTPUT = "score";

  /** A layout with at most one linear layer and its activation before the output layer. */
  private HeadLayout(String dense, String activation, String output) {
    this(
        DenseLayer.of(activation),
        dense,
        "",
        output,
        output.equals(ANSWERS_OUTPUT) ? ANSWERS_OUTPUT : OWN_OUTPUT);
  }

  /**
   * The layout of the class for an encoder of {@code configuration} with a head of class {@code
   * name}, for example {@link HeadClass#TOKENS}; empty if such a class is not supported.
   */
  public static Optional<HeadLayout> of(EncoderConfiguration configuration, String name) {
    if (configuration.architecture().modelType().equals("modernbert")) {
      return Optional.of(ofModernBert(configuration, name));
    }
    return switch (name) {
      case HeadClass.TOKENS -> ofTokens(configuration);
      case HeadClass.ANSWERS -> ofAnswers(configuration);
      case HeadClass.SEQUENCES -> ofSequences(configuration);
      default -> Optional.empty();
    };
  }

  /** The same layers in all classes: those before the decoder of the masked language model. */
  private static HeadLayout ofModernBert(EncoderConfiguration configuration, String name) {
    DenseLayer layer =
        new DenseLayer(
            configuration.text("classifier_activation", "gelu"),
            configuration.text("classifier_bias", "false").equals("true"),
            configuration.sizes().layerNormEpsilon(),
            configuration.spec().normsHaveBias());
    String own = name.equals(HeadClass.ANSWERS) ? ANSWERS_OUTPUT : OWN_OUTPUT;
    return new HeadLayout(layer, "head.dense", "head.norm", OWN_OUTPUT, own);
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

  /** The arrays before the output layer, by their names in a head of Cascade. */
  List<String> ownLayer() {
    return layer.arrays(OWN_DENSE, OWN_NORM);
  }

  /** The name under which the class saves the array {@code own}. */
  public String stored(String own) {
    if (!dense.isEmpty() && own.startsWith(OWN_DENSE + ".")) {
      return dense + own.substring(OWN_DENSE.length());
    }
    if (!norm.isEmpty() && own.startsWith(OWN_NORM + ".")) {
      return norm + own.substring(OWN_NORM.length());
    }
    return own.startsWith(ownOutput + ".") ? output + own.substring(ownOutput.length()) : own;
  }
}
