package org.cascadenlp.transformers.head;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.model.HeadClass;
import org.cascadenlp.neural.model.LoraAdapter;
import org.cascadenlp.transformers.config.EncoderConfiguration;
import org.cascadenlp.transformers.config.TransformersClass;
import org.cascadenlp.weights.json.JsonFile;
import org.cascadenlp.weights.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration of a head that peft saved with an adapter: {@code adapter_config.json}
 * names its class, labels are in a {@code config.json} beside it or in that of the base model, as
 * {@code AutoPeftModel} of peft reads them.
 */
public final class AdapterHead {

  private static final Map<String, String> TASKS =
      Map.of(
          "TOKEN_CLS", HeadClass.TOKENS,
          "SEQ_CLS", HeadClass.SEQUENCES,
          "QUESTION_ANS", HeadClass.ANSWERS);

  private AdapterHead() {}

  /**
   * The configuration of the head in {@code folder}. If the base model states another number of
   * labels than the head has outputs, its labels are those of another head; they then are {@code
   * LABEL_0} and so on, as in transformers.
   *
   * @param base the configuration of the base model
   * @param tensors all arrays of the adapted model
   * @throws CascadeException if its class is unknown or not one of the family of {@code base}
   */
  public static HeadConfiguration read(
      Path folder, EncoderConfiguration base, Map<String, Tensor> tensors) {
    Path file = folder.resolve(LoraAdapter.CONFIGURATION);
    JsonObject adapter = JsonFile.read(file);
    String task = text(adapter.get("task_type"));
    String architecture =
        TASKS.containsKey(task)
            ? TransformersClass.of(base.architecture(), TASKS.getOrDefault(task, ""))
            : adapter.get("auto_mapping") instanceof JsonObject mapping
                ? text(mapping.get("base_model_class"))
                : "";
    if (architecture.isEmpty()) {
      throw CascadeException.of(
          file.toString(),
          "task_type is " + adapter.get("task_type"),
          "expected TOKEN_CLS, SEQ_CLS or QUESTION_ANS, or the class of the model as auto_mapping."
              + "base_model_class");
    }
    String name =
        HeadConfiguration.ending(
            architecture,
            base.architecture(),
            file.toString(),
            "base_model_class is " + architecture);
    Path beside = folder.resolve(EncoderConfiguration.FILE);
    return Files.exists(beside)
        ? HeadConfiguration.of(JsonFile.read(beside), beside.toString(), architecture, name)
        : HeadConfiguration.of(
            labels(base.head(), outputs(tensors, base, name)), file.toString(), architecture, name);
  }

  /** {@code base} if it has a label for each of {@code outputs}. */
  private static JsonObject labels(JsonObject base, int outputs) {
    if (outputs < 1 || (base.get("id2label") instanceof JsonObject all && all.size() == outputs)) {
      return base;
    }
    JsonObject unnamed = new JsonObject();
    unnamed.addProperty("num_labels", outputs);
    return unnamed;
  }

  /** The rows of the output layer; 0 if it is missing. */
  private static int outputs(Map<String, Tensor> tensors, EncoderConfiguration base, String name) {
    String stored =
        HeadLayout.of(base, name)
            .map(layout -> layout.stored(layout.ownOutput() + ".weight"))
            .orElse("");
    Tensor weight = tensors.get(stored);
    return weight == null || weight.shape().length == 0 ? 0 : (int) weight.shape()[0];
  }

  private static String text(@Nullable JsonElement element) {
    return element instanceof JsonPrimitive primitive ? primitive.getAsString() : "";
  }
}
