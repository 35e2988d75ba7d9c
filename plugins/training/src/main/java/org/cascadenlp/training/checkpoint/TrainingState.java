package org.cascadenlp.training.checkpoint;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The place that a training has reached, apart from its arrays and its curve. There is no state of
 * random numbers, as every update derives its own from the seed and its number.
 *
 * @param step the number of updates
 * @param optimiserUpdates those that changed weights
 * @param epochs the number of finished epochs
 * @param position the number of updates in the epoch after these
 * @param updatesPerEpoch the number of updates in a whole epoch
 * @param losses the sum of the losses of the updates counted by {@code position}
 * @param seconds the time that the training has taken
 * @param best the best epoch so far
 */
public record TrainingState(
    int step,
    int optimiserUpdates,
    int epochs,
    int position,
    int updatesPerEpoch,
    double losses,
    double seconds,
    Best best) {

  /**
   * The best epoch so far.
   *
   * @param epoch its number; 0 if no epoch is finished
   * @param improved the number of the last epoch that was better, not only later
   * @param score the score that chose it
   * @param loss its development loss
   * @param metrics all its development scores, in order
   */
  public record Best(
      int epoch, int improved, double score, double loss, Map<String, Double> metrics) {}

  /** The place in words. */
  @Override
  public String toString() {
    return "update "
        + step
        + ", "
        + position
        + " of "
        + updatesPerEpoch
        + " in epoch "
        + (epochs + 1);
  }

  /** The begin of the epoch that has begun, if an epoch has {@code updates} updates. */
  public TrainingState atEpoch(int updates) {
    return new TrainingState(
        epochs * updates, optimiserUpdates, epochs, 0, updates, 0, seconds, best);
  }

  JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.addProperty("step", step);
    json.addProperty("optimiserUpdates", optimiserUpdates);
    json.addProperty("epochs", epochs);
    json.addProperty("position", position);
    json.addProperty("updatesPerEpoch", updatesPerEpoch);
    json.addProperty("losses", String.valueOf(losses)); // text, as JSON has no NaN or infinity
    json.addProperty("seconds", String.valueOf(seconds));
    JsonObject chosen = new JsonObject();
    chosen.addProperty("epoch", best.epoch);
    chosen.addProperty("improved", best.improved);
    chosen.addProperty("score", String.valueOf(best.score));
    chosen.addProperty("loss", String.valueOf(best.loss));
    JsonObject metrics = new JsonObject();
    best.metrics.forEach((name, value) -> metrics.addProperty(name, String.valueOf(value)));
    chosen.add("metrics", metrics);
    json.add("best", chosen);
    return json;
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws RuntimeException of Gson, if a member is missing or of another type
   */
  static TrainingState of(JsonObject json) {
    JsonObject chosen = json.getAsJsonObject("best");
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (Map.Entry<String, JsonElement> one : chosen.getAsJsonObject("metrics").entrySet()) {
      metrics.put(one.getKey(), one.getValue().getAsDouble());
    }
    return new TrainingState(
        json.get("step").getAsInt(),
        json.get("optimiserUpdates").getAsInt(),
        json.get("epochs").getAsInt(),
        json.get("position").getAsInt(),
        json.get("updatesPerEpoch").getAsInt(),
        json.get("losses").getAsDouble(),
        json.get("seconds").getAsDouble(),
        new Best(
            chosen.get("epoch").getAsInt(),
            chosen.get("improved").getAsInt(),
            chosen.get("score").getAsDouble(),
            chosen.get("loss").getAsDouble(),
            metrics));
  }
}
