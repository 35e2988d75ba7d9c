package org.cascadenlp.transformers.config;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.embedding.SavedHead;
import org.cascadenlp.transformers.spec.TransformerSpec;
import org.cascadenlp.weights.json.JsonFile;

/**
 * A validated {@code config.json}: the sizes of a transformer and the specification of its network.
 */
public final class EncoderConfiguration {

  /** The configuration's file in a Hugging Face folder. */
  public static final String FILE = "config.json";

  /**
   * The sizes that all architectures have.
   *
   * @param vocabulary the vocabulary size
   * @param hiddenSize the width of a hidden state
   * @param layers the number of hidden states after the embeddings' one
   * @param heads the number of attention heads per layer
   * @param intermediate the width of the feed-forward layer
   * @param activation the activation of the feed-forward layer, by Hugging Face's name
   * @param positions the maximum sequence length
   * @param types the number of token types, 0 if the model has no token type embeddings
   * @param layerNormEpsilon of layer normalisation
   * @param pad the id of the padding token
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

    /** A copy with another width of the feed-forward layer. */
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

    /** A copy with another activation. */
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
   * Dropout probabilities for training.
   *
   * @param embeddings of the embeddings
   * @param hidden of the outputs of linear layers
   * @param attention of attention weights
   */
  public record Dropout(float embeddings, float hidden, float attention) {}

  private final Architecture architecture;
  private final JsonObject json;
  private final Sizes sizes;
  private final Dropout dropout;
  private final boolean positionsFromPad;
  private final TransformerSpec spec;
  private final Set<String> ignored;

  /**
   * The configuration that an {@link Architecture} has read.
   *
   * @param positionsFromPad whether position ids start after the padding id, as in RoBERTa
   */
  EncoderConfiguration(
      Architecture architecture,
      ConfigurationFields fields,
      Sizes sizes,
      Dropout dropout,
      boolean positionsFromPad,
      TransformerSpec spec) {
    this.architecture = architecture;
    this.json = fields.json().deepCopy();
    this.sizes = sizes;
    this.dropout = dropout;
    this.positionsFromPad = positionsFromPad;
    this.spec = spec;
    this.ignored = Set.copyOf(fields.ignored());
    ignored.forEach(json::remove);
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

  /** Reads the configuration in {@code file}. */
  public static EncoderConfiguration read(Path file) {
    return of(JsonFile.read(file), file.toString());
  }

  /**
   * Reads a configuration.
   *
   * <p>Sizes are required; other missing fields have the defaults of transformers.
   *
   * @param place the file, for errors
   */
  public static EncoderConfiguration of(JsonObject json, String place) {
    return of(json, place, Set.of());
  }

  /**
   * Reads a configuration.
   *
   * @param place the file, for errors
   * @param allowed unknown fields that are ignored; any other unknown field is an error
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

  /** The architecture of {@code model_type}. */
  public Architecture architecture() {
    return architecture;
  }

  /** The specification of the network and its saved arrays. */
  public TransformerSpec spec() {
    return spec;
  }

  /** Its sizes. */
  public Sizes sizes() {
    return sizes;
  }

  /** The probabilities of dropout that it states. */
  public Dropout dropout() {
    return dropout;
  }

  /** Whether the language model's head shares the matrix of the word embeddings. */
  public boolean tiesWordEmbeddings() {
    JsonElement ties = json.get("tie_word_embeddings");
    return ties == null || !ties.toString().equals("false");
  }

  /**
   * The text of {@code field}, which only a head depends on; {@code absent} if it is missing, empty
   * if it is null.
   */
  public String text(String field, String absent) {
    JsonElement value = json.get(field);
    return value == null ? absent : value instanceof JsonPrimitive text ? text.getAsString() : "";
  }

  /** The fields that state the labels and the problem type of a head, as they are in the file. */
  public JsonObject head() {
    return SavedConfiguration.head(json);
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

  /** The maximum sequence length. */
  public int positions() {
    return sizes.positions;
  }

  /** The number of token types, at least 1. */
  public int types() {
    return Math.max(1, sizes.types);
  }

  /** The fields of unknown meaning that were ignored as allowed. */
  public Set<String> ignored() {
    return ignored;
  }

  /**
   * The position ids of a sequence, as this architecture counts them.
   *
   * @param ids the subword ids of the sequence
   * @param indices the index of each subword in its text, from 0
   */
  public int[] positions(int[] ids, int[] indices) {
    if (!positionsFromPad) {
      return indices;
    }
    int[] positions = new int[ids.length];
    int count = 0;
    for (int i = 0; i < ids.length; i++) {
      positions[i] = ids[i] == sizes.pad ? sizes.pad : sizes.pad + ++count;
    }
    return positions;
  }

  /** The current Hugging Face name of an array, without the model's prefix. */
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
    SavedConfiguration.write(
        file,
        architecture,
        json,
        TransformersClass.of(architecture, head.opensAs()),
        head.labels(),
        head.headClass().problemType());
  }

  /**
   * Writes a {@code config.json} that transformers opens.
   *
   * @param transformersClass the class that opens it, for example {@code
   *     BertForTokenClassification}
   * @param labels the head's labels in the order of its outputs; empty without head
   */
  public void write(Path file, String transformersClass, List<String> labels) {
    SavedConfiguration.write(file, architecture, json, transformersClass, labels, "");
  }
}
