package org.cascadenlp.contextual.files;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.cascadenlp.core.CascadeException;
import org.jspecify.annotations.Nullable;

/** The fields of a {@code config.json}, each checked as it is taken. */
final class ConfigurationFields {

  private static final long LARGEST = 10_000_000;
  private static final List<String> ACTIVATIONS =
      List.of(
          "gelu", "gelu_new", "gelu_fast", "gelu_pytorch_tanh", "relu", "silu", "swish", "tanh");
  private static final Map<String, List<String>> NAMES =
      Map.of(
          "hidden_size", List.of("n_embd", "dim"),
          "num_attention_heads", List.of("n_head", "n_heads", "num_heads"));

  /** Known and without meaning for hidden states. */
  private static final Set<String> HARMLESS =
      Set.of(
          "_attn_implementation_autoset",
          "base_model_prefix",
          "_name_or_path",
          "_num_labels",
          "architectures",
          "attn_implementation",
          "bos_token_id",
          "dtype",
          "eos_token_id",
          "finetuning_task",
          "gradient_checkpointing",
          "id2label",
          "label2id",
          "language",
          "model_type",
          "name",
          "num_labels",
          "output_attentions",
          "output_hidden_states",
          "output_past",
          "pooler_fc_size",
          "pooler_num_attention_heads",
          "pooler_num_fc_layers",
          "pooler_size_per_head",
          "pooler_type",
          "directionality",
          "problem_type",
          "return_dict",
          "task_specific_params",
          "tie_word_embeddings",
          "tie_weights_",
          "tokenizer_class",
          "torch_dtype",
          "torchscript",
          "transformers_version",
          "use_cache");

  private final JsonObject json;
  private final String place;
  private final Set<String> unknown;

  ConfigurationFields(JsonObject json, String place) {
    this.json = json;
    this.place = place;
    this.unknown = new TreeSet<>(json.keySet());
    unknown.removeAll(HARMLESS);
  }

  /** All of it. */
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
    only("add_cross_attention", "false");
    only("is_encoder_decoder", "false");
    only("chunk_size_feed_forward", "0");
    only("pruned_heads", "{}");
    only("quantization_config", "null");
  }

  /** The fields that nobody took. */
  Set<String> unknown() {
    return unknown;
  }

  int size(String name) {
    if (take(name) == null) {
      throw CascadeException.of(
          place, name + " is missing", "state it, for example \"" + name + "\": 384");
    }
    return (int) whole(name, 0, 1);
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

  /** Takes a field that says nothing of hidden states in this family. */
  void skip(String name) {
    unknown.remove(name);
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

  /** The value of a field, null for none. */
  @Nullable JsonElement take(String name) {
    unknown.remove(name);
    JsonElement value = json.get(name);
    return value == null || value.isJsonNull() ? null : value;
  }

  CascadeException wrong(String name, JsonElement value, String remedy) {
    return CascadeException.of(place, name + " is " + value, remedy);
  }
}
