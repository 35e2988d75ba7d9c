package org.cascadenlp.contextual.files;

import com.google.gson.JsonElement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.cascadenlp.contextual.tokenizer.SubwordTokenizer;
import org.cascadenlp.core.CascadeException;
import org.cascadenlp.neural.JsonFile;
import org.cascadenlp.neural.SafeTensors;
import org.cascadenlp.neural.Weights.Tensor;

/**
 * An encoder in Hugging Face's layout: {@code config.json}, {@code model.safetensors} and a
 * tokenizer.
 *
 * @param path the folder
 */
public record HuggingFaceFolder(Path path) {

  private static final String WEIGHTS = "model.safetensors";

  /** True where the folder says that it holds an encoder of a known family. */
  public boolean holdsEncoder() {
    Path file = path.resolve(BertConfiguration.FILE);
    if (!Files.isRegularFile(file)) {
      return false;
    }
    JsonElement type = JsonFile.read(file).get("model_type");
    return type != null && type.isJsonPrimitive() && Architecture.of(type.getAsString()) != null;
  }

  public BertConfiguration configuration() {
    return BertConfiguration.read(path.resolve(BertConfiguration.FILE));
  }

  /** The tokenizer; the caller closes it. */
  public SubwordTokenizer tokenizer() {
    return SubwordTokenizer.open(path);
  }

  /** The file of the weights. */
  public Path weightsFile() {
    return path.resolve(WEIGHTS);
  }

  /** All arrays under the names of the file. */
  public Map<String, Tensor> tensors() {
    if (!Files.exists(weightsFile())) {
      throw CascadeException.of(
          path.toString(),
          "has no " + WEIGHTS,
          "save the model in one safetensors file: model.save_pretrained(FOLDER) in transformers");
    }
    return SafeTensors.read(weightsFile());
  }
}
