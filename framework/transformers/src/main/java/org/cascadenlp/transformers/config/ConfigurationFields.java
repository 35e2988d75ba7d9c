package org.cascadenlp.transformers.config;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.cascadenlp.core.error.CascadeException;
import org.jspecify.annotations.Nullable;

/** The fields of a {@code config.json}; each is validated when it is read. */
final class ConfigurationFields {

  private static final long MAX_SIZE = 10_000_000;
  private static final int MAX_NAMED = 10;
  private static final int MAX_LAYERS =
      10_000; // layers are specified before weights bound their number
  private static final List<String> ACTIVATIONS =
      List.of(
          "gelu", "gelu_new", "gelu_fast", "gelu_pytorch_tanh", "relu", "silu", "swish", "tanh");
  private static final Map<String, List<String>> NAMES =
      Map.of(
          "hidden_size", List.of("n_embd", "dim"),
          "num_attention_heads", List.of("n_head", "n_heads", "num_heads"));

  private final JsonObject json;
  private final JsonObject effective;
  private final String place;
  private final Set<String> unknown;
  private final Set<String> allowed;

  /**
   * The fields of {@code json}.
   *
   * @param place the file, for errors
   * @param allowed unknown fields that are ignored instead of refused
   */
  ConfigurationFields(JsonObject json, String place, Set<String> allowed) {
    this.json = json;
    this.effective = json.deepCopy();
    this.place = place;
    this.unknown = new TreeSet<>(json.keySet());
    unknown.removeAll(IgnoredFields.NAMES);
    this.allowed = Set.copyOf(allowed);
  }

  /** The JSON object as it was read. */
  JsonObject json() {
    return json;
  }

  /** The file, for errors. */
  String place() {
    return place;
  }

  /** Reads the value {@code other} of a field as {@code usual}, which means the same. */
  void same(String name, String other, String usual) {
    if (new JsonPrimitive(other).equals(json.get(name))) {
      effective.addProperty(name, usual);
    }
  }

  /** Refuses settings under which the hidden states would not be those of a plain encoder. */
  void encoderOnly() {
    only("is_decoder", "false");
    refuseUnsupported();
  }

  /**
   * Refuses settings under which the hidden states would not be those of a decoder without encoder.
   */
  void decoderOnly() {
    either("is_decoder", true); // ignored: this architecture is always a decoder
    refuseUnsupported();
  }

  private void refuseUnsupported() {
    only("position_embedding_type", "absolute");
    only("add_cross_attention", "false");
    only("is_encoder_decoder", "false");
    only("pruned_heads", "{}");
    refuse("cross_attention_hidden_size", "cross-attention is not supported");
    refuse("quantization_config", "use the weights as they were before quantization");
    refuse("adapters", "merge the adapters into the weights");
    refuse(
        "auto_map",
        "code that comes with the weights is not run; remove the field if the network is"
            + " nevertheless that of model_type");
  }

  /**
   * Accepts {@code other} as an alias of {@code name}, as transformers' {@code attribute_map} does.
   */
  void alias(String name, String other) {
    JsonElement value = take(other);
    JsonElement own = take(name);
    if (value == null) {
      return;
    }
    if (own != null && !own.equals(value)) {
      throw wrong(other, value, "it is another name of " + name + ", which is " + own);
    }
    effective.add(name, value);
  }

  /**
   * The unread fields that are allowed to be ignored. Any other unread field is an error, because
   * it may change the computation.
   */
  Set<String> ignored() {
    Set<String> left = new TreeSet<>(unknown);
    left.retainAll(allowed);
    unknown.removeAll(left);
    if (!unknown.isEmpty()) {
      throw CascadeException.of(
          place,
          "has fields of unknown meaning: "
              + String.join(", ", unknown.stream().limit(MAX_NAMED).toList())
              + (unknown.size() > MAX_NAMED ? ", ..." : ""),
          "correct the name, or, if the field does not change hidden states, ignore it: cascade"
              + " import encoder --allow "
              + unknown.iterator().next());
    }
    return left;
  }

