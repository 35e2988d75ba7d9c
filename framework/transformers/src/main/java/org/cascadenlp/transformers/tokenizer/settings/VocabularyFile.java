package org.cascadenlp.transformers.tokenizer.settings;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;

/** Reads {@code vocab.json}, and the lines of {@code vocab.txt} and {@code merges.txt}. */
public final class VocabularyFile {

  private VocabularyFile() {}

  /**
   * The lines of {@code text} without trailing white space, as the original WordPiece code and
   * Hugging Face's tokenizers read {@code vocab.txt}. Empty text after the last line feed is not a
   * line; a byte order mark is skipped.
   */
  public static List<String> lines(String text) {
    String[] lines = (text.startsWith("\uFEFF") ? text.substring(1) : text).split("\n", -1);
    int count = lines[lines.length - 1].isEmpty() ? lines.length - 1 : lines.length;
    return Arrays.stream(lines, 0, count).map(VocabularyFile::withoutEnd).toList();
  }

  private static String withoutEnd(String line) {
    int end = line.length();
    while (end > 0 && isWhite(line.charAt(end - 1))) {
      end--;
    }
    return line.substring(0, end);
  }

  /** Unicode's property White_Space. */
  private static boolean isWhite(char c) {
    return (c >= '\t' && c <= '\r') || c == '\u0085' || Character.isSpaceChar(c);
  }

  /**
   * The ids of {@code text}, a {@code vocab.json}, in its order. Duplicate pieces and ids are
   * errors.
   *
   * @param place the file, for errors
   */
  public static Map<String, Integer> parse(String text, String place) {
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
        throw CascadeException.of(place, "has text after its object", "fetch the file again");
      }
    } catch (IOException | NumberFormatException | IllegalStateException e) {
      throw CascadeException.of(
          place, "is not a vocabulary: " + e.getMessage(), "expected {\"piece\": id, ...}", e);
    }
    if (ids.isEmpty()) {
      throw CascadeException.of(place, "is empty", "expected {\"piece\": id, ...}");
    }
    return ids;
  }
}
