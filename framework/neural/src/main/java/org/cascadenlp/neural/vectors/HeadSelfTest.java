package org.cascadenlp.neural.vectors;

import java.util.List;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.SelfTest;
import org.cascadenlp.neural.model.ModelCard;
import org.cascadenlp.neural.task.Prediction;
import org.cascadenlp.neural.task.TaskModel;
import org.cascadenlp.types.Vectors;

/** Runs the self-test in a head's {@code model.json}: labels must be equal, scores within 0.02. */
public final class HeadSelfTest implements SelfTest {

  // float32 differs by at most 1e-3, but precision=auto may choose bfloat16
  private static final float TOLERANCE = 0.02f;

  private final TaskModel model;
  private final PartPlace place;
  private final ModelCard.SelfTest expected;

  /** The self-test of {@code model}, which the part at {@code place} runs. */
  public HeadSelfTest(TaskModel model, PartPlace place, ModelCard.SelfTest expected) {
    this.model = model;
    this.place = place;
    this.expected = expected;
  }

  @Override
  public String name() {
    return model.card().name();
  }

  @Override
  public List<String> tokens() {
    return expected.tokens();
  }

  @Override
  public List<String> before() {
    return expected.before();
  }

  @Override
  public List<String> after() {
    return expected.after();
  }

  @Override
  public String text() {
    return expected.text();
  }

  @Override
  public String compare(JCas annotated) {
    VectorRun run = VectorRun.of(annotated);
    List<VectorStep.Made> read = run.readBy(place);
    List<Vectors> all = run.of(annotated, read);
    if (!read.isEmpty() && all.isEmpty()) {
      return ""; // a stack after the head has replaced them
    }
    int at = expected.before().isEmpty() ? 0 : 1;
    if (all.size() <= at) {
      return "the pipeline made no vectors for " + expected.tokens();
    }
    Prediction found = model.predict(List.of(model.values(all.get(at)))).get(0);
    if (!found.labels().equals(expected.labels())) {
      return "for "
          + expected.tokens()
          + " model.json has labels "
          + expected.labels()
          + ", found "
          + found.labels();
    }
    for (int i = 0; i < expected.scores().size(); i++) {
      if (!(Math.abs(found.scores()[i] - expected.scores().get(i)) <= TOLERANCE)) {
        return "for label '"
            + expected.labels().get(i)
            + "' of "
            + expected.tokens()
            + " model.json has score "
            + expected.scores().get(i)
            + ", found "
            + found.scores()[i];
      }
    }
    return "";
  }
}
