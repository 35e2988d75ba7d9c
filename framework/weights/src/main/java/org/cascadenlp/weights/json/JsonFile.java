package org.cascadenlp.weights.json;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.error.JsonReason;
import org.cascadenlp.core.files.SpecialFiles;

/** The JSON files of a model's folder: parsed strictly, with a size limit; errors name the file. */
public final class JsonFile {

  private static final long MAX_BYTES = 256L << 20;
  private static final Gson PRETTY =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeNulls().create();

  private JsonFile() {}

  /** Reads {@code file}, UTF-8 text of at most 256 MiB. */
  public static String text(Path file) {
    return text(file, MAX_BYTES);
  }

  /** Reads {@code file}, UTF-8 text of at most {@code maxBytes} bytes. */
  public static String text(Path file, long maxBytes) {
    SpecialFiles.refuse(file);
    try {
      long size = Files.size(file);
      if (size > maxBytes) {
        throw CascadeException.of(
            file.toString(), "has " + size + " bytes", "expected at most " + maxBytes);
      }
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw CascadeException.of(file.toString(), "there is no such file", "add it", e);
    } catch (CharacterCodingException e) {
      throw CascadeException.of(file.toString(), "is not UTF-8", "save it as UTF-8", e);
    } catch (IOException e) {
      throw CascadeException.of(
          file.toString(),
          "cannot be read: " + CascadeException.describe(e),
          "check the path and its rights",
          e);
    }
  }

  /** Reads the JSON object in {@code file}. */
  public static JsonObject read(Path file) {
    return parse(text(file), file.toString());
  }

  /**
   * Parses {@code text} as one JSON object.
   *
   * @param place where the text comes from, for errors
   */
  public static JsonObject parse(String text, String place) {
    try (JsonReader in = new JsonReader(new StringReader(text))) {
      in.setStrictness(Strictness.STRICT);
      JsonElement element = PRETTY.getAdapter(JsonElement.class).read(in);
      if (!element.isJsonObject() || in.peek() != JsonToken.END_DOCUMENT) {
        throw CascadeException.of(place, "is not one JSON object", "expected {...}");
      }
      return element.getAsJsonObject();
    } catch (IOException | JsonParseException | NumberFormatException | IllegalStateException e) {
      throw CascadeException.of(
          place, "is not well-formed JSON: " + JsonReason.of(e), "correct it or fetch it again", e);
    }
  }

  /** Writes {@code content} as indented JSON that ends with a line feed. */
  public static void write(Path file, JsonElement content) {
    try {
      Files.writeString(file, PRETTY.toJson(content) + "\n", StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw CascadeException.of(
          file.toString(),
          "cannot be written: " + CascadeException.describe(e),
          "check its folder, its rights and the space",
          e);
    }
  }
}