  int size(String name) {
    if (take(name) == null) {
      throw CascadeException.of(
          place, name + " is missing", "state it, for example \"" + name + "\": 384");
    }
    return (int) whole(name, 0, 1);
  }

  /** The number of layers, at most {@value #MAX_LAYERS}. */
  int layers(String name) {
    int layers = size(name);
    if (layers > MAX_LAYERS) {
      throw wrong(name, new JsonPrimitive(layers), "expected at most " + MAX_LAYERS);
    }
    return layers;
  }

  long whole(String name, long absent, long min) {
    JsonElement value = take(name);
    if (value == null) {
      return absent;
    }
    String text = value.toString();
    if (text.matches("[0-9]{1,8}")) {
      long number = Long.parseLong(text);
      if (number >= min && number <= MAX_SIZE) {
        return number;
      }
    }
    throw wrong(name, value, "expected a whole number from " + min + " to " + MAX_SIZE);
  }

  double number(String name, double absent, double min, double max) {
    JsonElement value = take(name);
    if (value == null) {
      return absent;
    }
    if (value instanceof JsonPrimitive primitive && primitive.isNumber()) {
      double number = primitive.getAsDouble();
      if (number >= min && number <= max) {
        return number;
      }
    }
    throw wrong(name, value, "expected a number from " + min + " to " + max);
  }

  /** A dropout probability; {@code absent} if the field is missing. */
  float dropout(String name, double absent) {
    return (float) number(name, absent, 0, 0.999);
  }

  /** A boolean; {@code absent} if the field is missing. */
  boolean either(String name, boolean absent) {
    JsonElement value = take(name);
    if (value == null) {
      return absent;
    }
    if (value instanceof JsonPrimitive primitive && primitive.isBoolean()) {
      return primitive.getAsBoolean();
    }
    throw wrong(name, value, "expected true or false");
  }

  /** The name of an activation function; {@code absent} if the field is missing. */
  String activation(String name, String absent) {
    return oneOf(name, absent, ACTIVATIONS);
  }

  /** Marks fields as read that do not affect the hidden states of this architecture. */
  void skip(String... names) {
    unknown.removeAll(List.of(names));
  }

  /** The name under which the file has the size {@code usual}. */
  String nameOf(String usual) {
    return json.has(usual)
        ? usual
        : NAMES.getOrDefault(usual, List.of()).stream().filter(json::has).findFirst().orElse(usual);
  }

  String oneOf(String name, String absent, List<String> supported) {
    JsonElement value = take(name);
    if (value == null) {
      return absent;
    }
    if (value instanceof JsonPrimitive primitive
        && primitive.isString()
        && supported.contains(primitive.getAsString())) {
      return primitive.getAsString();
    }
    throw wrong(name, value, "supported are " + supported);
  }

  /** Refuses every value but {@code supported}, which is also the default. */
  void only(String name, String supported) {
    JsonElement value = take(name);
    if (value != null) {
      String found = value.isJsonPrimitive() ? value.getAsString() : value.toString();
      if (!found.equals(supported)) {
        throw wrong(name, value, "supported is " + supported);
      }
    }
  }

  /** Refuses every value, with {@code remedy} in the error. */
  private void refuse(String name, String remedy) {
    JsonElement value = take(name);
    if (value != null) {
      throw wrong(name, value, remedy);
    }
  }

  /** The text of a string or number field; {@code absent} if the field is missing. */
  String text(String name, String absent) {
    JsonElement value = take(name);
    if (value == null) {
      return absent;
    }
    if (value instanceof JsonPrimitive primitive && !primitive.isBoolean()) {
      return primitive.getAsString();
    }
    throw wrong(name, value, "expected a string or a number");
  }

  /** Reads the value of a field; null if it is missing or null. */
  @Nullable JsonElement take(String name) {
    unknown.remove(name);
    JsonElement value = effective.get(name);
    return value == null || value.isJsonNull() ? null : value;
  }

  CascadeException wrong(String name, JsonElement value, String remedy) {
    return CascadeException.of(place, name + " is " + value, remedy);
  }
}
