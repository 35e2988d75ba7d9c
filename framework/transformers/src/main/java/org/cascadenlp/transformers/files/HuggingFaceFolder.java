package org.cascadenlp.transformers.files;

import com.google.gson.JsonElement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.cascadenlp.transformers.config.Architecture;
import org.cascadenlp.transformers.config.EncoderConfiguration;
import org.cascadenlp.transformers.tokenizer.SubwordTokenizer;
import org.cascadenlp.weights.WeightFiles;
import org.cascadenlp.weights.json.JsonFile;
import org.cascadenlp.weights.tensor.Tensor;

/**
 * An encoder in Hugging Face's layout: {@code config.json}, weights in any format and a tokenizer.
 *
 * @param path the folder
 */
public record HuggingFaceFolder(Path path) {

  /** True where the folder says that it holds an encoder of a known family. */
  public boolean holdsEncoder() {
    Path file = path.resolve(EncoderConfiguration.FILE);
    if (!Files.isRegularFile(file)) {
      return false;
    }
    JsonElement type = JsonFile.read(file).get("model_type");
    return type != null && type.isJsonPrimitive() && Architecture.of(type.getAsString()) != null;
  }

  /** What its {@code config.json} states. */
  public EncoderConfiguration configuration() {
    return EncoderConfiguration.read(path.resolve(EncoderConfiguration.FILE));
  }

  /** The tokenizer; the caller closes it. */
  public SubwordTokenizer tokenizer() {
    return SubwordTokenizer.open(path);
  }

  /** The file of the weights: see {@link WeightFiles#NAMES}. */
  public Path weightsFile() {
    return WeightFiles.in(path) ? WeightFiles.find(path) : path.resolve(WeightFiles.NAMES.get(0));
  }

  /**
   * All arrays under the names of the file, Google's names aside, which are Hugging Face's here.
   */
  public Map<String, Tensor> tensors() {
    Path file = WeightFiles.find(path);
    Map<String, Tensor> tensors = WeightFiles.read(file);
    return GoogleNames.in(tensors)
        ? GoogleNames.rename(tensors, file.toString()).tensors()
        : tensors;
  }
}
