package org.cascadenlp.transformers.config;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.embedding.SavedHead;
import org.cascadenlp.transformers.spec.TransformerSpec;
import org.cascadenlp.weights.json.JsonFile;

/** What an encoder is made of: the {@code config.json} of a Hugging Face folder. */
public final class EncoderConfiguration {

  /** The configuration's file in a Hugging Face folder. */
  public static final String FILE = "config.json";

  /**
   * The sizes of an encoder, whatever its family.
   *
   * @param vocabulary the number of subwords
   * @param hiddenSize the width of a hidden state
   * @param layers the number of layers, hidden states without that after the embeddings
   * @param heads attention heads a layer
   * @param intermediate the width of the feed-forward layer
   * @param activation the function of the feed-forward layer, by Hugging Face's name
   * @param positions the longest sequence
   * @param types the number of segment types, 0 for none
   * @param layerNormEpsilon of layer normalisation
   * @param pad the padding's subword
   */
  public record Sizes(
      int vocabulary,
      int hiddenSize,
      int layers,
      int heads,
      int intermediate,
      String activation,
      int positions,
      int types,
      double layerNormEpsilon,
      int pad) {

    /** The same with a feed-forward layer of that width. */
    Sizes intermediate(int other) {
      return new Sizes(
          vocabulary,
          hiddenSize,
          layers,
          heads,
          other,
          activation,
          positions,
          types,
          layerNormEpsilon,
          pad);
    }

    /** The same with that function. */
    Sizes activation(String other) {
      return new Sizes(
          vocabulary,
          hiddenSize,
          layers,
          heads,
          intermediate,
          other,
          positions,
          types,
          layerNormEpsilon,
          pad);
    }
  }

  /**
   * The probabilities of dropout in training.
   *
   * @param embeddings after the embeddings
   * @param hidden after linear layers
   * @param attention of attention weights
   */
  public record Dropout(float embeddings, float hidden, float attention) {}

  private final Architecture architecture;
  private final JsonObject json;
  private final Sizes sizes;
  private final Dropout dropout;
  private final boolean countsFromPad;
  private final TransformerSpec layout;
  private final Set<String> leftOut;

  /**
   * A configuration that was read.
   *
   * @param countsFromPad whether the first position is the one after the number of the padding's
   *     subword, as in RoBERTa
   */
  EncoderConfiguration(
      Architecture architecture,
      ConfigurationFields fields,
      Sizes sizes,
      Dropout dropout,
      boolean countsFromPad,
      TransformerSpec layout) {
    this.architecture = architecture;
    this.json = fields.json().deepCopy();
    this.sizes = sizes;
    this.dropout = dropout;
    this.countsFromPad = countsFromPad;
    this.layout = layout;
    this.leftOut = Set.copyOf(fields.leftOut());
    leftOut.forEach(json::remove);
    if (sizes.hiddenSize % sizes.heads != 0) {
      throw CascadeException.of(
          fields.place(),
          fields.nameOf("hidden_size")
              + " "
              + sizes.hiddenSize
              + " is not a multiple of "
              + fields.nameOf("num_attention_heads")
              + " "
              + sizes.heads,
          "correct one of them");
    }
    if (sizes.pad >= sizes.vocabulary) {
      throw CascadeException.of(
          fields.place(),
          "pad_token_id " + sizes.pad + " is not below vocab_size " + sizes.vocabulary,
          "correct one of them");
    }
  }

  /** The configuration in {@code file}. */
  public static EncoderConfiguration read(Path file) {
    return of(JsonFile.read(file), file.toString());
  }

  /**
   * The configuration that {@code json} states.
   *
   * <p>Sizes must be stated; what else is missing has the value that transformers gives it.
   *
   * @param place where it comes from, for errors
   */
  public static EncoderConfiguration of(JsonObject json, String place) {
    return of(json, place, Set.of());
  }

  /**
   * The configuration that {@code json} states.
   *
   * @param place where it comes from, for errors
   * @param allowed the fields that are left out where their meaning is not known; any other such
   *     field is an error
   */
  public static EncoderConfiguration of(JsonObject json, String place, Set<String> allowed) {
    JsonElement type = json.get("model_type");
    String name = type == null || type.isJsonNull() ? "bert" : "";
    if (type != null && type.isJsonPrimitive()) {
      name = type.getAsString();
    }
    Architecture architecture = Architecture.of(name);
    if (architecture == null) {
      throw CascadeException.of(
          place,
          "model_type is " + type,
          "supported are " + String.join(", ", Architecture.byType().keySet()));
    }
    return architecture.read(new ConfigurationFields(json, place, allowed));
  }

