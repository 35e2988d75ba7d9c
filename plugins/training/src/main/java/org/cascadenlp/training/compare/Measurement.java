package org.cascadenlp.training.compare;

import com.google.gson.JsonObject;
import java.util.OptionalLong;

/**
 * Time and memory of a pipeline, measured in a separate process.
 *
 * @param startUpSeconds the time from the start of Java until a first short text is annotated
 * @param words the number of words that were annotated in {@code seconds}
 * @param seconds the duration of the measured annotation
 * @param peakBytes the peak resident memory; empty if the system does not report it
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
