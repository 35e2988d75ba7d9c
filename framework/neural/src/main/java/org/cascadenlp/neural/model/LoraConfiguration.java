package org.cascadenlp.neural.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.cascadenlp.core.error.CascadeException;

/** The {@code adapter_config.json} of Hugging Face's peft. */
final class LoraConfiguration {

  /** True for adapted weights of shape (in, out). */
  static final String INPUTS_FIRST = "fan_in_fan_out";

  private static final List<String> UNSUPPORTED =
      List.of(
          "use_dora",
          "use_qalora",
          "lora_bias",
          "rank_pattern",
          "alpha_pattern",
          "layer_replication",
          "trainable_token_indices",
          "target_parameters",
          "alora_invocation_tokens",
          "arrow_config",
          "kasa_config",
          "monteclora_config",
          "use_bdlora");

  private LoraConfiguration() {}

  /** Throws if {@code json} is not a LoRA of rank 1 or more, or uses an unsupported feature. */
  static void check(JsonObject json, Path file) {
    JsonElement type = json.get("peft_type");
    if (type == null || type.isJsonNull() || !type.getAsString().equals("LORA")) {
      throw CascadeException.of(file.toString(), "peft_type is " + type, "expected LORA");
    }
    for (String field : List.of("r", "lora_alpha")) {
      JsonElement value = json.get(field);
      boolean number = value != null && value.isJsonPrimitive();
      if (!number || !value.getAsJsonPrimitive().isNumber() || !(value.getAsDouble() >= 1)) {
        throw CascadeException.of(
            file.toString(), field + " is " + value, "expected a number from 1");
      }
    }
    JsonElement bias = json.get("bias");
    if (bias != null && bias.isJsonPrimitive() && !bias.getAsString().equals("none")) {
      throw CascadeException.of(file.toString(), "bias is " + bias, "only none is supported");
    }
    for (String field : UNSUPPORTED) {
      JsonElement value = json.get(field);
      if (value != null && !isOff(value)) {
        throw CascadeException.of(
            file.toString(), field + " is " + value, "adapters that use it are not supported");
      }
    }
  }

  /** The modules that were trained as a whole and are saved with the adapter, such as a head. */
  static List<String> savedModules(JsonObject json) {
    return json.get("modules_to_save") instanceof JsonArray modules
        ? modules.asList().stream()
            .filter(JsonElement::isJsonPrimitive)
            .map(JsonElement::getAsString)
            .toList()
        : List.of();
  }

  private static boolean isOff(JsonElement value) {
    return value.isJsonNull()
        || value.isJsonObject() && value.getAsJsonObject().isEmpty()
        || value.isJsonArray() && value.getAsJsonArray().isEmpty()
        || value.isJsonPrimitive()
            && value.getAsJsonPrimitive().isBoolean()
            && !value.getAsBoolean();
  }

  /** The configuration of an adapter of the modules {@code targets}. */
  static JsonObject of(
      String base,
      int rank,
      double alpha,
      boolean rootOfRank,
      boolean inputsFirst,
      JsonArray targets) {
    JsonObject json = new JsonObject();
    json.addProperty("base_model_name_or_path", base);
    json.addProperty("bias", "none");
    json.addProperty(INPUTS_FIRST, inputsFirst);
    json.addProperty("inference_mode", true);
    json.addProperty(
        "lora_alpha", alpha == Math.rint(alpha) ? (Number) (int) alpha : (Number) alpha);
    json.addProperty("lora_dropout", 0.0);
    json.add("modules_to_save", JsonNull.INSTANCE);
    json.addProperty("peft_type", "LORA");
    json.addProperty("r", rank);
    json.add("target_modules", targets);
    json.add("task_type", JsonNull.INSTANCE);
    json.addProperty("use_dora", false);
    json.addProperty("use_rslora", rootOfRank);
    return json;
  }
}
