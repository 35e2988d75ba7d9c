package org.cascadenlp.transformers.config;

import org.cascadenlp.neural.model.HeadClass;

/** The names of the classes of Hugging Face's transformers. */
public final class TransformersClass {

  static final String XLNET = "xlnet";

  private TransformersClass() {}

  /**
   * The class for an encoder of {@code family} with a head, or alone. For XLNet's answers it is the
   * one with a linear head, as {@code XLNetForQuestionAnswering} searches beams.
   *
   * @param head what the head adds, for example {@link HeadClass#TOKENS}; empty for the encoder
   *     alone
   */
  public static String of(Architecture family, String head) {
    boolean hasTwo = family.modelType().equals(XLNET) && head.equals(HeadClass.ANSWERS);
    return family.stem() + (head.isEmpty() ? "Model" : head) + (hasTwo ? "Simple" : "");
  }
}
