package org.cascadenlp.transformers.tokenizer.settings;

import com.google.gson.JsonElement;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.transformers.tokenizer.settings.TemplateSides.Special;
import org.jspecify.annotations.Nullable;

/**
 * The special tokens of a pair of sequences, and the token types of both: {@code [CLS] x [SEP] y
 * [SEP]} for BERT, of types 0 up to the first {@code [SEP]} and 1 after it; {@code <s> x </s></s> y
 * </s>} of type 0 for RoBERTa, {@code x <sep> y <sep> <cls>} for XLNet.
 *
 * @param around the special tokens before the first and after the second sequence
 * @param between the ids of those between the two
 * @param typesBetween their token types
 * @param firstType the token type of the first sequence
 * @param secondType that of the second
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record PairTemplate(
    SpecialTokenTemplate around, int[] between, int[] typesBetween, int firstType, int secondType) {

  /** How both sequences are cut to the lengths that fit together. */
  public record Lengths(int first, int second) {}

  /**
   * Reads {@code processor}, the {@code post_processor} of a {@code tokenizer.json}; if it is null,
   * the convention of {@code family} holds.
   *
   * @param family the family, null for a plain tokenizer
   * @throws CascadeException if its template for pairs is unknown
   */
  public static PairTemplate of(
      JsonElement processor,
      Vocabulary vocabulary,
      @Nullable TokenizerFamily family,
      Map<String, String> roles,
      String place) {
    TemplateSides sides = TemplateSides.pair();
    if (!processor.isJsonNull()) {
      sides.read(processor, place);
    } else if (family != null) {
      sides.conventional(family.pair(), family, roles, vocabulary);
    }
    if (family != null && !family.hasTokenTypes()) {
      sides.dropTypes();
    }
    TemplateSides.check(sides.side(1), vocabulary, place);
    SpecialTokenTemplate around =
        SpecialTokenTemplate.of(sides.side(0), sides.side(2), vocabulary, family, roles, place);
    return new PairTemplate(
        around,
        sides.side(1).stream().mapToInt(Special::id).toArray(),
        sides.side(1).stream().mapToInt(Special::type).toArray(),
        sides.type(0),
        sides.type(1));
  }

  /** The number of special tokens. */
  public int size() {
    return around.size() + between.length;
  }

  /** The largest token type. */
  public int largestType() {
    int largest = Math.max(firstType, secondType);
    for (int[] types : new int[][] {around.typesBefore(), typesBetween, around.typesAfter()}) {
      for (int type : types) {
        largest = Math.max(largest, type);
      }
    }
    return largest;
  }

  /**
   * The lengths to which two sequences are truncated so that they have at most {@code most}
   * subwords together: the longer one loses its end until both are equally long, then both lose
   * theirs ({@code longest_first} of Hugging Face's tokenizers, {@code truncate_encodings}).
   */
  public static Lengths longestFirst(int first, int second, int most) {
    if (first + second <= most) {
      return new Lengths(first, second);
    }
    int shorter = Math.min(first, second);
    int longer = Math.max(shorter, most - shorter);
    if (shorter + longer > most) {
      shorter = most / 2;
      longer = most - shorter;
    }
    return first > second ? new Lengths(longer, shorter) : new Lengths(shorter, longer);
  }
}
