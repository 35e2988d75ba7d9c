package org.cascadenlp.transformers.config;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.cascadenlp.weights.json.JsonFile;

/** Writes a {@code config.json} that transformers opens. */
final class SavedConfiguration {

  private static final Set<String> REPLACED =
      Set.of("architectures", "model_type", "base_model_prefix", "torch_dtype", "dtype");
  private static final Set<String> OF_HEADS =
      Set.of("id2label", "label2id", "num_labels", "_num_labels", "problem_type");

  private SavedConfiguration() {}

  /**
   * Writes the fields in {@code json}, without those of its former head.
   *
   * @param transformersClass the class that opens the model
   * @param labels the head's labels in the order of its outputs; empty without head
   * @param problemType how the head of a sequence uses them; empty for other heads
   */
  static void write(
      Path file,
      Architecture architecture,
      JsonObject json,
      String transformersClass,
      List<String> labels,
      String problemType) {
    JsonObject written = new JsonObject();
    JsonArray architectures = new JsonArray();
    architectures.add(transformersClass);
    written.add("architectures", architectures);
    written.addProperty("model_type", architecture.modelType());
    written.addProperty("base_model_prefix", architecture.prefix().replace(".", ""));
    written.addProperty("torch_dtype", "float32");
    json.asMap()
        .forEach(
            (name, value) -> {
              if (!REPLACED.contains(name) && !OF_HEADS.contains(name)) {
                written.add(name, value);
              }
            });
    if (!labels.isEmpty()) {
      addLabels(written, labels);
    }
    if (!problemType.isEmpty()) {
      written.addProperty("problem_type", problemType);
    }
    JsonFile.write(file, written);
  }

  /** The fields of {@code json} that only a head depends on. */
  static JsonObject head(JsonObject json) {
    JsonObject fields = new JsonObject();
    OF_HEADS.stream().filter(json::has).forEach(name -> fields.add(name, json.get(name)));
    return fields;
  }

  private static void addLabels(JsonObject written, List<String> labels) {
    JsonObject names = new JsonObject();
    JsonObject numbers = new JsonObject();
    for (int i = 0; i < labels.size(); i++) {
      names.addProperty(Integer.toString(i), labels.get(i));
      numbers.addProperty(labels.get(i), i);
    }
    written.add("id2label", names);
    written.add("label2id", numbers);
  }
}
