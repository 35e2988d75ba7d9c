package org.cascadenlp.transformers.tokenizer.settings;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.cascadenlp.core.error.CascadeException;
import org.jspecify.annotations.Nullable;

/** The subwords of a {@code tokenizer.json} and their ids. */
public final class Vocabulary {

  /** The exclusive upper bound of ids. */
  public static final int LARGEST = 10_000_000;

  private final Map<String, Integer> ids;
  private final BitSet added;
  private final String place;

  private Vocabulary(Map<String, Integer> ids, BitSet added, String place) {
    this.ids = ids;
    this.added = added;
    this.place = place;
  }

  /** Reads the model's vocabulary and the tokens added to it. */
  public static Vocabulary of(JsonObject json, String place) {
    Map<String, Integer> ids = new HashMap<>();
    JsonElement model = json.get("model");
    JsonElement vocab =
        model != null && model.isJsonObject() ? model.getAsJsonObject().get("vocab") : null;
    if (vocab instanceof JsonObject pieces) {
      pieces.asMap().forEach((piece, id) -> put(ids, piece, id, place));
    } else if (vocab instanceof JsonArray scored) {
      for (int id = 0; id < scored.size(); id++) {
        put(ids, scoredPiece(scored.get(id), id, place), id, place);
      }
    } else {
      throw CascadeException.of(
          place,
          "model.vocab is " + (vocab == null ? "missing" : "neither object nor list"),
          "expected subwords with their ids, or a list of subwords with their scores");
    }
    BitSet more = new BitSet();
    if (json.get("added_tokens") instanceof JsonArray added) {
      for (JsonElement token : added) {
        if (!(token instanceof JsonObject object && object.get("content") != null)) {
          throw CascadeException.of(
              place,
              "added_tokens holds " + JsonParts.shown(token),
              "expected objects with content and id");
        }
        String piece = JsonParts.text(object.get("content"));
        put(ids, piece, object.get("id"), place);
        more.set(id(piece, object.get("id"), place));
      }
    }
    return new Vocabulary(ids, more, place);
  }

  /** A vocabulary that was read from another file than {@code tokenizer.json}. */
  public static Vocabulary of(Map<String, Integer> ids, String place) {
    return new Vocabulary(ids, new BitSet(), place);
  }

  /** The ids of the added tokens. */
  public BitSet added() {
    return added;
  }

  /** Whether {@code piece} has an id. */
  public boolean has(String piece) {
    return ids.containsKey(piece);
  }

  boolean hasAll(String... pieces) {
    for (String piece : pieces) {
      if (!has(piece)) {
        return false;
      }
    }
    return true;
  }

  /**
   * The id of {@code piece}.
   *
   * @param remedy the remedy in the error
   * @throws CascadeException if the vocabulary does not contain it
   */
  public int id(String piece, String remedy) {
    Integer id = ids.get(piece);
    if (id == null) {
      throw CascadeException.of(place, "there is no subword " + piece, remedy);
    }
    return id;
  }

  /** The ids of the pieces that match {@code wanted}. */
  public BitSet ids(Predicate<String> wanted) {
    BitSet found = new BitSet();
    ids.forEach(
        (piece, id) -> {
          if (!piece.isEmpty() && wanted.test(piece)) {
            found.set(id);
          }
        });
    return found;
  }

  /** One more than the largest id. */
  public int size() {
    return 1 + ids.values().stream().mapToInt(Integer::intValue).max().orElse(-1);
  }

  /**
   * The id in {@code number}.
   *
   * @throws CascadeException if it is not an integer from 0 to {@link #LARGEST} - 1
   */
  public static int id(String piece, @Nullable JsonElement number, String place) {
    String digits = String.valueOf(number);
    if (!isNumber(digits) || Integer.parseInt(digits) >= LARGEST) {
      throw CascadeException.of(
          place, "the id of subword " + piece + " is " + digits, "expected 0 to " + (LARGEST - 1));
    }
    return Integer.parseInt(digits);
  }

  /**
   * Whether {@code digits} has one to eight digits; a regular expression would be slow for 250,000
   * subwords.
   */
  private static boolean isNumber(String digits) {
    for (int i = 0; i < digits.length(); i++) {
      if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
        return false;
      }
    }
    return !digits.isEmpty() && digits.length() <= 8;
  }

  private static String scoredPiece(JsonElement entry, int id, String place) {
    if (entry instanceof JsonArray pair
        && pair.size() == 2
        && pair.get(0).isJsonPrimitive()
        && pair.get(0).getAsJsonPrimitive().isString()
        && pair.get(1).isJsonPrimitive()
        && pair.get(1).getAsJsonPrimitive().isNumber()
        && Double.isFinite(pair.get(1).getAsDouble())) {
      return pair.get(0).getAsString();
    }
    throw CascadeException.of(
        place,
        "subword " + id + " is " + JsonParts.shown(entry),
        "expected a list of a subword and its score");
  }

  private static void put(
      Map<String, Integer> ids, String piece, @Nullable JsonElement id, String place) {
    ids.put(piece, id(piece, id, place));
  }

  private static void put(Map<String, Integer> ids, String piece, int id, String place) {
    if (id >= LARGEST) {
      throw CascadeException.of(
          place, "there are more than " + LARGEST + " subwords", "expected a real vocabulary");
    }
    ids.put(piece, id);
  }
}
