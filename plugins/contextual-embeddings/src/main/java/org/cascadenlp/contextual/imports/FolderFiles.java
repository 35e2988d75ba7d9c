package org.cascadenlp.contextual.imports;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.transformers.config.EncoderConfiguration;
import org.cascadenlp.transformers.files.GoogleNames;
import org.cascadenlp.transformers.files.SentenceModules;
import org.cascadenlp.transformers.files.StoredTensors;
import org.cascadenlp.transformers.tokenizer.SubwordTokenizer;
import org.cascadenlp.weights.WeightFiles;
import org.cascadenlp.weights.json.JsonFile;
import org.cascadenlp.weights.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Reads the files of an encoder in a folder: weights in any format, configuration, tokenizer. */
final class FolderFiles {

  private static final List<String> CONFIGURATIONS =
      List.of(EncoderConfiguration.FILE, "bert_config.json");

  /** The size in the names of Google's models: layers, width and heads. */
  private static final Pattern SIZE =
      Pattern.compile("L-([0-9]{1,4})[-_]H-([0-9]{1,5})[-_]A-([0-9]{1,4})");

  private FolderFiles() {}

  /**
   * Reads the encoder at {@code path}.
   *
   * @param path its folder, or its weight file with the others in the same folder
   * @param source the argument of the user
   * @param allowed the unknown fields of the configuration that are ignored
   */
  static EncoderFiles read(Path path, String source, Set<String> allowed) {
    boolean whole = Files.isDirectory(path);
    Path absolute = path.toAbsolutePath().normalize();
    Path folder = whole ? SentenceModules.encoder(absolute) : parent(absolute);
    Path weights = whole ? WeightFiles.find(SentenceModules.encoder(path)) : path;
    JsonObject settings = settings(folder);
    if (settings == null && !SIZE.matcher(source).find()) {
      throw CascadeException.of(
          source,
          "has none of " + CONFIGURATIONS + " next to the weights",
          "add it, or use a name with the size of Google's model, such as L-12_H-768_A-12");
    }
    Map<String, Tensor> read = WeightFiles.read(weights);
    boolean google = GoogleNames.in(read);
    StoredTensors tensors =
        google ? GoogleNames.rename(read, weights.toString()) : StoredTensors.unchanged(read);
    EncoderConfiguration configuration =
        settings == null
            ? sized(tensors.tensors(), source)
            : EncoderConfiguration.of(settings, folder + ", configuration", allowed);
    if (!google) {
      tensors = bare(read, configuration, weights.toString());
    }
    return new EncoderFiles(
        name(source), weights.toString(), configuration, SubwordTokenizer.open(folder), tensors);
  }

  private static Path parent(Path file) {
    Path parent = file.getParent();
    if (parent == null) {
      throw CascadeException.of(file.toString(), "is not in a folder", "give a file");
    }
    return parent;
  }

  /** The last component of the source's path. */
  private static String name(String source) {
    return String.valueOf(Path.of(source).toAbsolutePath().normalize().getFileName());
  }

  private static @Nullable JsonObject settings(Path folder) {
    for (String name : CONFIGURATIONS) {
      if (Files.isRegularFile(folder.resolve(name))) {
        return JsonFile.read(folder.resolve(name));
      }
    }
    return null;
  }

  private static StoredTensors bare(
      Map<String, Tensor> tensors, EncoderConfiguration configuration, String place) {
    Map<String, Tensor> bare = new LinkedHashMap<>();
    Map<String, String> stored = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          String known = configuration.bare(name);
          if (bare.put(known, tensor) != null) {
            throw CascadeException.of(
                place, "array " + known + " is there with and without a prefix", "remove one");
          }
          if (!known.equals(name)) {
            stored.put(known, name);
          }
        });
    return new StoredTensors(bare, stored, Set.of(), Set.of());
  }

  /**
   * The configuration of a Google model, from the size in the name {@code source} and the arrays.
   */
  private static EncoderConfiguration sized(Map<String, Tensor> tensors, String source) {
    Matcher size = SIZE.matcher(source);
    if (!size.find()) {
      throw new IllegalStateException("the size of " + source + " was found before");
    }
    JsonObject json = new JsonObject();
    json.addProperty("num_hidden_layers", Integer.valueOf(size.group(1)));
    json.addProperty("hidden_size", Integer.valueOf(size.group(2)));
    json.addProperty("num_attention_heads", Integer.valueOf(size.group(3)));
    json.addProperty("intermediate_size", rows(tensors, "encoder.layer.0.intermediate.dense.bias"));
    json.addProperty("vocab_size", rows(tensors, "embeddings.word_embeddings.weight"));
    json.addProperty(
        "max_position_embeddings", rows(tensors, "embeddings.position_embeddings.weight"));
    json.addProperty("type_vocab_size", rows(tensors, "embeddings.token_type_embeddings.weight"));
    return EncoderConfiguration.of(json, source + ", size in its name");
  }

  private static long rows(Map<String, Tensor> tensors, String name) {
    Tensor tensor = tensors.get(name);
    return tensor == null || tensor.shape().length == 0 ? 0 : tensor.shape()[0];
  }
}
