package org.cascadenlp.neural.task;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.List;
import org.cascadenlp.weights.tensor.FiniteNumbers;

/** Labels and their scores as {@code labels} and {@code scores}, two lists of one length. */
final class LabelCodec implements Codec<List<String>, Prediction> {

  static final LabelCodec INSTANCE = new LabelCodec();

  private static final String LABELS = "labels";
  private static final String SCORES = "scores";

  // float32 differs by at most 1e-3, but precision=auto may choose bfloat16
  private static final float TOLERANCE = 0.02f;

  private LabelCodec() {}

  @Override
  public List<String> texts(List<String> labels) {
    return labels;
  }

  @Override
  public Prediction certain(List<String> labels) {
    float[] scores = new float[labels.size()];
    Arrays.fill(scores, 1);
    return new Prediction(labels, scores);
  }

  @Override
  public JsonObject json(Prediction prediction) {
    JsonArray labels = new JsonArray();
    prediction.labels().forEach(labels::add);
    JsonArray scores = new JsonArray();
    for (float score : prediction.scores()) {
      scores.add(score);
    }
    JsonObject json = new JsonObject();
    json.add(LABELS, labels);
    json.add(SCORES, scores);
    return json;
  }

  @Override
  public String difference(JsonObject expected, Prediction found) {
    List<String> labels = list(expected, LABELS).stream().map(JsonElement::getAsString).toList();
    if (!found.labels().equals(labels)) {
      return "model.json has labels " + labels + ", found " + found.labels();
    }
    List<Float> scores = list(expected, SCORES).stream().map(JsonElement::getAsFloat).toList();
    for (int i = 0; i < scores.size(); i++) {
      if (!(Math.abs(found.scores()[i] - scores.get(i)) <= TOLERANCE)) {
        return "model.json has score "
            + scores.get(i)
            + " for label '"
            + labels.get(i)
            + "', found "
            + found.scores()[i];
      }
    }
    return "";
  }

  @Override
  public boolean isFinite(Prediction prediction) {
    return FiniteNumbers.are(prediction.scores());
  }

  private static List<JsonElement> list(JsonObject expected, String name) {
    return expected.has(name) ? expected.getAsJsonArray(name).asList() : List.of();
  }
}
