package org.cascadenlp.batch.evaluate;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cascadenlp.batch.corpus.MapHint;
import org.cascadenlp.core.score.Scores;

/** The warning about gold labels that the models of a pipeline can never predict. */
final class GoldLabels {

  private GoldLabels() {}

  /**
   * The warning; empty if there are no such labels.
   *
   * @param known the labels of the pipeline's models; if it is empty or the pipeline predicts
   *     others too, a part with unknown labels may have predicted them, and there is no warning
   */
  static String warning(Scores scores, Set<String> known) {
    SortedMap<String, Long> missing = new TreeMap<>();
    JsonObject json = scores.toJson();
    JsonObject labels = json.has("labels") ? json.getAsJsonObject("labels") : new JsonObject();
    for (Map.Entry<String, JsonElement> label : labels.entrySet()) {
      JsonObject counts = label.getValue().getAsJsonObject();
      boolean has = known.contains(label.getKey());
      if (!has && counts.get("predicted").getAsLong() > 0) {
        return "";
      }
      if (!has) {
        missing.put(label.getKey(), counts.get("gold").getAsLong());
      }
    }
    return missing.isEmpty() || known.isEmpty()
        ? ""
        : "warning: gold has labels that the model does not have, with their number: "
            + MapHint.counted(missing)
            + "; they count as errors; "
            + MapHint.of(missing.keySet(), known)
            + "; the model has "
            + known;
  }
}
