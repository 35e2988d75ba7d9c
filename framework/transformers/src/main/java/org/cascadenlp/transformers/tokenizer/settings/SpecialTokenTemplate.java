package org.cascadenlp.transformers.tokenizer.settings;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.jspecify.annotations.Nullable;

/**
 * The special tokens around a sequence: {@code [CLS] x [SEP]} for BERT, {@code <s> x </s>} for
 * RoBERTa, {@code x <sep> <cls>} for XLNet, {@code x} for GPT.
 */
public final class SpecialTokenTemplate {

  private record Special(String piece, int id, int type) {}

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
    before.forEach(special -> pieces.add(special.piece));
    pieces.addAll(sequence.pieces());
    after.forEach(special -> pieces.add(special.piece));
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
    List<Special> before = new ArrayList<>();
    List<Special> after = new ArrayList<>();
    JsonElement processor = description.get("post_processor");
    if (processor == null || processor.isJsonNull()) {
      if (family != null) {
        conventional(family, roles, vocabulary, before, after);
      }
    } else {
      read(processor, before, after, place);
    }
    for (List<Special> side : List.of(before, after)) {
      for (Special special : side) {
        if (special.id >= vocabulary.size()) {
          throw CascadeException.of(
              place,
              "post_processor has the id " + special.id,
              "expected ids below " + vocabulary.size());
        }
      }
    }
    return of(before, after, vocabulary, family, roles);
  }

  /** The template of {@code family} with the tokens of {@code roles}. */
  public static SpecialTokenTemplate of(
      TokenizerFamily family, Map<String, String> roles, Vocabulary vocabulary) {
    List<Special> before = new ArrayList<>();
    List<Special> after = new ArrayList<>();
    conventional(family, roles, vocabulary, before, after);
    return of(before, after, vocabulary, family, roles);
  }

  private static SpecialTokenTemplate of(
      List<Special> before,
      List<Special> after,
      Vocabulary vocabulary,
      @Nullable TokenizerFamily family,
      Map<String, String> roles) {
    String piece = roles.get(family == TokenizerFamily.XLM_ROBERTA ? "bos" : "cls");
    int classification = -1;
    if (piece != null && vocabulary.has(piece)) {
      List<Integer> ids = new ArrayList<>();
      before.forEach(special -> ids.add(special.id));
      after.forEach(special -> ids.add(special.id));
      classification = ids.indexOf(vocabulary.id(piece, ""));
    }
    return new SpecialTokenTemplate(List.copyOf(before), List.copyOf(after), classification);
  }

  private static void conventional(
      TokenizerFamily family,
      Map<String, String> roles,
      Vocabulary vocabulary,
      List<Special> before,
      List<Special> after) {
    List<Special> side = before;
    for (String part : family.single().split(" ", -1)) {
      String role = part.substring(0, part.indexOf(':'));
      if (role.startsWith("$")) {
        side = after;
      } else {
        String piece = roles.getOrDefault(role, role);
        int id = vocabulary.id(piece, "a " + family + "'s vocabulary has " + roles);
        side.add(new Special(piece, id, Integer.parseInt(part.substring(part.indexOf(':') + 1))));
      }
    }
  }

  private static void read(
      JsonElement element, List<Special> before, List<Special> after, String place) {
    if (!(element instanceof JsonObject processor)) {
      throw wrong(element, place);
    }
    switch (JsonParts.text(processor.get("type"))) {
      case "ByteLevel" -> {}
      case "BertProcessing", "RobertaProcessing" -> {
        before.add(ofPair(processor.get("cls"), place));
        after.add(ofPair(processor.get("sep"), place));
      }
      case "TemplateProcessing" -> template(processor, before, after, place);
      case "Sequence" -> {
        if (!(processor.get("processors") instanceof JsonArray parts)) {
          throw wrong(processor.get("processors"), place);
        }
        parts.forEach(part -> read(part, before, after, place));
      }
      default -> throw wrong(processor.get("type"), place);
    }
  }

  private static void template(
      JsonObject processor, List<Special> before, List<Special> after, String place) {
    if (!(processor.get("single") instanceof JsonArray single)
        || !(processor.get("special_tokens") instanceof JsonObject tokens)) {
      throw wrong(processor, place);
    }
    List<Special> side = before;
    for (JsonElement part : single) {
      if (part instanceof JsonObject object && object.has("Sequence")) {
        side = after;
      } else if (part instanceof JsonObject object
          && object.get("SpecialToken") instanceof JsonObject special
          && tokens.get(JsonParts.text(special.get("id"))) instanceof JsonObject token
          && token.get("ids") instanceof JsonArray ids
          && token.get("tokens") instanceof JsonArray pieces
          && pieces.size() == ids.size()) {
        int type = Vocabulary.id("type_id", special.get("type_id"), place);
        for (int i = 0; i < ids.size(); i++) {
          String piece = JsonParts.text(pieces.get(i));
          side.add(new Special(piece, Vocabulary.id(piece, ids.get(i), place), type));
        }
      } else {
        throw wrong(part, place);
      }
    }
  }

  private static Special ofPair(@Nullable JsonElement pair, String place) {
    if (pair instanceof JsonArray array && array.size() == 2) {
      String piece = JsonParts.text(array.get(0));
      return new Special(piece, Vocabulary.id(piece, array.get(1), place), 0);
    }
    throw wrong(pair, place);
  }

  private static CascadeException wrong(@Nullable JsonElement found, String place) {
    return CascadeException.of(
        place,
        "post_processor holds " + JsonParts.shown(found),
        "expected TemplateProcessing, BertProcessing, RobertaProcessing, ByteLevel or a Sequence"
            + " of them, as Hugging Face's tokenizers write them");
  }
}
