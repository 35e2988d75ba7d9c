package org.cascadenlp.neural.model;

/**
 * The kind of a head in Hugging Face's transformers: what a class of models with such a head adds
 * to its encoder.
 *
 * @param name the end of the class's name, for example {@link #TOKENS}; empty if there is no such
 *     class
 * @param dense the dense layer before the output layer
 * @param problemType {@code problem_type} in {@code config.json} of {@link #SEQUENCES}; empty for
 *     others
 */
public record HeadClass(String name, DenseLayer dense, String problemType) {

  /** Labels of tokens: layers on the state of each subword. */
  public static final String TOKENS = "ForTokenClassification";

  /** Labels of, or a number for, a sequence: layers on one state of the sequence. */
  public static final String SEQUENCES = "ForSequenceClassification";

  /** The begin and the end of an answer: layers on the state of each subword. */
  public static final String ANSWERS = "ForQuestionAnswering";

  /** The problem type of a sequence with exactly one label. */
  public static final String SINGLE_LABEL = "single_label_classification";

  /** The problem type of a sequence with any number of labels. */
  public static final String MULTI_LABEL = "multi_label_classification";

  /** The problem type of a sequence with a number. */
  public static final String REGRESSION = "regression";

  /** No class. */
  public static final HeadClass NONE = named("");

  /** The class whose name ends with {@code name}, of a head that is one linear layer. */
  public static HeadClass named(String name) {
    return new HeadClass(name, DenseLayer.NONE, "");
  }
}
