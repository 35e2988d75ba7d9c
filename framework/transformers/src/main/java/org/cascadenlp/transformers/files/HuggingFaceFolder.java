package org.cascadenlp.transformers.files;

import com.google.gson.JsonElement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cascadenlp.transformers.config.Architecture;
import org.cascadenlp.transformers.config.EncoderConfiguration;
import org.cascadenlp.transformers.spec.Attention.RelativePosition;
import org.cascadenlp.transformers.tokenizer.SubwordTokenizer;
import org.cascadenlp.weights.WeightFiles;
import org.cascadenlp.weights.json.JsonFile;
import org.cascadenlp.weights.tensor.Tensor;

/**
 * A model folder in Hugging Face's format: {@code config.json}, weights in any supported format,
 * and a tokenizer.
 *
 * @param path the folder
 */
public record HuggingFaceFolder(Path path) {

  /** Whether the folder's configuration has a supported {@code model_type}. */
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
  SubwordTokenizer tokenizer() {
    return SubwordTokenizer.open(path);
  }

  /** Writes the files of {@code tokenizer}, for a network of {@code configuration}. */
  public void write(SubwordTokenizer tokenizer, EncoderConfiguration configuration) {
    boolean readsTypes =
        configuration.types() > 1
            || configuration.spec().attention().relativePosition() == RelativePosition.SINUSOIDS;
    tokenizer.save(
        path,
        readsTypes
            ? List.of("input_ids", "token_type_ids", "attention_mask")
            : List.of("input_ids", "attention_mask"));
  }

  /** The weight file: see {@link WeightFiles#NAMES}. */
  Path weightsFile() {
    return WeightFiles.in(path) ? WeightFiles.find(path) : path.resolve(WeightFiles.NAMES.get(0));
  }

  /** Reads all arrays under the names of the file; Google's names are mapped to Hugging Face's. */
  public Map<String, Tensor> tensors() {
    Path file = WeightFiles.find(path);
    Map<String, Tensor> tensors = WeightFiles.read(file);
    return GoogleNames.in(tensors)
        ? GoogleNames.rename(tensors, file.toString()).tensors()
        : tensors;
  }
}
