package org.cascadenlp.recurrent.encoder;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.embedding.SavedHead;
import org.cascadenlp.neural.model.ModelFolder;
import org.cascadenlp.weights.json.JsonFile;
import org.cascadenlp.weights.safetensors.SafeTensors;
import org.cascadenlp.weights.tensor.Tensor;

/**
 * A recurrent network on disk: {@code config.json} with its {@code model_type}, and {@code
 * model.safetensors}. If the file also holds a head, the names of the network's arrays have the
 * {@code model_type} and a full stop as prefix.
 */
public final class SavedNetwork {

  /** The configuration file. */
  public static final String CONFIGURATION = "config.json";

  private static final String TYPE = "model_type";

  private SavedNetwork() {}

  /** True if {@code folder} holds a network with {@code model_type} {@code type}. */
  public static boolean is(Path folder, String type) {
    Path file = folder.resolve(CONFIGURATION);
    if (!Files.isRegularFile(file)) {
      return false;
    }
    JsonElement found = JsonFile.read(file).get(TYPE);
    return found != null && found.isJsonPrimitive() && found.getAsString().equals(type);
  }

  /**
   * Reads the arrays of {@code shapes} from {@code folder}, in the same order.
   *
   * @param type the network's {@code model_type}
   * @param shapes the expected shapes by name
   */
  public static Map<String, Tensor> weights(Path folder, String type, Map<String, long[]> shapes) {
    Path file = folder.resolve(ModelFolder.WEIGHTS);
    Map<String, Tensor> stored = SafeTensors.read(file);
    String own = type + ".";
    String prefix = stored.keySet().stream().anyMatch(n -> n.startsWith(own)) ? own : "";
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    shapes.forEach(
        (name, shape) -> {
          Tensor tensor = stored.get(prefix + name);
          if (tensor == null || !Arrays.equals(tensor.shape(), shape)) {
            throw CascadeException.of(
                file + ", array " + prefix + name,
                tensor == null ? "is missing" : "has shape " + Arrays.toString(tensor.shape()),
                "expected shape " + Arrays.toString(shape) + " as " + CONFIGURATION + " says");
          }
          tensors.put(name, tensor);
        });
    Set<String> others = new TreeSet<>(stored.keySet());
    others.removeIf(name -> !name.startsWith(prefix)); // arrays without the prefix belong to a head
    shapes.keySet().forEach(name -> others.remove(prefix + name));
    if (!others.isEmpty()) {
      throw CascadeException.of(
          file.toString(),
          "has arrays " + others + " that do not belong to the network",
          "use the " + CONFIGURATION + " that belongs to these weights");
    }
    return tensors;
  }

  /** Writes a network and, if it has arrays, {@code head}. */
  public static void write(
      Path folder, JsonObject configuration, Map<String, Tensor> tensors, SavedHead head)
      throws IOException {
    Files.createDirectories(folder);
    if (!head.labels().isEmpty()) {
      JsonArray names = new JsonArray();
      head.labels().forEach(names::add);
      configuration.add("labels", names);
    }
    JsonFile.write(folder.resolve(CONFIGURATION), configuration);
    String prefix =
        head.weights().names().isEmpty() ? "" : configuration.get(TYPE).getAsString() + ".";
    Map<String, Tensor> all = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> all.put(prefix + name, tensor));
    all.putAll(head.weights().toTensors());
    SafeTensors.write(folder.resolve(ModelFolder.WEIGHTS), all, Map.of());
  }
}
