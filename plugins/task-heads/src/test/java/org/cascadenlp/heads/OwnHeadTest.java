package org.cascadenlp.heads;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.task.LabelHead;
import org.cascadenlp.neural.task.LabelTask;
import org.cascadenlp.neural.task.Prediction;
import org.cascadenlp.neural.task.Scorer;
import org.cascadenlp.neural.task.Task;
import org.cascadenlp.types.Classification;
import org.cascadenlp.types.ScoredEntity;
import org.cascadenlp.weights.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** The default methods of {@link Task}. */
class OwnHeadTest {

  /** A head that implements only abstract methods. */
  private static final class OwnHead implements LabelTask {
    @Override
    public boolean labelsTokens() {
      return true;
    }

    @Override
    public List<String> target(JCas gold, Annotation sequence, HeadSettings settings) {
      throw new UnsupportedOperationException();
    }

    @Override
    public LabelHead head(NDManager manager, HeadSettings settings, Map<String, Tensor> weights) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void write(
        JCas cas,
        Annotation sequence,
        Prediction prediction,
        HeadSettings settings,
        String source) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Scorer<List<String>, Prediction> scorer(HeadSettings settings) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void existingAnnotationsAreThoseOfItsSource() throws Exception {
    JCas cas = Documents.of("Birds sing");
    ScoredEntity entity = new ScoredEntity(cas, 0, 5);
    entity.setSource("OwnTagger own");
    Classification found = Documents.classify(cas, 0, 10, "song");
    found.setSource("OwnTagger own");
    ScoredEntity other = new ScoredEntity(cas, 0, 5);
    other.setSource("OwnTagger other");
    for (Annotation annotation : List.of(entity, other)) {
      annotation.addToIndexes();
    }
    HeadSettings settings = new HeadSettings("own", List.of("A"), Map.of(), 1, 1, 1);
    List<? extends Annotation> own =
        new OwnHead().existing(cas, List.of(), settings, "OwnTagger own");
    assertThat(own.stream().map(Annotation.class::cast)).containsExactlyInAnyOrder(entity, found);
  }
}
