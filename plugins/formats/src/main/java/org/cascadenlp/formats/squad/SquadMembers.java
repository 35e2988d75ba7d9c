package org.cascadenlp.formats.squad;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.formats.source.Shortened;
import org.jspecify.annotations.Nullable;

/**
 * The members of one JSON object of a file; errors name the file and the path of the member.
 *
 * @param path the path of the object, for example {@code data[0].paragraphs[2].qas[1]}
 * @param value the object; another value is reported when a member is read
 */
record SquadMembers(Path file, String path, JsonElement value) {

  /** A string, which must not be blank. */
  String text(String name) {
    JsonElement found = required(name);
    if (!found.isJsonPrimitive() || !found.getAsJsonPrimitive().isString()) {
      throw wrong(name, found, "it must be a string");
    }
    String text = found.getAsString();
    if (text.isBlank()) {
      throw bad("the member '" + name + "' is empty", "give it a text, or remove the entry");
    }
    return text;
  }

  /** A string or a number, as text. */
  String id(String name) {
    JsonElement found = required(name);
    if (!found.isJsonPrimitive()
        || found.getAsJsonPrimitive().isBoolean()
        || found.getAsString().isBlank()) {
      throw wrong(name, found, "it must be a string or a number");
    }
    return found.getAsString();
  }

  /** A whole number. */
  int number(String name) {
    JsonElement found = required(name);
    try {
      if (found.isJsonPrimitive() && found.getAsJsonPrimitive().isNumber()) {
        return Integer.parseInt(found.getAsString());
      }
    } catch (NumberFormatException e) {
      // reported below, with the value
    }
    throw wrong(name, found, "it must be a whole number");
  }

  /** True or false; false if there is no such member. */
  boolean flag(String name) {
    JsonElement found = member(name);
    if (found == null) {
      return false;
    }
    if (!found.isJsonPrimitive() || !found.getAsJsonPrimitive().isBoolean()) {
      throw wrong(name, found, "it must be true or false");
    }
    return found.getAsBoolean();
  }

  /** The objects of a list. */
  List<SquadMembers> list(String name) {
    JsonElement found = required(name);
    if (!found.isJsonArray()) {
      throw wrong(name, found, "it must be a list of objects");
    }
    List<SquadMembers> list = new ArrayList<>();
    for (JsonElement each : found.getAsJsonArray()) {
      list.add(new SquadMembers(file, path + "." + name + "[" + list.size() + "]", each));
    }
    return list;
  }

  /** Whether there is a member {@code name} that is not null. */
  boolean has(String name) {
    return member(name) != null;
  }

  /** An error in this object. */
  CascadeException bad(String problem, String remedy) {
    return CascadeException.of(file + ", " + path, problem, remedy);
  }

  private CascadeException wrong(String name, JsonElement found, String remedy) {
    return bad("the member '" + name + "' is " + Shortened.of(found.toString()), remedy);
  }

  private JsonElement required(String name) {
    JsonElement found = member(name);
    if (found == null) {
      throw bad(
          "there is no member '" + name + "'",
          "it has " + Shortened.of(String.join(", ", object().keySet())));
    }
    return found;
  }

  private @Nullable JsonElement member(String name) {
    JsonElement found = object().get(name);
    return found == null || found.isJsonNull() ? null : found;
  }

  private JsonObject object() {
    if (!value.isJsonObject()) {
      throw bad("this is " + Shortened.of(value.toString()), "it must be an object");
    }
    return value.getAsJsonObject();
  }
}
