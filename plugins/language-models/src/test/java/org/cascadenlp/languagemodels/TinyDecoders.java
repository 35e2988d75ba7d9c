package org.cascadenlp.languagemodels;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.neural.embedding.EmbedderSettings.Precision;
import org.cascadenlp.weights.json.JsonFile;

/** The tiny causal decoders, with test vocabularies. */
public final class TinyDecoders {

  static final Path TESTDATA = Path.of(System.getProperty("cascade.root"), "testdata");

  private TinyDecoders() {}

  /** The reference values of transformers: see {@code causal.py}. */
  static JsonObject expected() {
    return JsonFile.read(TESTDATA.resolve("reference/causal.json"));
  }

  /** The names of all tiny decoders. */
  static List<String> names() {
    return List.copyOf(expected().getAsJsonObject("models").keySet());
  }

  /** The model opened below {@code folder}. */
  static CausalModel open(Path folder, String name) throws IOException {
    return CausalModel.open(copy(folder, name).toString(), Precision.FLOAT32);
  }

  /** The model in {@code folder}, with a byte-level vocabulary of 97 subwords. */
  public static Path copy(Path folder, String name) throws IOException {
    Path model = Files.createDirectories(folder.resolve(name));
    for (String file : List.of("config.json", "model.safetensors")) {
      Files.copy(TESTDATA.resolve("models").resolve(name).resolve(file), model.resolve(file));
    }
    // bytes as byte-level encoding writes them: a space, letters, and the two bytes of e with acute
    List<String> pieces = new ArrayList<>(List.of("<|endoftext|>", "\u0120", "\u00C3", "\u00A9"));
    for (char c = '!'; pieces.size() < 94; c++) {
      pieces.add(String.valueOf(c));
    }
    pieces.addAll(List.of("th", "the", "\u0120the"));
    JsonObject vocabulary = new JsonObject();
    pieces.forEach(piece -> vocabulary.addProperty(piece, vocabulary.size()));
    JsonFile.write(model.resolve("vocab.json"), vocabulary);
    Files.write(model.resolve("merges.txt"), List.of("#version: 0.2", "t h", "th e", "\u0120 the"));
    Files.writeString(
        model.resolve("tokenizer_config.json"), "{\"tokenizer_class\": \"GPT2Tokenizer\"}");
    return model;
  }

  static int[] ints(JsonArray numbers) {
    return numbers.asList().stream().mapToInt(n -> n.getAsInt()).toArray();
  }
}
