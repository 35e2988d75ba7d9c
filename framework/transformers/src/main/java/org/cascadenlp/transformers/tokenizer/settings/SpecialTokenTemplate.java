package org.cascadenlp.transformers.tokenizer.settings;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.transformers.tokenizer.settings.TemplateSides.Special;
import org.jspecify.annotations.Nullable;

/**
 * The special tokens around a sequence: {@code [CLS] x [SEP]} for BERT, {@code <s> x </s>} for
 * RoBERTa, {@code x <sep> <cls>} for XLNet, {@code x} for GPT.
 */
public final class SpecialTokenTemplate {

  private final List<Special> before;
  private final List<Special> after;
  private final int classification; // index in both lists together, -1 if absent

  private SpecialTokenTemplate(List<Special> before, List<Special> after, int classification) {
    this.before = before;
    this.after = after;
    this.classification = classification;
  }

  /** Whether {@code other} has the same special tokens. */
  public boolean isSame(SpecialTokenTemplate other) {
    return before.equals(other.before) && after.equals(other.after);
  }

  /** The ids of the tokens before a sequence. */
  public int[] before() {
    return before.stream().mapToInt(Special::id).toArray();
  }

  /** The ids of the tokens after a sequence. */
  public int[] after() {
    return after.stream().mapToInt(Special::id).toArray();
  }

  /** The token types of {@link #before}. */
  public int[] typesBefore() {
    return before.stream().mapToInt(Special::type).toArray();
  }

  /** The token types of {@link #after}; the sequence itself has type 0. */
  public int[] typesAfter() {
    return after.stream().mapToInt(Special::type).toArray();
  }

  /**
   * Adds the special tokens to {@code sequence}; their offsets are 0, as in Hugging Face's
   * tokenizers.
   */
  public Encoding around(Encoding sequence) {
    List<String> pieces = new ArrayList<>();
    before.forEach(special -> pieces.add(special.piece()));
    pieces.addAll(sequence.pieces());
    after.forEach(special -> pieces.add(special.piece()));
    return new Encoding(
        pieces,
        joined(before(), sequence.ids(), after()),
        joined(new int[before.size()], sequence.begins(), new int[after.size()]),
        joined(new int[before.size()], sequence.ends(), new int[after.size()]));
  }

  private static int[] joined(int[]... parts) {
    return Arrays.stream(parts).flatMapToInt(Arrays::stream).toArray();
  }

  /** The number of special tokens around a sequence. */
  public int size() {
    return before.size() + after.size();
  }

  /** Whether there is a classification token such as {@code [CLS]}. */
  public boolean hasClassification() {
    return classification >= 0;
  }

  /**
   * The index of the classification token in a sequence.
   *
   * @param length the number of subwords of the sequence, including special tokens
   * @throws CascadeException if there is no classification token
   */
  public int classification(int length) {
    if (!hasClassification()) {
      throw CascadeException.of(
          "tokenizer", "has no classification token such as [CLS]", "use mean pooling");
    }
    return classification < before.size() ? classification : length - size() + classification;
  }

  /**
   * Reads {@code post_processor} of a {@code tokenizer.json}. If it has none, the convention of
   * {@code family} holds, as in its class in transformers; a plain tokenizer then has no special
   * tokens.
   *
   * @param family the family, null for a plain tokenizer
   */
  public static SpecialTokenTemplate of(
      JsonObject description,
      Vocabulary vocabulary,
      @Nullable TokenizerFamily family,
      Map<String, String> roles,
      String place) {
    TemplateSides sides = TemplateSides.single();
    JsonElement processor = JsonParts.orNull(description.get("post_processor"));
    if (!processor.isJsonNull()) {
      sides.read(processor, place);
    } else if (family != null) {
      sides.conventional(family.single(), family, roles, vocabulary);
    }
    return of(sides.side(0), sides.side(1), vocabulary, family, roles, place);
  }

  /** The template of {@code family} with the tokens of {@code roles}. */
  public static SpecialTokenTemplate of(
      TokenizerFamily family, Map<String, String> roles, Vocabulary vocabulary) {
    TemplateSides sides =
        TemplateSides.single().conventional(family.single(), family, roles, vocabulary);
    return of(sides.side(0), sides.side(1), vocabulary, family, roles, "");
  }

  /**
   * A template of special tokens.
   *
   * @param place the file, for the error about an id outside the vocabulary
   */
  static SpecialTokenTemplate of(
      List<Special> before,
      List<Special> after,
      Vocabulary vocabulary,
      @Nullable TokenizerFamily family,
      Map<String, String> roles,
      String place) {
    List<Special> all = Stream.concat(before.stream(), after.stream()).toList();
    TemplateSides.check(all, vocabulary, place);
    String piece = roles.get(family == TokenizerFamily.XLM_ROBERTA ? "bos" : "cls");
    int classification = -1;
    if (piece != null && vocabulary.has(piece)) {
      classification = all.stream().map(Special::id).toList().indexOf(vocabulary.id(piece, ""));
    }
    return new SpecialTokenTemplate(List.copyOf(before), List.copyOf(after), classification);
  }
}
