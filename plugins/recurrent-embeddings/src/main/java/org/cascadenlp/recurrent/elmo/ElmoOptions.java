package org.cascadenlp.recurrent.elmo;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.cascadenlp.core.error.CascadeException;

/**
 * The options of an ELMo, read from the {@code options.json} of AllenNLP and bilm-tf. Unknown
 * fields are errors.
 *
 * @param characterWidth the width of a character embedding
 * @param filters the convolutions, in order
 * @param activation the activation after the convolutions: relu or tanh
 * @param highways the number of highway layers
 * @param longestWord the most characters of a word, including begin and end marks
 * @param lstm the LSTM layers
 * @param dropout the dropout rate before each layer in training
 * @param json the options as read
 */
record ElmoOptions(
    int characterWidth,
    List<Filter> filters,
    String activation,
    int highways,
    int longestWord,
    ElmoLstm.Shapes lstm,
    float dropout,
    JsonObject json) {

  /** The number of character embeddings: 256 bytes, five marks, and 0 for padding. */
  static final int CHARACTERS = 262;

  private static final int WIDEST = 1 << 16;

  /** Fields about training, which are ignored. */
  private static final Set<String> OF_TRAINING =
      Set.of(
          "all_clip_norm_val",
          "batch_size",
          "n_epochs",
          "n_gpus",
          "n_negative_samples_batch",
          "n_tokens_vocab",
          "n_train_tokens",
          "sample_softmax",
          "share_embedding_softmax",
          "unroll_steps",
          "learning_rate",
          "n_train_tokens_per_epoch");

  /**
   * A convolution over characters.
   *
   * @param width the filter width in characters
   * @param outputs the number of outputs
   */
  record Filter(int width, int outputs) {}

  /** Reads the options in {@code json}, named {@code place} in errors. */
  static ElmoOptions of(JsonObject json, String place) {
    Fields all = new Fields(json, place);
    Fields characters = all.object("char_cnn");
    Fields lstm = all.object("lstm");
    if (json.has("bidirectional") && !all.flag("bidirectional")) {
      throw all.wrong("bidirectional", "only models of both directions are supported");
    }
    float dropout = json.has("dropout") ? (float) all.number("dropout", 0.99) : 0;
    List<Filter> filters = filters(characters);
    Fields embedding = characters.object("embedding");
    int rows = characters.whole("n_characters", 261, CHARACTERS);
    int longest = characters.whole("max_characters_per_token", 4, 4096);
    for (Filter filter : filters) {
      if (filter.width > longest) {
        throw characters.wrong(
            "filters", "none may be wider than max_characters_per_token = " + longest);
      }
    }
    String activation = characters.text("activation");
    if (!activation.equals("relu") && !activation.equals("tanh")) {
      throw characters.wrong("activation", "supported are relu and tanh");
    }
    if (rows < 261) {
      throw characters.wrong("n_characters", "expected 261 or 262");
    }
    int projection = lstm.whole("projection_dim", 1, WIDEST);
    boolean skips = lstm.json.has("use_skip_connections") && lstm.flag("use_skip_connections");
    ElmoLstm.Shapes shapes =
        new ElmoLstm.Shapes(
            projection,
            lstm.whole("dim", 1, WIDEST),
            lstm.whole("n_layers", 1, 16),
            lstm.json.has("cell_clip") ? lstm.number("cell_clip", 1e6) : 0,
            lstm.json.has("proj_clip") ? lstm.number("proj_clip", 1e6) : 0,
            skips);
    int highways = characters.json.has("n_highway") ? characters.whole("n_highway", 0, 16) : 0;
    int width = embedding.whole("dim", 1, 4096);
    all.refuseOthers(OF_TRAINING);
    characters.refuseOthers(Set.of());
    embedding.refuseOthers(Set.of());
    lstm.refuseOthers(Set.of());
    return new ElmoOptions(
        width, filters, activation, highways, longest, shapes, dropout, json.deepCopy());
  }

  private static List<Filter> filters(Fields characters) {
    List<Filter> filters = new ArrayList<>();
    JsonElement all = characters.get("filters");
    if (all instanceof JsonArray array && !array.isEmpty() && array.size() <= 64) {
      for (JsonElement one : array) {
        if (one instanceof JsonArray pair
            && pair.size() == 2
            && Fields.isWhole(pair.get(0), 1, 256)
            && Fields.isWhole(pair.get(1), 1, WIDEST)) {
          filters.add(new Filter(pair.get(0).getAsInt(), pair.get(1).getAsInt()));
        }
      }
      if (filters.size() == array.size()) {
        return List.copyOf(filters);
      }
    }
    throw characters.wrong(
        "filters", "expected 1 to 64 pairs [width up to 256, outputs up to " + WIDEST + "]");
  }

  /** The number of outputs of all convolutions. */
  int filterOutputs() {
    return filters.stream().mapToInt(Filter::outputs).sum();
  }

  /** The width of the widest convolution. */
  int widestFilter() {
    return filters.stream().mapToInt(Filter::width).max().orElse(1);
  }

  /** The shapes of all weights by name, in the order of the programs. */
  Map<String, long[]> weights() {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    shapes.put("characters.weight", new long[] {CHARACTERS, characterWidth});
    for (int i = 0; i < filters.size(); i++) {
      long outputs = filters.get(i).outputs;
      shapes.put(
          "convolutions." + i + ".weight",
          new long[] {outputs, characterWidth, filters.get(i).width});
      shapes.put("convolutions." + i + ".bias", new long[] {outputs});
    }
    long outputs = filterOutputs();
    for (int i = 0; i < highways; i++) {
      shapes.put("highways." + i + ".weight", new long[] {2 * outputs, outputs});
      shapes.put("highways." + i + ".bias", new long[] {2 * outputs});
    }
    shapes.put("projection.weight", new long[] {lstm.width(), outputs});
    shapes.put("projection.bias", new long[] {lstm.width()});
    shapes.putAll(lstm.weights());
    return shapes;
  }

  /** The fields of one object; records which were read, to report others. */
  private static final class Fields {
    private final JsonObject json;
    private final String place;
    private final Set<String> read = new TreeSet<>();

    Fields(JsonObject json, String place) {
      this.json = json;
      this.place = place;
    }

    JsonElement get(String name) {
      read.add(name);
      JsonElement found = json.get(name);
      if (found == null) {
        throw CascadeException.of(place, "has no field " + name, "add it as the model was trained");
      }
      return found;
    }

    Fields object(String name) {
      if (get(name) instanceof JsonObject found) {
        return new Fields(found, place + ", " + name);
      }
      throw wrong(name, "expected an object");
    }

    String text(String name) {
      return get(name).isJsonPrimitive() ? get(name).getAsString() : "";
    }

    boolean flag(String name) {
      String text = text(name);
      if (!text.equals("true") && !text.equals("false")) {
        throw wrong(name, "expected true or false");
      }
      return text.equals("true");
    }

    static boolean isWhole(JsonElement value, int least, int most) {
      if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isNumber()) {
        return false;
      }
      double number = value.getAsDouble();
      return number == Math.rint(number) && number >= least && number <= most;
    }

    int whole(String name, int least, int most) {
      if (!isWhole(get(name), least, most)) {
        throw wrong(name, "expected a whole number from " + least + " to " + most);
      }
      return get(name).getAsInt();
    }

    /** A number from 0 to {@code most}; null in the file is 0. */
    double number(String name, double most) {
      JsonElement value = get(name);
      if (value.isJsonNull()) {
        return 0;
      }
      if (value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber()) {
        double number = value.getAsDouble();
        if (number >= 0 && number <= most) {
          return number;
        }
      }
      throw wrong(name, "expected a number from 0 to " + most);
    }

    CascadeException wrong(String name, String remedy) {
      return CascadeException.of(place, name + " is " + json.get(name), remedy);
    }

    void refuseOthers(Set<String> harmless) {
      Set<String> left = new TreeSet<>(json.keySet());
      left.removeAll(read);
      left.removeAll(harmless);
      if (!left.isEmpty()) {
        throw CascadeException.of(
            place, "has fields " + left + " that are not supported", "read are " + read);
      }
    }
  }
}
