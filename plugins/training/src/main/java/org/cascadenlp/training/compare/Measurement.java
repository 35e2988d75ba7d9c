package org.cascadenlp.training.compare;

import com.google.gson.JsonObject;
import java.util.OptionalLong;

/**
 * What a pipeline takes, in a process of its own.
 *
 * @param startUpSeconds from the start of Java until a first short text is annotated
 * @param words of the corpus that were annotated while the time was taken
 * @param seconds that took
 * @param peakBytes the most memory that was resident, empty where the system does not say
 */
record Measurement(double startUpSeconds, long words, double seconds, OptionalLong peakBytes) {

  double wordsPerSecond() {
    return words / seconds;
  }

  JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.addProperty("startUpSeconds", startUpSeconds);
    json.addProperty("words", words);
    json.addProperty("seconds", seconds);
    json.addProperty("wordsPerSecond", wordsPerSecond());
    peakBytes.ifPresent(bytes -> json.addProperty("peakBytes", bytes));
    return json;
  }

  static Measurement of(JsonObject json) {
    return new Measurement(
        json.get("startUpSeconds").getAsDouble(),
        json.get("words").getAsLong(),
        json.get("seconds").getAsDouble(),
        json.has("peakBytes")
            ? OptionalLong.of(json.get("peakBytes").getAsLong())
            : OptionalLong.empty());
  }
}
