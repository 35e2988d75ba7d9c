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
import org.cascadenlp.core.files.SpecialFiles;

/** Small JSON files beside a model: strict, bounded, and with errors that name the file. */
public final class JsonFile {

  private static final long LONGEST = 256L << 20;
  private static final Gson PRETTY =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeNulls().create();

  private JsonFile() {}

  /** The text of {@code file}, which is UTF-8 and at most 256 MiB. */
  public static String text(Path file) {
    return text(file, LONGEST);
  }

  /** The text of {@code file}, which is UTF-8 and has at most {@code longest} bytes. */
  public static String text(Path file, long longest) {
    SpecialFiles.refuse(file);
    try {
      long size = Files.size(file);
      if (size > longest) {
        throw CascadeException.of(
            file.toString(), "has " + size + " bytes", "expected at most " + longest);
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

  /** The object that {@code file} holds. */
  public static JsonObject read(Path file) {
    return parse(text(file), file.toString());
  }

  /**
   * The object that {@code text} is.
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
          place, "is not well-formed JSON: " + e.getMessage(), "mend it or fetch it again", e);
    }
  }

  /** Writes {@code content}, indented, with a line feed at the end. */
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
