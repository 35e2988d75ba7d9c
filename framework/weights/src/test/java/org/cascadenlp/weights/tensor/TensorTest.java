package org.cascadenlp.weights.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TensorTest {

  private static final Tensor MATRIX = new Tensor(new long[] {1, 2}, new float[] {1, -2});
  private static final Tensor SCALAR = new Tensor(new long[] {}, new float[] {0.5f});

  /**
   * The expected value is Python's: {@code sha256(pack("<i",1)+b"a"+pack("<i",0)+pack("<f",.5) +
   * pack("<i",2)+"é".encode()+pack("<iqq",2,1,2)+pack("<ff",1,-2))}.
   */
  @Test
  void theHashFollowsItsDefinition() {
    assertThat(Tensor.hash(Map.of("é", MATRIX, "a", SCALAR)))
        .isEqualTo("485d3fbad51ea11e685ecbe11dc8fd22a7cce80d4f958dafa96dae08ca577774");
  }

  @Test
  void theHashDoesNotDependOnTheOrderOfTheMap() {
    Map<String, Tensor> one = new LinkedHashMap<>();
    one.put("a", SCALAR);
    one.put("b", MATRIX);
    Map<String, Tensor> other = new LinkedHashMap<>();
    other.put("b", MATRIX);
    other.put("a", SCALAR);
    assertThat(Tensor.hash(one)).isEqualTo(Tensor.hash(other));
  }

  @Test
  void theHashDependsOnNameShapeAndValues() {
    List<Map<String, Tensor>> all =
        List.of(
            Map.of(),
            Map.of("a", MATRIX),
            Map.of("b", MATRIX),
            Map.of("a", new Tensor(new long[] {2, 1}, new float[] {1, -2})),
            Map.of("a", new Tensor(new long[] {2}, new float[] {1, -2})),
            Map.of("a", new Tensor(new long[] {1, 2}, new float[] {1, -2.0000002f})));
    assertThat(all.stream().map(Tensor::hash)).doesNotHaveDuplicates();
  }

  @Test
  void theHashCoversArraysLongerThanItsBuffer() {
    float[] values = new float[200_000];
    String before = Tensor.hash(Map.of("a", new Tensor(new long[] {values.length}, values)));
    values[values.length - 1] = 1;
    assertThat(Tensor.hash(Map.of("a", new Tensor(new long[] {values.length}, values))))
        .isNotEqualTo(before);
  }
}
