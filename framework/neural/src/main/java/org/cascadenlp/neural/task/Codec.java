package org.cascadenlp.neural.task;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import org.cascadenlp.neural.model.ModelCard;

/** The targets and predictions of a task as text, for {@code model.json} and checks of the data. */
public interface Codec<T, P> {

  /** The target as texts. Two targets are equal if and only if their texts are. */
  List<String> texts(T target);

  /** The prediction that equals {@code target}, with certainty. */
  P certain(T target);

  /**
   * The members of {@link ModelCard.SelfTest#expected} that describe {@code prediction}; none is
   * called as a component of the self-test.
   */
  JsonObject json(P prediction);

  /**
   * How {@code found} differs from {@code expected}, in words that follow the tokens of the input,
   * as in {@code model.json has labels [O], found [B-PER]}; empty if it is equal within the
   * precision of bfloat16.
   */
  String difference(JsonObject expected, P found);

  /**
   * Whether the scores of {@code prediction} are finite numbers; a head with broken weights
   * predicts others, which are not written. By default, whether the numbers in {@link #json} are.
   */
  default boolean isFinite(P prediction) {
    return areFinite(json(prediction));
  }

  private static boolean areFinite(JsonElement value) {
    if (value.isJsonObject()) {
      return value.getAsJsonObject().entrySet().stream().allMatch(e -> areFinite(e.getValue()));
    }
    if (value.isJsonArray()) {
      return value.getAsJsonArray().asList().stream().allMatch(Codec::areFinite);
    }
    return !(value instanceof JsonPrimitive number && number.isNumber())
        || Double.isFinite(number.getAsDouble());
  }
}
