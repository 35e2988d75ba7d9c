package org.cascadenlp.contextual.tokenizer;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cascadenlp.core.CascadeException;

/** A {@code vocab.json}: pieces with their ids, each of them once. */
final class VocabularyFile {

  private VocabularyFile() {}

  /**
   * The pieces of {@code text}, in its order.
   *
   * @param place the file, for errors
   */
  static Map<String, Integer> parse(String text, String place) {
    Map<String, Integer> ids = new LinkedHashMap<>();
    Map<Integer, String> pieces = new HashMap<>();
    try (JsonReader in = new JsonReader(new StringReader(text))) {
      in.setStrictness(Strictness.STRICT);
      in.beginObject();
      while (in.hasNext()) {
        String piece = in.nextName();
        int id = in.peek() == JsonToken.NUMBER ? in.nextInt() : -1;
        if (id < 0 || id >= Vocabulary.LARGEST) {
          throw CascadeException.of(
              place,
              "piece " + piece + " has no id from 0 to " + (Vocabulary.LARGEST - 1),
              "expected {\"piece\": id, ...}");
        }
        if (ids.put(piece, id) != null) {
          throw CascadeException.of(
              place, "piece " + piece + " is there twice", "fetch the file again");
        }
        String other = pieces.put(id, piece);
        if (other != null) {
          throw CascadeException.of(
              place,
              "pieces " + other + " and " + piece + " both have the id " + id,
              "fetch the file again");
        }
      }
      in.endObject();
      if (in.peek() != JsonToken.END_DOCUMENT) {
        throw CascadeException.of(place, "goes on after its object", "fetch the file again");
      }
    } catch (IOException | NumberFormatException | IllegalStateException e) {
      throw CascadeException.of(
          place, "is no vocabulary: " + e.getMessage(), "expected {\"piece\": id, ...}", e);
    }
    if (ids.isEmpty()) {
      throw CascadeException.of(place, "is empty", "expected {\"piece\": id, ...}");
    }
    return ids;
  }
}
