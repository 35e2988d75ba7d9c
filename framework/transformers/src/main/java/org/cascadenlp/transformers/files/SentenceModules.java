package org.cascadenlp.transformers.files;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.embedding.EmbedderSettings;
import org.cascadenlp.transformers.tokenizer.SubwordTokenizer;
import org.cascadenlp.weights.json.JsonFile;
import org.jspecify.annotations.Nullable;

/**
 * The modules of a sentence-transformers model: {@code modules.json}, the folders it lists, {@code
 * sentence_bert_config.json} in the encoder's folder and {@code config_sentence_transformers.json}.
 * Pooling here follows the embedding's parameters; this class reports where they differ from the
 * model's modules.
 *
 * <p>Source: sentence-transformers 5.
 */
public final class SentenceModules {

  private static final String FILE = "modules.json";
  private static final String PREFIX = "pooling_mode_";

  /** The possible settings files of the encoder module, one per architecture. */
  private static final List<String> SETTINGS =
      Stream.of("bert", "roberta", "distilbert", "camembert", "albert", "xlm-roberta", "xlnet")
          .map(family -> "sentence_" + family + "_config.json")
          .toList();

  private final Path folder;
  private final JsonArray modules;
  private final List<String> differences = new ArrayList<>();

  private SentenceModules(Path folder) {
    this.folder = folder;
    this.modules = Files.isRegularFile(folder.resolve(FILE)) ? list() : new JsonArray();
  }

  /**
   * The folder of the encoder: that of the first module in {@code modules.json}, for example {@code
   * 0_Transformer}, if it contains an encoder, otherwise {@code folder} itself.
   */
  public static Path encoder(Path folder) {
    return new SentenceModules(folder).encoder();
  }

  private Path encoder() {
    String path = modules.isEmpty() ? "" : text(module(modules.get(0)).get("path"));
    Path named = folder.resolve(path).normalize();
    if (!named.startsWith(folder.normalize())) {
      throw CascadeException.of(
          folder.resolve(FILE).toString(),
          "the first module has the path " + path,
          "expected a folder in this one");
    }
    return !path.isEmpty() && new HuggingFaceFolder(named).holdsEncoder() ? named : folder;
  }

  /**
   * The differences between the pooled vector under {@code settings} and that of
   * sentence-transformers, as messages. Empty without pooling, and for a folder that is not a
   * sentence-transformers model.
   */
  public static List<String> differences(
      Path folder, EmbedderSettings settings, SubwordTokenizer tokenizer) {
    SentenceModules modules = new SentenceModules(folder);
    String pooled = settings.pooled().name().toLowerCase(Locale.ROOT);
    if (!pooled.equals("none") && !modules.modules.isEmpty()) {
      modules.compare(pooled, settings.normalize());
      modules.compareText(tokenizer, settings.window());
    }
    return modules.differences;
  }

  private void compare(String pooled, boolean normalize) {
    boolean normalizes = false;
    boolean encoderIsModule = !encoder().equals(folder);
    for (JsonElement element : modules.asList().subList(encoderIsModule ? 1 : 0, modules.size())) {
      JsonObject module = module(element);
      String type = text(module.get("type"));
      String name = type.substring(type.lastIndexOf('.') + 1);
      switch (name) {
        case "Transformer" -> {}
        case "Normalize" -> normalizes = true;
        case "Pooling" -> comparePooling(text(module.get("path")), pooled);
        default ->
            differences.add(
                FILE
                    + " has the module "
                    + name
                    + ", which is not applied: vectors are those before it");
      }
    }
    if (normalizes != normalize) {
      differences.add(
          FILE
              + (normalizes ? " has the module Normalize" : " has no module Normalize")
              + ", but normalize is "
              + normalize);
    }
  }

  private void comparePooling(String path, String pooled) {
    Path file = folder.resolve(path).resolve("config.json").normalize();
    if (!file.startsWith(folder.normalize()) || !Files.isRegularFile(file)) {
      differences.add(FILE + " lists " + path + ", which has no config.json");
      return;
    }
    JsonObject json = JsonFile.read(file);
    List<String> modes = new ArrayList<>();
    for (Map.Entry<String, JsonElement> entry : json.entrySet()) {
      if (entry.getKey().startsWith(PREFIX) && text(entry.getValue()).equals("true")) {
        modes.add(entry.getKey());
      }
    }
    if (!text(json.get("pooling_mode")).isEmpty()) {
      modes.add(PREFIX + text(json.get("pooling_mode")));
    }
    String expected = PREFIX + (pooled.equals("last") ? "lasttoken" : pooled);
    if (modes.size() != 1
        || !List.of(expected, expected + "_token", expected + "_tokens").contains(modes.get(0))) {
      differences.add(
          path + "/config.json has " + String.join(", ", modes) + ", but pooled is " + pooled);
    }
  }

  private void compareText(SubwordTokenizer tokenizer, int window) {
    String file =
        SETTINGS.stream()
            .filter(name -> Files.isRegularFile(encoder().resolve(name)))
            .findFirst()
            .orElse(SETTINGS.get(0));
    JsonObject settings = optional(encoder().resolve(file));
    String length = text(settings.get("max_seq_length"));
    if (!length.isEmpty() && !length.equals(String.valueOf(window))) {
      differences.add(
          file
              + " has max_seq_length "
              + length
              + ", to which texts are truncated, but window is "
              + window
              + ": longer texts differ");
    }
    for (String arguments : List.of("model_args", "tokenizer_args", "config_args")) {
      if (settings.get(arguments) instanceof JsonObject named && !named.isEmpty()) {
        differences.add(file + " has " + arguments + " " + named + ", which are ignored");
      }
    }
    if (text(settings.get("do_lower_case")).equals("true")
        && !tokenizer.encode("The A").pieces().equals(tokenizer.encode("the a").pieces())) {
      differences.add(
          file
              + " has do_lower_case, but the tokenizer keeps capitals: set do_lower_case in"
              + " tokenizer_config.json");
    }
    JsonObject prompts = optional(folder.resolve("config_sentence_transformers.json"));
    String name = text(prompts.get("default_prompt_name"));
    if (!name.isEmpty()
        && prompts.get("prompts") instanceof JsonObject all
        && !text(all.get(name)).isEmpty()) {
      differences.add(
          "config_sentence_transformers.json prepends \""
              + text(all.get(name))
              + "\" to each text, which is not done here");
    }
  }

  private static JsonObject module(JsonElement element) {
    return element instanceof JsonObject object ? object : new JsonObject();
  }

  private static JsonObject optional(Path file) {
    return Files.isRegularFile(file) ? JsonFile.read(file) : new JsonObject();
  }

  private JsonArray list() {
    String place = folder.resolve(FILE).toString();
    try {
      if (JsonParser.parseString(JsonFile.text(folder.resolve(FILE))) instanceof JsonArray list) {
        return list;
      }
    } catch (JsonParseException e) {
      throw CascadeException.of(
          place, "is not well-formed JSON: " + e.getMessage(), "correct it or fetch it again", e);
    }
    throw CascadeException.of(
        place, "is not a list", "expected the modules of a sentence-transformers model");
  }

  private static String text(@Nullable JsonElement element) {
    return element != null && element.isJsonPrimitive() ? element.getAsString() : "";
  }
}
