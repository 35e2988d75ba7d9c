package org.cascadenlp.weights;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.weights.json.JsonFile;
import org.cascadenlp.weights.tensor.Tensor;

/**
 * Sharded weights, as Hugging Face saves large models: the {@code weight_map} of {@code
 * *.index.json} maps each array name to a file in the same folder.
 */
final class ShardedWeights {

  private static final String MAP = "weight_map";
  private static final String REMEDY = "fetch the index and all its files again";

  private ShardedWeights() {}

  /**
   * All arrays in the order of the index. Every array must be in the file that the index maps it
   * to, and a file must not contain arrays that the index does not map to it.
   */
  static Map<String, Tensor> read(Path index) {
    Map<String, String> files = parse(index);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    files.keySet().forEach(name -> tensors.put(name, new Tensor(new long[] {0}, new float[0])));
    for (String shard : new LinkedHashSet<>(files.values())) {
      Path file = index.resolveSibling(shard);
      Map<String, Tensor> found = WeightFiles.format(file).read(file);
      Set<String> missing = new TreeSet<>();
      files.forEach(
          (name, in) -> {
            if (in.equals(shard) && !found.containsKey(name)) {
              missing.add(name);
            }
          });
      if (!missing.isEmpty()) {
        throw CascadeException.of(
            file.toString(), "has no " + missing + ", which " + index + " maps to it", REMEDY);
      }
      found.forEach(
          (name, tensor) -> {
            String owner = files.get(name);
            if (!shard.equals(owner)) {
              throw CascadeException.of(
                  file + ", array " + name,
                  owner == null
                      ? "is not in " + index.getFileName()
                      : "is in this file, but " + index.getFileName() + " maps it to " + owner,
                  REMEDY);
            }
            tensors.put(name, tensor);
          });
    }
    return tensors;
  }

  private static Map<String, String> parse(Path index) {
    Map<String, String> files = new LinkedHashMap<>();
    boolean found = false;
    try (JsonReader in = new JsonReader(new StringReader(JsonFile.text(index)))) {
      in.setStrictness(Strictness.STRICT);
      in.beginObject();
      while (in.hasNext()) {
        if (!in.nextName().equals(MAP)) {
          in.skipValue(); // the total size: each file is checked when it is read
          continue;
        }
        if (found) {
          throw CascadeException.of(index.toString(), MAP + " is there twice", REMEDY);
        }
        found = true;
        in.beginObject();
        while (in.hasNext()) {
          String name = in.nextName();
          if (files.put(name, checked(index, name, in.nextString())) != null) {
            throw CascadeException.of(
                index.toString(), "array " + name + " is there twice", REMEDY);
          }
        }
        in.endObject();
      }
      in.endObject();
      if (in.peek() != JsonToken.END_DOCUMENT) {
        throw CascadeException.of(index.toString(), "text follows the last brace", REMEDY);
      }
    } catch (IOException | IllegalStateException | NumberFormatException e) {
      throw CascadeException.of(
          index.toString(), "is not the JSON expected: " + e.getMessage(), REMEDY, e);
    }
    if (files.isEmpty()) {
      throw CascadeException.of(index.toString(), "has no " + MAP, REMEDY);
    }
    return files;
  }

  /**
   * Checks that {@code file} is a plain file name in the folder of {@code index}, and that it
   * exists.
   */
  private static String checked(Path index, String name, String file) {
    if (file.isEmpty()
        || file.matches(".*[/\\\\:\\p{Cntrl}].*")
        || file.equals("..")
        || file.equals(".")
        || file.endsWith(".json")) {
      throw CascadeException.of(
          index + ", array " + name,
          "is mapped to " + file,
          "expected the name of a file in the same folder");
    }
    if (!Files.isRegularFile(index.resolveSibling(file))) {
      throw CascadeException.of(
          index + ", array " + name,
          "is mapped to " + file + ", which does not exist",
          "put all files of the model into one folder");
    }
    return file;
  }
}
