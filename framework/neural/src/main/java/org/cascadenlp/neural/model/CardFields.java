package org.cascadenlp.neural.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.sequence.SequenceType;
import org.jspecify.annotations.Nullable;

/** Checks the fields of a {@code model.json} and their types. */
final class CardFields {

  private static final String UNIT = "unit";
  private static final List<String> UNITS =
      Arrays.stream(SequenceType.values()).map(SequenceType::toString).toList();

  /** The member with the self-test. */
  static final String PROBE = "probe";

  private static final String CUT = "cut";
  private static final List<String> CUTS = List.of("\"text\"", "\"tokens\"");
  private static final Map<String, Kind> CARD =
      Map.of(
          "kind", Kind.TEXT,
          "name", Kind.TEXT,
          "licence", Kind.TEXT,
          "files", Kind.TEXTS_BY_NAME,
          "training", Kind.TEXTS_BY_NAME,
          "data", Kind.TEXTS_BY_NAME,
          "versions", Kind.TEXTS_BY_NAME,
          "scores", Kind.NUMBERS_BY_NAME);
  private static final Map<String, Kind> IDENTITY =
      Map.of(
          "name", Kind.TEXT,
          "hash", Kind.TEXT,
          "settings", Kind.TEXT,
          "layers", Kind.SIZE,
          "width", Kind.SIZE);
  private static final Map<String, Map<String, Kind>> OPTIONAL =
      Map.of(
          "head",
          Map.of(
              "task", Kind.TEXT,
              "labels", Kind.LIST_OF_TEXTS,
              "options", Kind.TEXTS_BY_NAME,
              "layers", Kind.SIZE,
              "width", Kind.SIZE,
              "seed", Kind.WHOLE_NUMBER),
          "embedder",
          IDENTITY,
          "base",
          IDENTITY,
          PROBE,
          Map.of(
              "tokens",
              Kind.LIST_OF_TEXTS,
              "before",
              Kind.LIST_OF_TEXTS,
              "after",
              Kind.LIST_OF_TEXTS,
              "text",
              Kind.TEXT));
  private static final Map<String, Kind> EXPECTED =
      Map.of("labels", Kind.LIST_OF_TEXTS, "scores", Kind.LIST_OF_NUMBERS);

  private CardFields() {}

  private enum Kind {
    TEXT,
    WHOLE_NUMBER,
    SIZE,
    LIST_OF_TEXTS,
    LIST_OF_NUMBERS,
    TEXTS_BY_NAME,
    NUMBERS_BY_NAME;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /**
   * Throws if {@code json}, read from file {@code place}, is not a model card. The self-test has
   * the form of {@link SelfTestJson#components}.
   */
  static void check(JsonObject json, String place) {
    JsonElement cut = json.get(CUT);
    if (cut != null && !CUTS.contains(cut.toString())) {
      throw CascadeException.of(place, "cut is " + shortened(cut), "expected text or tokens");
    }
    check(json, place, CARD);
    JsonElement unit = json.get(UNIT);
    if (unit != null
        && !unit.isJsonNull()
        && !(isText(unit) && UNITS.contains(unit.getAsString()))) {
      throw CascadeException.of(place, UNIT + " is " + shortened(unit), "expected one of " + UNITS);
    }
    OPTIONAL.forEach(
        (name, fields) -> {
          JsonElement inner = json.get(name);
          if (inner instanceof JsonObject object) {
            check(object, place + ", " + name, fields);
          } else if (inner != null && !inner.isJsonNull()) {
            throw CascadeException.of(place, name + " is " + inner, "expected an object or null");
          }
        });
    if (json.get(PROBE) instanceof JsonObject probe
        && probe.get("expected") instanceof JsonObject expected) {
      Map<String, Kind> present = new HashMap<>(EXPECTED);
      present.keySet().retainAll(expected.keySet());
      check(expected, place + ", " + PROBE, present);
    }
  }

  private static void check(JsonObject json, String place, Map<String, Kind> fields) {
    fields.forEach(
        (name, kind) -> {
          JsonElement value = json.get(name);
          if (!holds(kind, value)) {
            throw CascadeException.of(
                place,
                value == null ? name + " is missing" : name + " is " + shortened(value),
                "expected " + kind);
          }
        });
  }

  private static boolean holds(Kind kind, @Nullable JsonElement value) {
    return switch (kind) {
      case TEXT -> isText(value);
      case WHOLE_NUMBER ->
          isNumber(value)
              && String.valueOf(value).matches("-?[0-9]{1,19}")
              && new BigInteger(String.valueOf(value)).bitLength() < Long.SIZE;
      case SIZE -> isNumber(value) && String.valueOf(value).matches("[0-9]{1,9}");
      case LIST_OF_TEXTS ->
          value instanceof JsonArray list && list.asList().stream().allMatch(CardFields::isText);
      case LIST_OF_NUMBERS ->
          value instanceof JsonArray list && list.asList().stream().allMatch(CardFields::isNumber);
      case TEXTS_BY_NAME ->
          value instanceof JsonObject map
              && map.asMap().values().stream().allMatch(CardFields::isText);
      case NUMBERS_BY_NAME ->
          value instanceof JsonObject map
              && map.asMap().values().stream().allMatch(CardFields::isNumber);
    };
  }

  private static boolean isText(@Nullable JsonElement value) {
    return value instanceof JsonPrimitive primitive && primitive.isString();
  }

  private static boolean isNumber(@Nullable JsonElement value) {
    return value instanceof JsonPrimitive primitive && primitive.isNumber();
  }

  private static String shortened(JsonElement value) {
    String text = value.toString();
    return text.length() > 80 ? text.substring(0, 80) + "..." : text;
  }
}
