package org.cascadenlp.recurrent.cove;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.embedding.SavedHead;
import org.cascadenlp.neural.model.ModelFolder;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.recurrent.encoder.SavedNetwork;
import org.cascadenlp.weights.WeightFiles;
import org.cascadenlp.weights.json.JsonFile;
import org.cascadenlp.weights.safetensors.SafeTensors;
import org.cascadenlp.weights.tensor.Tensor;

/**
 * A CoVe on disk: the state of a PyTorch {@code nn.LSTM} in a PyTorch file (as published by McCann
 * et al.) or a safetensors file, a folder with the latter, or a folder written by Cascade.
 */
final class CoveFolder {

  private static final String TYPE = "cove";
  private static final String ENDING = ".safetensors";
  private static final List<String> TORCH_ENDINGS = List.of(".pth", ".pt");

  private final Path path;
  private final LstmState state;

  /** Reads the CoVe at {@code path}. */
  CoveFolder(Path path) {
    this.path = path.toAbsolutePath().normalize();
    this.state =
        SavedNetwork.is(path, TYPE)
            ? saved()
            : LstmState.of(WeightFiles.read(file(path)), file(path));
  }

  private LstmState saved() {
    Path file = path.resolve(SavedNetwork.CONFIGURATION);
    JsonObject json = JsonFile.read(file);
    return LstmState.of(
        SavedNetwork.weights(
            path,
            TYPE,
            LstmState.shapes(
                whole(json, file, "input_size"),
                whole(json, file, "hidden_size"),
                whole(json, file, "num_layers"))),
        file);
  }

  private static int whole(JsonObject json, Path file, String name) {
    String text =
        json.has(name) && json.get(name).isJsonPrimitive() ? json.get(name).getAsString() : "";
    if (!text.matches("[1-9][0-9]{0,4}")) {
      throw CascadeException.of(
          file.toString(), name + " is " + json.get(name), "expected a whole number below 100000");
    }
    return Integer.parseInt(text);
  }

  /** True if {@code path} holds a CoVe. */
  static boolean is(Path path) {
    if (SavedNetwork.is(path, TYPE)) {
      return true;
    }
    if (Files.exists(path.resolve(SavedNetwork.CONFIGURATION))) {
      return false;
    }
    Path file = file(path);
    if (!Files.isRegularFile(file)) {
      return false;
    }
    // no other embedder is a single PyTorch file, so problems with one are reported here
    return TORCH_ENDINGS.stream().anyMatch(file.toString()::endsWith)
        || (file.toString().endsWith(ENDING)
            && SafeTensors.names(file).stream().anyMatch(LstmState::isFirst));
  }

  private static Path file(Path path) {
    return Files.isDirectory(path) ? path.resolve(ModelFolder.WEIGHTS) : path;
  }

  /** The name of the file or folder, for display. */
  String name() {
    return String.valueOf(path.getFileName());
  }

  LstmState state() {
    return state;
  }

  /** Writes a CoVe of the same shapes with {@code weights} in Cascade's layout. */
  void save(Path folder, Weights weights, String vectors, SavedHead head) throws IOException {
    JsonObject json = new JsonObject();
    json.addProperty("model_type", TYPE);
    json.addProperty("input_size", state.input());
    json.addProperty("hidden_size", state.hidden());
    json.addProperty("num_layers", state.layers());
    json.addProperty("vectors", vectors);
    Map<String, Tensor> ordered = new LinkedHashMap<>();
    state.weights().keySet().forEach(name -> ordered.put(name, Weights.copy(weights.get(name))));
    SavedNetwork.write(folder, json, LstmState.named(ordered), head);
  }
}
