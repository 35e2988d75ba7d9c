package org.cascadenlp.neural.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.weights.json.JsonFile;
import org.cascadenlp.weights.safetensors.SafeTensors;
import org.cascadenlp.weights.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A low-rank adapter of an encoder (LoRA, Hu et al. 2021): it adds {@code alpha / rank * B A} to
 * some weights {@code W}.
 *
 * <p>On disk it has the layout of Hugging Face's peft, {@code adapter_config.json} and {@code
 * adapter_model.safetensors}, which peft can read and write.
 */
public final class LoraAdapter {

  /** The file with rank, alpha and target modules. */
  public static final String CONFIGURATION = "adapter_config.json";

  /** The file with the matrices. */
  public static final String WEIGHTS = "adapter_model.safetensors";

  private final String base;
  private final int rank;
  private final double alpha;
  private final boolean rootOfRank;
  private final boolean inputsFirst;
  private final Map<String, Pair> pairs;
  private final Map<String, Tensor> saved;

  /**
   * The two matrices added to one weight.
   *
   * @param a (rank, in)
   * @param b (out, rank)
   */
  public record Pair(Tensor a, Tensor b) {}

  /**
   * Creates an adapter.
   *
   * @param base the name of the encoder it was trained on
   * @param inputsFirst whether the weights have shape (in, out), as in GPT's {@code Conv1D}; peft's
   *     {@code fan_in_fan_out}
   * @param pairs the matrices by the name of the weight they adapt, for example {@code
   *     encoder.layer.0.attention.self.query.weight}
   */
  public LoraAdapter(
      String base, int rank, double alpha, boolean inputsFirst, Map<String, Pair> pairs) {
    this(base, rank, alpha, false, inputsFirst, pairs, Map.of());
  }

  private LoraAdapter(
      String base,
      int rank,
      double alpha,
      boolean rootOfRank,
      boolean inputsFirst,
      Map<String, Pair> pairs,
      Map<String, Tensor> saved) {
    this.base = base;
    this.rank = rank;
    this.alpha = alpha;
    this.rootOfRank = rootOfRank;
    this.inputsFirst = inputsFirst;
    this.pairs = Collections.unmodifiableMap(new LinkedHashMap<>(pairs));
    this.saved = Map.copyOf(saved);
  }

  /** True if {@code folder} holds an adapter. */
  public static boolean in(Path folder) {
    return Files.isRegularFile(folder.resolve(CONFIGURATION));
  }

  /**
   * Reads the adapter in {@code folder}.
   *
   * @throws org.cascadenlp.core.error.CascadeException if it is damaged, or uses a feature of peft
   *     that is not supported
   */
  public static LoraAdapter read(Path folder) {
    JsonObject json = configuration(folder);
    int rank = json.get("r").getAsInt();
    double alpha = json.get("lora_alpha").getAsDouble();
    Map<String, Tensor> tensors = SafeTensors.read(folder.resolve(WEIGHTS));
    Map<String, Tensor> saved = LoraArrays.saved(tensors, LoraConfiguration.savedModules(json));
    return new LoraAdapter(
        base(json),
        rank,
        alpha,
        flag(json, "use_rslora"),
        flag(json, LoraConfiguration.INPUTS_FIRST),
        LoraArrays.pairs(tensors, folder.resolve(WEIGHTS), rank),
        saved);
  }

  private static boolean flag(JsonObject json, String name) {
    JsonElement value = json.get(name);
    return value != null && !value.isJsonNull() && value.getAsBoolean();
  }

  /** The error for an adapter in {@code folder} whose base model is not found. */
  public static CascadeException withoutBase(Path folder) {
    return CascadeException.of(
        folder.toString(),
        "the encoder under this adapter, '" + base(folder) + "', is not there",
        "put its folder beside the adapter's, or install the plugin that offers it by name");
  }

  /** The base model's name in the configuration of the adapter in {@code folder}. */
  public static String base(Path folder) {
    return base(configuration(folder));
  }

