package org.cascadenlp.formats.examples;

import com.google.gson.JsonElement;
import com.google.gson.JsonIOException;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.core.document.DocumentEntry.Field;
import org.cascadenlp.core.document.TextCleaner;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.error.JsonReason;
import org.cascadenlp.formats.source.SourceLine;
import org.cascadenlp.formats.source.SourceLines;
import org.jspecify.annotations.Nullable;

/** The objects of JSON Lines as examples. */
final class ObjectExamples implements Examples {

  private final Path file;
  private final SourceLines lines;
  private final ObjectMembers members;
  private @Nullable Example ahead;
  private final List<String> fields;

  /** Reads the first object, whose members are the fields; the caller closes {@code lines}. */
  ObjectExamples(Path file, SourceLines lines, ObjectMembers members) {
    this.file = file;
    this.lines = lines;
    this.members = members;
    Example first = read();
    this.ahead = first;
    this.fields = first == null ? List.of() : first.fields().stream().map(Field::name).toList();
  }

  @Override
  public @Nullable Example next() {
    Example next = ahead;
    ahead = null;
    return next == null ? read() : next;
  }

  private @Nullable Example read() {
    for (SourceLine line = lines.next(); line != null; line = lines.next()) {
      if (line.content().isBlank() && line.fault() == null) {
        continue;
      }
      Example example = example(line);
      if (example != null) {
        return example;
      }
    }
    return null;
  }

  /** The example on {@code line}; null if all its labels are dropped. */
  private @Nullable Example example(SourceLine line) {
    String place = file + ", line " + line.number();
    String name = file.getFileName() + "-" + line.number();
    List<Field> entry = new ArrayList<>();
    try {
      line.check();
      JsonObject object = object(place, line.content());
      object.entrySet().forEach(member -> entry.add(field(member.getKey(), member.getValue())));
      Example.Gold gold = members.gold(place, object);
      List<TextCleaner.Cleaned> texts = members.texts(place, object);
      String id = members.id(place, object);
      boolean kept = !gold.isEmpty() || !members.reading().needsGold() || members.several(object);
      return kept ? new Example(name, id, texts, gold, entry, null) : null;
    } catch (CascadeException e) {
      return Example.bad(name, entry, e);
    }
  }

  private static Field field(String name, JsonElement value) {
    boolean text = value.isJsonPrimitive() && value.getAsJsonPrimitive().isString();
    return new Field(name, text ? value.getAsString() : value.toString(), !text);
  }

  private static JsonObject object(String place, String line) {
    try (JsonReader in = new JsonReader(new StringReader(line))) {
      in.setStrictness(Strictness.STRICT);
      JsonElement found = JsonParser.parseReader(in);
      if (found.isJsonObject() && in.peek() == JsonToken.END_DOCUMENT) {
        return found.getAsJsonObject();
      }
    } catch (JsonParseException | IOException e) {
      throw notAnObject(place, e);
    }
    throw notAnObject(place, new JsonIOException("it is another value, or several"));
  }

  private static CascadeException notAnObject(String place, Exception e) {
    return CascadeException.ofKnown(
        place,
        "this is not a JSON object: " + JsonReason.inOneLine(e),
        "write one object on each line",
        e);
  }

  @Override
  public List<String> fields() {
    return fields;
  }

  @Override
  public void close() {
    lines.close();
  }
}
