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

/** The fields of a {@code config.json}, each checked as it is taken. */
final class ConfigurationFields {

  private static final long LARGEST = 10_000_000;
  private static final int MOST_NAMED = 10;
  private static final int MOST_LAYERS = 10_000; // many are built before any weight is read
  private static final List<String> ACTIVATIONS =
      List.of(
          "gelu", "gelu_new", "gelu_fast", "gelu_pytorch_tanh", "relu", "silu", "swish", "tanh");
  private static final Map<String, List<String>> NAMES =
      Map.of(
          "hidden_size", List.of("n_embd", "dim"),
          "num_attention_heads", List.of("n_head", "n_heads", "num_heads"));

  private final JsonObject json;
  private final JsonObject read;
  private final String place;
  private final Set<String> unknown;
  private final Set<String> allowed;

  /**
   * The fields of {@code json}.
   *
   * @param place where it comes from, for errors
   * @param allowed fields that are left out where nobody knows them
   */
  ConfigurationFields(JsonObject json, String place, Set<String> allowed) {
    this.json = json;
    this.read = json.deepCopy();
    this.place = place;
    this.unknown = new TreeSet<>(json.keySet());
    unknown.removeAll(HarmlessFields.NAMES);
    this.allowed = Set.copyOf(allowed);
  }

  /** All of it, as it was stated. */
  JsonObject json() {
    return json;
  }

  /** Where it comes from. */
  String place() {
    return place;
  }

  /** Refuses, by name, what would give other hidden states than those of an encoder. */
  void encoderOnly() {
    only("is_decoder", "false");
    plain();
  }

  /** Refuses, by name, what would give other hidden states than those of a decoder on its own. */
  void decoderOnly() {
    either("is_decoder", true); // the family is one whatever this says
    plain();
  }

  private void plain() {
    only("position_embedding_type", "absolute");
    only("add_cross_attention", "false");
    only("is_encoder_decoder", "false");
    only("pruned_heads", "{}");
    without("cross_attention_hidden_size", "there is no attention to another text");
    without("quantization_config", "use the weights as they were before quantization");
    without("adapters", "merge the adapters into the weights");
    without(
        "auto_map",
        "it names code that comes with the weights, which is not run; take the field away if the"
            + " network is that of model_type nevertheless");
  }

  /** Lets {@code other} stand for {@code name}, as transformers' {@code attribute_map} does. */
  void alias(String name, String other) {
    JsonElement value = take(other);
    JsonElement own = take(name);
    if (value == null) {
      return;
    }
    if (own != null && !own.equals(value)) {
      throw wrong(other, value, "it is another name of " + name + ", which is " + own);
    }
    read.add(name, value);
  }

  /**
   * The fields that nobody took and that may be left out; any other is refused, for it may change
   * what is computed.
   */
  Set<String> leftOut() {
    Set<String> left = new TreeSet<>(unknown);
    left.retainAll(allowed);
    unknown.removeAll(left);
    if (!unknown.isEmpty()) {
      throw CascadeException.of(
          place,
          "it is not known what this means: "
              + String.join(", ", unknown.stream().limit(MOST_NAMED).toList())
              + (unknown.size() > MOST_NAMED ? ", ..." : ""),
          "correct the name, or leave out what changes no hidden state: cascade import encoder"
              + " --allow "
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

  /** The number of layers. */
  int layers(String name) {
    int layers = size(name);
    if (layers > MOST_LAYERS) {
      throw wrong(name, new JsonPrimitive(layers), "expected at most " + MOST_LAYERS);
    }
    return layers;
  }

  long whole(String name, long absent, long least) {
    JsonElement value = take(name);
    if (value == null) {
      return absent;
    }
    String text = value.toString();
    if (text.matches("[0-9]{1,8}")) {
      long number = Long.parseLong(text);
      if (number >= least && number <= LARGEST) {
        return number;
      }
    }
    throw wrong(name, value, "expected a whole number from " + least + " to " + LARGEST);
  }

  double number(String name, double absent, double least, double most) {
    JsonElement value = take(name);
    if (value == null) {
      return absent;
    }
    if (value instanceof JsonPrimitive primitive && primitive.isNumber()) {
      double number = primitive.getAsDouble();
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw wrong(name, value, "expected a number from " + least + " to " + most);
  }

  /** A probability of dropout; {@code absent} where it is not stated. */
  float dropout(String name, double absent) {
    return (float) number(name, absent, 0, 0.999);
  }

  /** True or false. */
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

  /** The name of an activation function. */
  String activation(String name, String absent) {
    return oneOf(name, absent, ACTIVATIONS);
  }

  /** Takes fields that say nothing of hidden states in this family. */
  void skip(String... names) {
    unknown.removeAll(List.of(names));
  }

  /** The one of the names that are in use for a size. */
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

  /** Refuses every value but {@code supported}, which is also what an absent one means. */
  void only(String name, String supported) {
    JsonElement value = take(name);
    if (value != null) {
      String found = value.isJsonPrimitive() ? value.getAsString() : value.toString();
      if (!found.equals(supported)) {
        throw wrong(name, value, "supported is " + supported);
      }
    }
  }

  /** Refuses every value; {@code remedy} is what would work. */
  private void without(String name, String remedy) {
    JsonElement value = take(name);
    if (value != null) {
      throw wrong(name, value, remedy);
    }
  }

  /** The text of a field that is a string or a number; {@code absent} where it is not stated. */
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

  /** The value of a field, null for none. */
  @Nullable JsonElement take(String name) {
    unknown.remove(name);
    JsonElement value = read.get(name);
    return value == null || value.isJsonNull() ? null : value;
  }

  CascadeException wrong(String name, JsonElement value, String remedy) {
    return CascadeException.of(place, name + " is " + value, remedy);
  }
}
