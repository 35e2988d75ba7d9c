package org.cascadenlp.recurrent.elmo;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.embedding.SavedHead;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.recurrent.encoder.SavedNetwork;
import org.cascadenlp.weights.json.JsonFile;
import org.cascadenlp.weights.tensor.Tensor;

/**
 * A folder with an ELMo: {@code options.json} and {@code lm_weights.hdf5} as published (or one file
 * each whose name ends in {@code options.json} and {@code weights.hdf5}), or {@code config.json}
 * and {@code model.safetensors} as written by Cascade.
 */
final class ElmoFolder {

  private static final String TYPE = "elmo";
  private static final String OPTIONS = "options.json";
  private static final String WEIGHTS = "weights.hdf5";

  private final Path path;
  private final ElmoOptions options;

  /** Reads the options of the ELMo in {@code path}. */
  ElmoFolder(Path path) {
    this.path = path.toAbsolutePath().normalize();
    if (SavedNetwork.is(path, TYPE)) {
      Path file = path.resolve(SavedNetwork.CONFIGURATION);
      JsonObject json = JsonFile.read(file);
      if (!(json.get("options") instanceof JsonObject saved)) {
        throw CascadeException.of(
            file.toString(), "has no object options", "restore it as it was written");
      }
      this.options = ElmoOptions.of(saved, file + ", options");
    } else {
      Path file = only(OPTIONS);
      this.options = ElmoOptions.of(JsonFile.read(file), file.toString());
    }
  }

  /** True if {@code folder} holds an ELMo. */
  static boolean is(Path folder) {
    return SavedNetwork.is(folder, TYPE)
        || (!ending(folder, OPTIONS).isEmpty() && !ending(folder, WEIGHTS).isEmpty());
  }

  ElmoOptions options() {
    return options;
  }

  /** The folder's name, for display. */
  String name() {
    return String.valueOf(path.getFileName());
  }

  /** Reads the weights, in the order of the network. */
  Map<String, Tensor> weights() {
    return SavedNetwork.is(path, TYPE)
        ? SavedNetwork.weights(path, TYPE, options.weights())
        : ElmoHdf5.read(only(WEIGHTS), options);
  }

  /** Writes an ELMo with these options and {@code weights} in Cascade's layout. */
  void save(Path folder, Weights weights, SavedHead head) throws IOException {
    JsonObject json = new JsonObject();
    json.addProperty("model_type", TYPE);
    json.add("options", options.json());
    Map<String, Tensor> ordered = new LinkedHashMap<>();
    options.weights().keySet().forEach(name -> ordered.put(name, Weights.copy(weights.get(name))));
    SavedNetwork.write(folder, json, ordered, head);
  }

  private Path only(String ending) {
    List<Path> found = ending(path, ending);
    if (found.size() != 1) {
      throw CascadeException.of(
          path.toString(),
          found.isEmpty() ? "has no file *" + ending : "has several files *" + ending,
          "expected one options.json and one lm_weights.hdf5");
    }
    return found.get(0);
  }

  private static List<Path> ending(Path folder, String ending) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> found = new ArrayList<>();
      files.filter(file -> file.getFileName().toString().endsWith(ending)).forEach(found::add);
      return found;
    } catch (IOException e) {
      throw CascadeException.of(
          folder.toString(),
          "cannot be listed: " + CascadeException.describe(e),
          "check its rights",
          e);
    }
  }
}
