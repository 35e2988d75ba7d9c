package org.cascadenlp.neural.model;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import org.cascadenlp.neural.sequence.SequenceType;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.jspecify.annotations.Nullable;

/**
 * The model card in {@code model.json}: the model's kind, parts, training data, settings and
 * scores. The names of the components are the keys of the file.
 *
 * @param kind {@code head} (reads vectors of an embedding), {@code tuned} (encoder and head),
 *     {@code lora} (adapter and head) or {@code encoder}; {@link #PRETRAINED} without a file
 * @param name the model's name, for display
 * @param head the settings of the head; null for an encoder
 * @param unit the sequence type that the head was trained on; null for an encoder, and in cards
 *     that do not record it
 * @param embedder the vector space the head was trained on; for {@code tuned} and {@code lora} that
 *     of the encoder in this folder
 * @param base the vector space of the encoder under the adapter for {@code lora}, else null
 * @param files the SHA-256 in hexadecimal of each other file of the folder
 * @param training all settings of the training, including mode and seed
 * @param data hash and description of the training and development data
 * @param versions the versions of the software it was trained with
 * @param scores its scores on the development data
 * @param licence the licence of weights and data
 * @param probe the self-test that {@code cascade check} runs; null for none
 */
public record ModelCard(
    String kind,
    String name,
    @Nullable HeadSettings head,
    @Nullable SequenceType unit,
    @Nullable VectorSpace embedder,
    @Nullable VectorSpace base,
    Map<String, String> files,
    Map<String, String> training,
    Map<String, String> data,
    Map<String, String> versions,
    Map<String, Double> scores,
    String licence,
    @Nullable SelfTest probe) {

  /**
   * The kind of the card that describes a model of transformers, which has no {@code model.json}.
   */
  public static final String PRETRAINED = "transformers";

  /**
   * A self-test: an input and its expected output. In the file, the members of {@code expected}
   * stand beside the other components.
   *
   * @param tokens the tokens of one sequence
   * @param expected the prediction as the task's {@code Codec} writes it: for labels {@code labels}
   *     and {@code scores}
   * @param before the context before the sequence, as far as its vectors depend on it
   * @param after the context after it
   * @param text the text around all these tokens; empty for a head trained with {@code cut =
   *     tokens}, for which tokens joined by blanks are equivalent
   */
  public record SelfTest(
      List<String> tokens,
      JsonObject expected,
      List<String> before,
      List<String> after,
      String text) {

    /** A self-test without context. */
    public SelfTest(List<String> tokens, JsonObject expected) {
      this(tokens, expected, List.of(), List.of(), "");
    }
  }
}
