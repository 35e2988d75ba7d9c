package org.cascadenlp.neural.model;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.files.Sha256;
import org.cascadenlp.core.files.SpecialFiles;
import org.cascadenlp.neural.sequence.Cut;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.weights.json.JsonFile;
import org.cascadenlp.weights.safetensors.SafeTensors;
import org.cascadenlp.weights.tensor.Tensor;

/**
 * A model on disk: a folder in Hugging Face's layout with a {@link ModelCard} in {@code
 * model.json}.
 */
public final class ModelFolder {

  /** The file with the {@link ModelCard}. */
  public static final String CARD = "model.json";

  /** The file with the weights. */
  public static final String WEIGHTS = "model.safetensors";

  private static final Gson GSON = new GsonBuilder().serializeNulls().create();

  private ModelFolder() {}

  /**
   * Writes {@code card} with its {@code files} replaced by the hashes of all files now in {@code
   * folder}. Call it last.
   */
  public static void write(Path folder, ModelCard card) {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        if (!name.equals(CARD)) {
          files.put(name, sha256(file));
        }
      }
    } catch (IOException e) {
      throw CascadeException.of(
          folder.toString(),
          "cannot be listed: " + CascadeException.describe(e),
          "check that it exists and is readable",
          e);
    }
    JsonObject json;
    try {
      json = GSON.toJsonTree(card).getAsJsonObject();
    } catch (IllegalArgumentException e) {
      throw CascadeException.of(
          folder.resolve(CARD).toString(),
          "a score is not a number: " + e.getMessage(),
          "leave out what could not be measured",
          e);
    }
    json.add("files", GSON.toJsonTree(files));
    VectorSpace embedder = card.embedder();
    if (embedder != null && embedder.cut() == Cut.TEXT) {
      json.addProperty("cut", "text"); // cards without the key mean cut = tokens
    }
    if (json.get(CardFields.PROBE) instanceof JsonObject probe) {
      json.add(CardFields.PROBE, SelfTestJson.flat(probe));
    }
    JsonFile.write(folder.resolve(CARD), json);
  }

  /** Reads the card in {@code folder} and compares every file it lists with its hash. */
  public static ModelCard read(Path folder) {
    ModelCard card = card(folder);
    card.files().forEach((name, expected) -> check(folder, name, expected));
    return card;
  }

  /** The files that the card in {@code folder} lists; empty if there is no valid card. */
  public static Set<String> files(Path folder) {
    try {
      return card(folder).files().keySet();
    } catch (CascadeException e) {
      return Set.of();
    }
  }

  /** The weights in {@code folder}. */
  public static Map<String, Tensor> weights(Path folder) {
    return SafeTensors.read(folder.resolve(WEIGHTS));
  }

  /** Reads the card in {@code folder} without checking the files it lists. */
  public static ModelCard card(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw CascadeException.of(
          folder.toString(), "there is no such folder", "expected a model's folder");
    }
    Path file = folder.resolve(CARD);
    JsonObject json = JsonFile.read(file);
    String place = file.toString();
    if (json.get(CardFields.PROBE) instanceof JsonObject probe) {
      json.add(CardFields.PROBE, SelfTestJson.components(probe));
    }
    CardFields.check(json, place);
    try {
      return GSON.fromJson(json, ModelCard.class);
    } catch (RuntimeException e) { // Gson wraps exceptions of a record's constructor
      throw CascadeException.of(
          place,
          "is not a model card: " + CascadeException.describe(e),
          "restore the file as it was written",
          e);
    }
  }

  private static void check(Path folder, String name, String expected) {
    Path file = folder.resolve(name).normalize();
    if (!file.startsWith(folder.normalize()) || name.isEmpty()) {
      throw CascadeException.of(
          folder.resolve(CARD).toString(),
          "files lists " + name + ", which is outside the folder",
          "name files of the folder only");
    }
    if (!Files.isRegularFile(file)) {
      throw CascadeException.of(
          file.toString(),
          "is missing, but " + CARD + " lists it",
          "copy the whole model folder again");
    }
    String found = sha256(file);
    if (!found.equals(expected)) {
      throw CascadeException.of(
          file.toString(),
          "changed or truncated: expected sha256 " + expected + ", found " + found,
          "copy the whole model folder again");
    }
  }

  private static String sha256(Path file) {
    SpecialFiles.refuse(file);
    try (InputStream in = Files.newInputStream(file)) {
      return Sha256.of(in);
    } catch (IOException e) {
      throw CascadeException.of(
          file.toString(),
          "cannot be read: " + CascadeException.describe(e),
          "check the path and its rights",
          e);
    }
  }
}
