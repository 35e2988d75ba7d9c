package org.cascadenlp.neural.vectors;

import java.util.List;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.SelfTest;
import org.cascadenlp.neural.model.ModelCard;
import org.cascadenlp.neural.task.TaskModel;
import org.cascadenlp.types.Vectors;

/**
 * Runs the self-test in a head's {@code model.json}: the prediction must be equal within the
 * precision of bfloat16.
 */
public final class HeadSelfTest implements SelfTest {

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
    String difference = model.difference(all.get(at), expected.expected());
    return difference.isEmpty() ? "" : "for " + expected.tokens() + " " + difference;
  }
}
