package org.cascadenlp.neural.model;

import java.util.List;
import java.util.Map;
import org.cascadenlp.neural.sequence.SequenceType;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.neural.task.Prediction;
import org.jspecify.annotations.Nullable;

/**
 * What a model says of itself in {@code model.json}: what it is, what it was made of, how, and what
 * it reached.
 *
 * @param kind {@code head} (vectors come from elsewhere), {@code tuned} (encoder and head), {@code
 *     lora} (adapter and head) or {@code encoder}
 * @param name for people
 * @param head what the head is made of; null for a mere encoder
 * @param unit what was one unit when the head was trained; null for a mere encoder, and where a
 *     card does not record it
 * @param embedder the vectors the head was trained on: for {@code tuned} and {@code lora} those of
 *     this folder's own encoder
 * @param base for {@code lora} the encoder under the adapter, else null
 * @param files each file beside {@code model.json} to its sha256 in hexadecimal
 * @param training every setting of the training, the mode and the seed among them
 * @param data hash and description of the training and development data
 * @param versions of what it was trained with
 * @param scores what it reached on the development data
 * @param licence of weights and data
 * @param probe an input and the output it gave, replayed by {@code cascade check}; null for none
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
   * An input and its expected output.
   *
   * @param tokens of one unit
   * @param labels predicted for them, as {@link Prediction#labels}
   * @param scores of the labels, to be met to 0.02 (bfloat16 products differ by that much)
   * @param before tokens of the same document before the unit, as far as its vectors depend on them
   * @param after tokens after it
   * @param text what all these tokens stand in, in order; empty for a head on vectors of tokens
   *     that were cut one by one, to which a blank between every two tokens is as good
   */
  public record SelfTest(
      List<String> tokens,
      List<String> labels,
      List<Float> scores,
      List<String> before,
      List<String> after,
      String text) {

    /** An input that is read alone. */
    public SelfTest(List<String> tokens, List<String> labels, List<Float> scores) {
      this(tokens, labels, scores, List.of(), List.of(), "");
    }
  }
}
