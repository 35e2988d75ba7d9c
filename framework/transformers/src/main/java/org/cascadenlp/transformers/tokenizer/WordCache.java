package org.cascadenlp.transformers.tokenizer;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.cascadenlp.transformers.tokenizer.settings.JsonParts;
import org.jspecify.annotations.Nullable;

/**
 * A cache of the subwords of space-separated words, for tokenizers whose pre-tokenizer splits at
 * spaces, so that words are independent: BERT's.
 *
 * <p>A text of cached words needs no native call, which takes fifty times as long.
 */
final class WordCache {

  private static final int MAX_WORDS = 100_000;
  private static final int MAX_LENGTH = 64;

  private final Function<String, TextPieces> whole;
  private final Map<String, TextPieces> cache = new ConcurrentHashMap<>();

  /** An empty cache for the tokenizer {@code whole}. */
  WordCache(Function<String, TextPieces> whole) {
    this.whole = whole;
  }

  /** Whether the tokenizer {@code description} always splits at spaces. */
  static boolean fits(JsonObject description) {
    return type(description.get("normalizer")).equals("BertNormalizer")
        && type(description.get("pre_tokenizer")).equals("BertPreTokenizer")
        && type(description.get("model")).equals("WordPiece")
        && !(description.get("added_tokens") instanceof JsonArray added && containSpaces(added));
  }

  private static String type(@Nullable JsonElement part) {
    return part instanceof JsonObject object ? JsonParts.text(object.get("type")) : "";
  }

  private static boolean containSpaces(JsonArray added) {
    return added.asList().stream()
        .anyMatch(
            token ->
                token instanceof JsonObject object
                    && JsonParts.text(object.get("content")).indexOf(' ') >= 0);
  }

  /** The subwords of {@code text}, equal to those of the tokenizer. */
  TextPieces cut(String text) {
    List<TextPieces> parts = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    int size = 0;
    for (int from = 0; from < text.length(); ) {
      int blank = text.indexOf(' ', from);
      int to = blank < 0 ? text.length() : blank;
      if (to > from) {
        TextPieces part = word(text.substring(from, to));
        size += part.ids().length;
        parts.add(part);
        places.add(from);
      }
      from = to + 1;
    }
    int[] ids = new int[size];
    int[] begins = new int[size];
    int[] ends = new int[size];
    int at = 0;
    for (int p = 0; p < parts.size(); p++) {
      TextPieces part = parts.get(p);
      int offset = places.get(p);
      for (int i = 0; i < part.ids().length; i++, at++) {
        ids[at] = part.ids()[i];
        begins[at] = part.begins()[i] + offset;
        ends[at] = part.ends()[i] + offset;
      }
    }
    return new TextPieces(ids, begins, ends);
  }

  private TextPieces word(String text) {
    TextPieces pieces = text.length() > MAX_LENGTH ? whole.apply(text) : cache.get(text);
    return pieces == null ? add(text) : pieces;
  }

  private TextPieces add(String text) {
    TextPieces pieces = whole.apply(text);
    if (cache.size() >= MAX_WORDS) {
      cache.clear(); // frequent words return soon
    }
    cache.put(text, pieces);
    return pieces;
  }
}
