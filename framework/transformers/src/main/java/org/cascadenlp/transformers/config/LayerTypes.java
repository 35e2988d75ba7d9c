package org.cascadenlp.transformers.config;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.cascadenlp.core.error.CascadeException;
import org.jspecify.annotations.Nullable;

/**
 * The types of attention of ModernBERT's layers with the bases of their rotary positions, in both
 * spellings: that of transformers 4 ({@code global_attn_every_n_layers}, {@code global_rope_theta},
 * {@code local_rope_theta}) and that of transformers 5 ({@code layer_types}, {@code
 * rope_parameters}). A file may have both if they agree.
 *
 * @param isLocal per layer whether its attention is local
 */
record LayerTypes(List<Boolean> isLocal) {

  private static final String EVERY = "global_attn_every_n_layers";
  private static final String TYPES = "layer_types";
  private static final String ROPE = "rope_parameters";
  private static final String BASE = "rope_theta";
  private static final String GLOBAL = "full_attention";
  private static final String LOCAL = "sliding_attention";
  private static final List<String> KIND = List.of("rope_type", "type");
  private static final double LARGEST = 1e12;

  LayerTypes {
    isLocal = List.copyOf(isLocal);
  }

  /** Reads the types of {@code layers} layers. */
  static LayerTypes read(ConfigurationFields fields, int layers) {
    List<Boolean> every = every((int) fields.whole(EVERY, 3, 1), layers);
    JsonElement stated = fields.take(TYPES);
    if (stated == null) {
      return new LayerTypes(every);
    }
    List<Boolean> found = new ArrayList<>();
    for (JsonElement type : stated instanceof JsonArray array ? array : new JsonArray()) {
      boolean local = type.equals(new JsonPrimitive(LOCAL));
      if (!local && !type.equals(new JsonPrimitive(GLOBAL))) {
        throw fields.wrong(TYPES, stated, "supported are " + GLOBAL + " and " + LOCAL);
      }
      found.add(local);
    }
    if (found.size() != layers) {
      throw fields.wrong(
          TYPES,
          stated,
          "it names " + found.size() + " layers, but num_hidden_layers is " + layers);
    }
    JsonElement number = fields.take(EVERY);
    if (number != null && !found.equals(every)) {
      throw fields.wrong(EVERY, number, TYPES + " is " + stated + ": remove one of them");
    }
    return new LayerTypes(found);
  }

  private static List<Boolean> every(int number, int layers) {
    List<Boolean> local = new ArrayList<>();
    for (int i = 0; i < layers; i++) {
      local.add(i % number != 0);
    }
    return local;
  }

  /** Whether any layer is local. */
  boolean hasLocal() {
    return isLocal.contains(true);
  }

  /** Per layer the number of subwords that a query attends to, 0 for all. */
  List<Integer> windows(int seen) {
    return isLocal.stream().map(local -> local ? seen : 0).toList();
  }

  /** Reads the base of each layer's rotary positions. */
  List<Double> rotaryBases(ConfigurationFields fields) {
    JsonElement scaling = fields.take("rope_scaling");
    if (scaling != null) {
      throw fields.wrong(
          "rope_scaling", scaling, "scaled rotary positions are not supported: remove the field");
    }
    Map<Boolean, Double> bases = new HashMap<>();
    for (boolean local : new boolean[] {false, true}) {
      double base = base(fields, local);
      if (base == 0 && isLocal.contains(local)) {
        throw CascadeException.of(
            fields.place(),
            ROPE + "." + type(local) + "." + BASE + " is missing",
            "state it, or "
                + older(local)
                + ", as the model was trained: published models have"
                + " different ones");
      }
      bases.put(local, base);
    }
    return isLocal.stream().map(bases::get).toList();
  }

  private static String type(boolean local) {
    return local ? LOCAL : GLOBAL;
  }

  private static String older(boolean local) {
    return local ? "local_rope_theta" : "global_rope_theta";
  }

  /** The base of layers of one type; 0 if it is not stated. */
  private static double base(ConfigurationFields fields, boolean local) {
    double older = fields.number(older(local), 0, 1, LARGEST);
    double newer = newer(fields, type(local));
    if (older != 0 && newer != 0 && older != newer) {
      throw CascadeException.of(
          fields.place(),
          older(local)
              + " is "
              + older
              + ", and "
              + ROPE
              + "."
              + type(local)
              + "."
              + BASE
              + " is "
              + newer,
          "remove one of them");
    }
    return Math.max(older, newer);
  }

  private static double newer(ConfigurationFields fields, String type) {
    JsonElement all = fields.take(ROPE);
    if (all == null) {
      return 0;
    }
    if (!(all instanceof JsonObject byType)
        || !Set.of(GLOBAL, LOCAL).containsAll(byType.keySet())) {
      throw fields.wrong(ROPE, all, "expected an object with " + GLOBAL + " and " + LOCAL);
    }
    JsonElement found = byType.get(type);
    if (found == null || found.isJsonNull()) {
      return 0;
    }
    String place = ROPE + "." + type;
    if (!(found instanceof JsonObject own)) {
      throw fields.wrong(place, found, "expected an object with rope_type and " + BASE);
    }
    Set<String> others = new TreeSet<>(own.keySet());
    others.remove(BASE);
    for (String kind : KIND) {
      JsonElement value = own.get(kind);
      if (value != null && !value.equals(new JsonPrimitive("default"))) {
        throw fields.wrong(
            place + "." + kind,
            value,
            "scaled rotary positions are not supported: supported is default");
      }
      others.remove(kind);
    }
    if (!others.isEmpty()) {
      throw CascadeException.of(
          fields.place(),
          place + " has " + String.join(", ", others),
          "supported are rope_type and " + BASE);
    }
    return number(fields, place + "." + BASE, own.get(BASE));
  }

  private static double number(
      ConfigurationFields fields, String name, @Nullable JsonElement value) {
    if (value == null || value.isJsonNull()) {
      return 0;
    }
    double number =
        value instanceof JsonPrimitive primitive && primitive.isNumber()
            ? primitive.getAsDouble()
            : 0;
    if (!(number >= 1 && number <= LARGEST)) {
      throw fields.wrong(name, value, "expected a number from 1 to " + LARGEST);
    }
    return number;
  }
}