  private static JsonObject configuration(Path folder) {
    Path file = folder.resolve(CONFIGURATION);
    JsonObject json = JsonFile.read(file);
    LoraConfiguration.check(json, file);
    return json;
  }

  private static String base(JsonObject configuration) {
    JsonElement base = configuration.get("base_model_name_or_path");
    return base == null || base instanceof JsonNull ? "" : base.getAsString();
  }

  /** Writes the adapter into {@code folder}. */
  public void write(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw CascadeException.of(
          folder.toString(),
          "cannot be made: " + CascadeException.describe(e),
          "choose another folder",
          e);
    }
    List<String> modules =
        pairs.keySet().stream().map(n -> n.substring(0, n.length() - ".weight".length())).toList();
    JsonArray targets = new JsonArray();
    modules.forEach(targets::add);
    JsonFile.write(
        folder.resolve(CONFIGURATION),
        LoraConfiguration.of(base, rank, alpha, rootOfRank, inputsFirst, targets));
    SafeTensors.write(folder.resolve(WEIGHTS), LoraArrays.of(pairs), Map.of());
  }

  /** The name of the encoder it was trained on. */
  public String base() {
    return base;
  }

  /** The rank: the rows of each pair's first matrix. */
  public int rank() {
    return rank;
  }

  /** The factor of {@code B A}. */
  public double scale() {
    return alpha / (rootOfRank ? Math.sqrt(rank) : rank);
  }

  /** True if the adapted weights have shape (in, out). */
  public boolean inputsFirst() {
    return inputsFirst;
  }

  /** The matrices, by the name of the weight they adapt as in the adapter. */
  public Map<String, Pair> pairs() {
    return pairs;
  }

  /** The arrays of modules that were trained as a whole ({@code modules_to_save}), by name. */
  public Map<String, Tensor> saved() {
    return saved;
  }

  /**
   * The matrices, by the name of the weight they adapt among the encoder's arrays {@code names}. An
   * adapter of a model with a head prefixes them with the name of the encoder.
   */
  public Map<String, Pair> pairs(Set<String> names) {
    Map<String, Pair> found = new LinkedHashMap<>();
    pairs.forEach(
        (name, pair) -> {
          String bare = name.substring(name.indexOf('.') + 1);
          found.put(names.contains(name) || !names.contains(bare) ? name : bare, pair);
        });
    return found;
  }

  /**
   * Merges the adapter into {@code weights}: adapted weights are copies, the others are shared.
   * Equal inputs give equal bits, so that {@link Tensor#hash} of the result identifies it.
   */
  public Map<String, Tensor> merge(Map<String, Tensor> weights) {
    Map<String, Tensor> merged = new LinkedHashMap<>(weights);
    pairs(weights.keySet())
        .forEach((name, pair) -> merged.put(name, merged(name, weights.get(name), pair)));
    return merged;
  }

  private Tensor merged(String name, @Nullable Tensor weight, Pair pair) {
    int out = (int) pair.b.shape()[0];
    int in = (int) pair.a.shape()[1];
    long[] shape = inputsFirst ? new long[] {in, out} : new long[] {out, in};
    if (weight == null || !Arrays.equals(weight.shape(), shape)) {
      throw CascadeException.of(
          "LoRA adapter of " + base,
          "adapts "
              + name
              + " of shape "
              + Arrays.toString(shape)
              + ", but the encoder has "
              + (weight == null ? "no such array" : Arrays.toString(weight.shape())),
          "use it with the encoder it was trained on");
    }
    float[] values = weight.values().clone();
    double[] row = new double[in];
    double scale = scale();
    for (int o = 0; o < out; o++) {
      Arrays.fill(row, 0);
      for (int k = 0; k < rank; k++) {
        double factor = pair.b.values()[o * rank + k];
        int at = k * in;
        for (int i = 0; i < in; i++) {
          row[i] += factor * pair.a.values()[at + i];
        }
      }
      for (int i = 0; i < in; i++) {
        int at = inputsFirst ? i * out + o : o * in + i;
        values[at] = (float) (values[at] + scale * row[i]);
      }
    }
    return new Tensor(weight.shape(), values);
  }
}
