package org.cascadenlp.heads.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.text.PartRole;
import org.cascadenlp.core.text.TextInstances;
import org.cascadenlp.core.text.TextParts;
import org.cascadenlp.heads.Documents;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.task.Encoded;
import org.cascadenlp.neural.task.Head;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.types.Instance;
import org.cascadenlp.types.Regression;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegressionTaskTest {

  private static final int WIDTH = 21;

  private final RegressionTask task = new RegressionTask();
  private JCas cas;
  private Instance pair;
  private Annotation place;

  private static HeadSettings settings(String... options) {
    Map<String, String> map = new java.util.HashMap<>();
    for (String option : options) {
      map.put(option.replaceFirst("=.*", ""), option.replaceFirst(".*=", ""));
    }
    return new HeadSettings(RegressionTask.NAME, List.of("value"), map, 1, WIDTH, 3);
  }

  @BeforeEach
  void writePair() throws Exception {
    cas = Documents.of("");
    cas.reset();
    TextParts parts = new TextParts();
    parts.instance(
        "", parts.add(PartRole.FIRST, "", "A cat."), parts.add(PartRole.SECOND, "", "A dog."));
    pair = parts.fill(cas).get(0);
    place = TextInstances.place(pair);
  }

  private Regression gold(float value) {
    Regression found = new Regression(cas, place.getBegin(), place.getEnd());
    found.setValue(value);
    found.addToIndexes();
    return found;
  }

  @Test
  void whatIsWrittenIsReadAsGoldAgain() {
    task.write(cas, place, 2.5f, settings("encoder=cross"), "PairRegressor test");
    Regression found = cas.select(Regression.class).single();
    assertThat(found.getInstance()).isEqualTo(pair);
    assertThat(found.getSource()).isEqualTo("PairRegressor test");
    assertThat(task.target(cas, place, settings("encoder=cross"))).isEqualTo(2.5f);
  }

  @Test
  void aPairNeedsOneGoldNumberInTheRangeOfTheHead() {
    assertThatThrownBy(() -> task.target(cas, place, settings("encoder=cross")))
        .isInstanceOf(CascadeException.class)
        .hasMessage(
            "task regression: the text at 0 has no gold number; name their column with --read"
                + " score=COLUMN, one for each text or pair");
    gold(7).setTask("other");
    gold(6);
    assertThat(task.target(cas, place, settings("encoder=cross"))).isEqualTo(6);
    assertThatThrownBy(() -> task.target(cas, place, settings("encoder=bi", "least=0", "most=5")))
        .hasMessage(
            "task regression: the text at 0 has the number 6.0; it must be from least to most of"
                + " headOptions, 0.0 to 5.0");
    gold(1);
    assertThatThrownBy(() -> task.target(cas, place, settings("encoder=cross")))
        .hasMessageContaining("has 2 gold numbers");
  }

  @Test
  void optionsThatContradictEachOtherAreRefused() {
    assertThatThrownBy(() -> RegressionOptions.of("regression", Map.of("encoder", "one")))
        .hasMessage("task regression: option encoder = 'one'; use one of cross, bi");
    assertThatThrownBy(
            () -> RegressionOptions.of("regression", Map.of("encoder", "bi", "least", "2")))
        .hasMessage(
            "task regression: options least = 2.0 and most = 1.0; least must be below most, for"
                + " example least = 0 and most = 5");
    assertThatThrownBy(
            () -> RegressionOptions.of("regression", Map.of("encoder", "bi", "pooler", "true")))
        .hasMessageContaining("a cosine compares the vectors themselves");
  }

  @ParameterizedTest
  @CsvSource({
    "encoder=cross, pooler=true, 1",
    "encoder=cross, pooler=false, 1",
    "encoder=bi, compare=concat, 2",
    "encoder=bi, compare=cosine, 2"
  })
  void aPredictionDoesNotDependOnWhatIsPredictedBesideIt(String one, String other, int rows) {
    float[] values = new float[17 * rows * WIDTH];
    Random random = new Random(5);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    try (NDManager owner = Torch.manager();
        Head<Float, Float> head = task.head(owner, settings(one, other), Map.of())) {
      List<Float> together = head.predict(encoded(owner, values, rows, 0, 17));
      List<Float> alone = new ArrayList<>();
      for (int i = 0; i < 17; i++) {
        alone.addAll(head.predict(encoded(owner, values, rows, i, i + 1)));
      }
      assertThat(together).isEqualTo(alone).doesNotHaveDuplicates();
      assertThat(head.predict(encoded(owner, values, rows, 0, 0))).isEmpty();
    }
  }

  private static Encoded encoded(NDManager owner, float[] all, int rows, int from, int to) {
    int row = rows * WIDTH;
    float[] own = java.util.Arrays.copyOfRange(all, from * row, to * row);
    int[] lengths = new int[to - from];
    java.util.Arrays.fill(lengths, rows);
    return new Encoded(owner.create(own, new Shape((long) rows * (to - from), 1, WIDTH)), lengths);
  }

  @Test
  void vectorsOfAnotherUnitAreRefused() {
    try (NDManager owner = Torch.manager();
        Head<Float, Float> head = task.head(owner, settings("encoder=bi"), Map.of())) {
      Encoded one = new Encoded(owner.zeros(new Shape(1, 1, WIDTH)), new int[] {1});
      assertThatThrownBy(() -> head.predict(one))
          .hasMessage(
              "task regression: the vectors have shape (1, 1, 21), expected (2, 1, 21); use the"
                  + " embedding this head was trained with, and for encoder=bi unit = part");
    }
  }
}
