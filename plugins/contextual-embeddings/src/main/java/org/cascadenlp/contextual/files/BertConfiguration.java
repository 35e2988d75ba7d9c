package org.cascadenlp.contextual.files;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.cascadenlp.core.CascadeException;
import org.cascadenlp.neural.JsonFile;

/**
 * What a BERT is made of: the {@code config.json} of a Hugging Face folder.
 *
 * @param vocabulary the number of subwords ({@code vocab_size})
 * @param hiddenSize the width of a hidden state ({@code hidden_size})
 * @param layers the number of layers ({@code num_hidden_layers})
 * @param heads attention heads a layer ({@code num_attention_heads})
 * @param intermediate the width of the feed-forward layer ({@code intermediate_size})
 * @param activation the function of the feed-forward layer, by Hugging Face's name ({@code
 *     hidden_act})
 * @param hiddenDropout after embeddings and dense layers ({@code hidden_dropout_prob})
 * @param attentionDropout of attention weights ({@code attention_probs_dropout_prob})
 * @param classifierDropout before a classifier, negative where the configuration leaves it to the
 *     hidden dropout ({@code classifier_dropout})
 * @param positions the longest sequence ({@code max_position_embeddings})
 * @param types the number of segment types ({@code type_vocab_size})
 * @param layerNormEpsilon of layer normalisation ({@code layer_norm_eps})
 * @param initializerRange the standard deviation of new weights ({@code initializer_range})
 * @param pad the padding's subword ({@code pad_token_id})
 * @param unknown the fields that mean nothing here and were not read
 */
public record BertConfiguration(
    int vocabulary,
    int hiddenSize,
    int layers,
    int heads,
    int intermediate,
    String activation,
    float hiddenDropout,
    float attentionDropout,
    float classifierDropout,
    int positions,
    int types,
    double layerNormEpsilon,
    double initializerRange,
    int pad,
    Set<String> unknown) {

  /** The configuration's file in a Hugging Face folder. */
  public static final String FILE = "config.json";

  private static final List<String> ACTIVATIONS =
      List.of(
          "gelu", "gelu_new", "gelu_fast", "gelu_pytorch_tanh", "relu", "silu", "swish", "tanh");

  public BertConfiguration {
    unknown = Set.copyOf(unknown);
  }

  /** The width of one attention head. */
  public int headWidth() {
    return hiddenSize / heads;
  }

  /** The configuration in {@code file}. */
  public static BertConfiguration read(Path file) {
    return of(JsonFile.read(file), file.toString());
  }

  /**
   * The configuration that {@code json} states.
   *
   * <p>Sizes must be stated; what else is missing has the value that transformers gives it.
   *
   * @param place where it comes from, for errors
   */
  public static BertConfiguration of(JsonObject json, String place) {
    BertFields fields = new BertFields(json, place);
    fields.refuseOthers();
    BertConfiguration read =
        new BertConfiguration(
            fields.size("vocab_size"),
            fields.size("hidden_size"),
            fields.size("num_hidden_layers"),
            fields.size("num_attention_heads"),
            fields.size("intermediate_size"),
            fields.oneOf("hidden_act", "gelu", ACTIVATIONS),
            (float) fields.number("hidden_dropout_prob", 0.1, 0, 0.999),
            (float) fields.number("attention_probs_dropout_prob", 0.1, 0, 0.999),
            (float) fields.number("classifier_dropout", -1, 0, 0.999),
            (int) fields.whole("max_position_embeddings", 512, 3),
            (int) fields.whole("type_vocab_size", 2, 1),
            fields.number("layer_norm_eps", 1e-12, 0, 1),
            fields.number("initializer_range", 0.02, 0, 1000),
            (int) fields.whole("pad_token_id", 0, 0),
            fields.unknown());
    if (read.hiddenSize % read.heads != 0) {
      throw CascadeException.of(
          place,
          "hidden_size "
              + read.hiddenSize
              + " is not a multiple of num_attention_heads "
              + read.heads,
          "correct one of them");
    }
    if (read.pad >= read.vocabulary) {
      throw CascadeException.of(
          place,
          "pad_token_id " + read.pad + " is not below vocab_size " + read.vocabulary,
          "correct one of them");
    }
    return read;
  }

  /**
   * Writes a {@code config.json} that transformers opens: as a model for token classification where
   * there are labels, else as a mere encoder.
   */
  public void write(Path file, List<String> labels) {
    write(file, labels.isEmpty() ? "BertModel" : "BertForTokenClassification", labels);
  }

  /**
   * Writes a {@code config.json} that transformers opens.
   *
   * @param architecture the class it opens as, for example {@code BertForTokenClassification}
   * @param labels of the head, in the order of its outputs; empty where there is none
   */
  public void write(Path file, String architecture, List<String> labels) {
    JsonObject json = new JsonObject();
    JsonArray architectures = new JsonArray();
    architectures.add(architecture);
    json.add("architectures", architectures);
    json.addProperty("attention_probs_dropout_prob", attentionDropout);
    if (classifierDropout < 0) {
      json.add("classifier_dropout", JsonNull.INSTANCE);
    } else {
      json.addProperty("classifier_dropout", classifierDropout);
    }
    json.addProperty("hidden_act", activation);
    json.addProperty("hidden_dropout_prob", hiddenDropout);
    json.addProperty("hidden_size", hiddenSize);
    if (!labels.isEmpty()) {
      JsonObject names = new JsonObject();
      JsonObject numbers = new JsonObject();
      for (int i = 0; i < labels.size(); i++) {
        names.addProperty(Integer.toString(i), labels.get(i));
        numbers.addProperty(labels.get(i), i);
      }
      json.add("id2label", names);
      json.add("label2id", numbers);
    }
    json.addProperty("initializer_range", initializerRange);
    json.addProperty("intermediate_size", intermediate);
    json.addProperty("layer_norm_eps", layerNormEpsilon);
    json.addProperty("max_position_embeddings", positions);
    json.addProperty("model_type", "bert");
    json.addProperty("num_attention_heads", heads);
    json.addProperty("num_hidden_layers", layers);
    json.addProperty("pad_token_id", pad);
    json.addProperty("position_embedding_type", "absolute");
    json.addProperty("torch_dtype", "float32");
    json.addProperty("type_vocab_size", types);
    json.addProperty("use_cache", true);
    json.addProperty("vocab_size", vocabulary);
    JsonFile.write(file, json);
  }
}