  /** The family. */
  public Architecture architecture() {
    return architecture;
  }

  /** How saved arrays make up the network. */
  public TransformerSpec layout() {
    return layout;
  }

  /** Its sizes. */
  public Sizes sizes() {
    return sizes;
  }

  /** The probabilities of dropout that it states. */
  public Dropout dropout() {
    return dropout;
  }

  /** Whether a language model's head has the word embeddings as its matrix. */
  public boolean tiesWords() {
    JsonElement ties = json.get("tie_word_embeddings");
    return ties == null || !ties.toString().equals("false");
  }

  /** The width of one attention head. */
  public int headWidth() {
    return sizes.hiddenSize / sizes.heads;
  }

  /** The number of subwords in its vocabulary. */
  public int vocabulary() {
    return sizes.vocabulary;
  }

  /** The width of its hidden states. */
  public int hiddenSize() {
    return sizes.hiddenSize;
  }

  /** The number of its layers. */
  public int layers() {
    return sizes.layers;
  }

  /** The longest sequence. */
  public int positions() {
    return sizes.positions;
  }

  /** The number of segment types, at least 1. */
  public int types() {
    return Math.max(1, sizes.types);
  }

  /** The fields of unknown meaning that were left out as allowed. */
  public Set<String> leftOut() {
    return leftOut;
  }

  /**
   * The position of each subword, as this family counts them.
   *
   * @param ids the subwords of a sequence
   * @param places where each stands, from 0
   */
  public int[] positions(int[] ids, int[] places) {
    if (!countsFromPad) {
      return places;
    }
    int[] positions = new int[ids.length];
    int before = 0;
    for (int i = 0; i < ids.length; i++) {
      positions[i] = ids[i] == sizes.pad ? sizes.pad : sizes.pad + ++before;
    }
    return positions;
  }

  /** A name as today's Hugging Face has it, without the model's prefix. */
  public String bare(String name) {
    String prefix = architecture.prefix();
    String bare = name.startsWith(prefix) ? name.substring(prefix.length()) : name;
    return bare.replace("LayerNorm.gamma", "LayerNorm.weight")
        .replace("LayerNorm.beta", "LayerNorm.bias");
  }

  /**
   * Writes a {@code config.json} that transformers opens.
   *
   * @param head what it opens the encoder with
   */
  public void write(Path file, SavedHead head) {
    write(
        file,
        architecture.stem() + (head.opensAs().isEmpty() ? "Model" : head.opensAs()),
        head.labels());
  }

  /**
   * Writes a {@code config.json} that transformers opens.
   *
   * @param opensAs the class it opens as, for example {@code BertForTokenClassification}
   * @param labels of the head, in the order of its outputs; empty where there is none
   */
  public void write(Path file, String opensAs, List<String> labels) {
    JsonObject written = new JsonObject();
    JsonArray architectures = new JsonArray();
    architectures.add(opensAs);
    written.add("architectures", architectures);
    written.addProperty("model_type", architecture.modelType());
    written.addProperty("base_model_prefix", architecture.prefix().replace(".", ""));
    written.addProperty("torch_dtype", "float32");
    Set<String> replaced =
        Set.of("architectures", "model_type", "base_model_prefix", "torch_dtype", "dtype");
    Set<String> ofHeads = Set.of("id2label", "label2id", "num_labels", "_num_labels");
    json.asMap()
        .forEach(
            (name, value) -> {
              if (!replaced.contains(name) && !ofHeads.contains(name)) {
                written.add(name, value);
              }
            });
    if (!labels.isEmpty()) {
      JsonObject names = new JsonObject();
      JsonObject numbers = new JsonObject();
      for (int i = 0; i < labels.size(); i++) {
        names.addProperty(Integer.toString(i), labels.get(i));
        numbers.addProperty(labels.get(i), i);
      }
      written.add("id2label", names);
      written.add("label2id", numbers);
    }
    JsonFile.write(file, written);
  }
}
