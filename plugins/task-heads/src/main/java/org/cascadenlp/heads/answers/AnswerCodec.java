package org.cascadenlp.heads.answers;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.heads.answers.AnswerTarget.Span;
import org.cascadenlp.neural.task.Codec;

/**
 * Answers as {@code begin} and {@code end}, offsets in the document, and {@code scores}: those of
 * the answer and of no answer.
 */
final class AnswerCodec implements Codec<AnswerTarget, AnswerPrediction> {

  static final AnswerCodec INSTANCE = new AnswerCodec();

  private static final String BEGIN = "begin";
  private static final String END = "end";
  private static final String SCORES = "scores";
  private static final double TOLERANCE = 0.02; // as for labels: precision may be bfloat16

  private AnswerCodec() {}

  @Override
  public List<String> texts(AnswerTarget target) {
    List<String> texts = new ArrayList<>(List.of(target.id()));
    for (Span answer : target.answers()) {
      texts.add(answer.begin() + " " + target.text(answer));
    }
    return texts;
  }

  @Override
  public AnswerPrediction certain(AnswerTarget target) {
    if (target.answers().isEmpty()) {
      return AnswerPrediction.none();
    }
    Span first = target.answers().get(0);
    return new AnswerPrediction(first.begin(), first.end(), 1, 0, -Double.MAX_VALUE);
  }

  @Override
  public JsonObject json(AnswerPrediction prediction) {
    JsonObject json = new JsonObject();
    json.addProperty(BEGIN, prediction.begin());
    json.addProperty(END, prediction.end());
    JsonArray scores = new JsonArray();
    scores.add(prediction.score());
    scores.add(prediction.noAnswerScore());
    json.add(SCORES, scores);
    return json;
  }

  @Override
  public String difference(JsonObject expected, AnswerPrediction found) {
    if (!expected.has(BEGIN) || !expected.has(END) || !expected.has(SCORES)) {
      return "model.json has no begin, end and scores";
    }
    int begin = expected.get(BEGIN).getAsInt();
    int end = expected.get(END).getAsInt();
    if (begin != found.begin() || end != found.end()) {
      return "model.json has the answer from "
          + begin
          + " to "
          + end
          + ", found from "
          + found.begin()
          + " to "
          + found.end();
    }
    double[] scores = {found.score(), found.noAnswerScore()};
    JsonArray known = expected.getAsJsonArray(SCORES);
    for (int i = 0; i < Math.min(scores.length, known.size()); i++) {
      if (!(Math.abs(scores[i] - known.get(i).getAsDouble()) <= TOLERANCE)) {
        return "model.json has score " + known.get(i) + ", found " + scores[i];
      }
    }
    return "";
  }
}
