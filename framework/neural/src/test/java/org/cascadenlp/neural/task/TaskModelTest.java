package org.cascadenlp.neural.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.uima.UIMAFramework;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.cas.FloatArray;
import org.apache.uima.jcas.tcas.Annotation;
import org.apache.uima.resource.metadata.Import;
import org.apache.uima.resource.metadata.TypeSystemDescription;
import org.apache.uima.util.CasCreationUtils;
import org.cascadenlp.core.process.Interruption;
import org.cascadenlp.core.process.StoppedException;
import org.cascadenlp.neural.HeadCards;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.model.ModelFolder;
import org.cascadenlp.neural.sequence.SequenceType;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.types.Vectors;
import org.cascadenlp.weights.safetensors.SafeTensors;
import org.cascadenlp.weights.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskModelTest {

  private static final VectorSpace VECTORS =
      new VectorSpace("toy", "0".repeat(64), "layers=0", 1, 2);

  @TempDir Path folder;

  private final List<Integer> batches = new ArrayList<>();
  private Runnable inTheSecond = () -> {};
  private boolean closed;

  /** A head without weights that always predicts the same label. */
  private final class Same implements LabelTask, LabelHead {

    @Override
    public boolean labelsTokens() {
      return true;
    }

    @Override
    public List<String> target(JCas gold, Annotation sequence, HeadSettings settings) {
      return List.of();
    }

    @Override
    public LabelHead head(NDManager manager, HeadSettings settings, Map<String, Tensor> weights) {
      return this;
    }

    @Override
    public void write(
        JCas cas,
        Annotation sequence,
        Prediction prediction,
        HeadSettings settings,
        String source) {}

    @Override
    public Scorer<List<String>, Prediction> scorer(HeadSettings settings) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Weights weights() {
      return Weights.none();
    }

    @Override
    public NDArray loss(Encoded encoded, List<List<String>> gold, LossSettings settings) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Prediction> predict(Encoded encoded) {
      int[] lengths = encoded.rows();
      batches.add(lengths.length);
      if (batches.size() == 2) {
        inTheSecond.run();
      }
      return Arrays.stream(lengths)
          .mapToObj(n -> new Prediction(Collections.nCopies(n, "X"), new float[n]))
          .toList();
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private TaskModel open() {
    SafeTensors.write(folder.resolve(ModelFolder.WEIGHTS), Map.of(), Map.of());
    ModelFolder.write(folder, HeadCards.of("toy", SequenceType.SENTENCE, VECTORS));
    return TaskModel.open(folder, Map.of("entities", new Same()));
  }

  @Test
  void noBatchBeginsAfterTheProcessWasAskedToEnd() throws Exception {
    Import shipped = UIMAFramework.getResourceSpecifierFactory().createImport();
    shipped.setName("org.cascadenlp.types.CascadeTypes");
    TypeSystemDescription types =
        UIMAFramework.getResourceSpecifierFactory().createTypeSystemDescription();
    types.setImports(new Import[] {shipped});
    types.resolveImports();
    JCas cas = CasCreationUtils.createCas(types, null, null).getJCas();
    Vectors sentence = new Vectors(cas);
    sentence.setValues(new FloatArray(cas, 2 * 4096)); // two sequences per batch
    List<Vectors> document = Collections.nCopies(10, sentence);
    try (Interruption guard = Interruption.of();
        TaskModel model = open()) {
      assertThat(model.predict(document.subList(0, 2))).hasSize(2);
      inTheSecond = guard::ask;
      assertThatThrownBy(() -> model.predict(document)).isInstanceOf(StoppedException.class);
      assertThat(batches).containsExactly(2, 2);
      assertThat(closed).isFalse();
    }
    assertThat(closed).isTrue();
  }
}
