package org.cascadenlp.neural;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class UnitTest {

  private static final List<Unit> UNITS =
      List.of(
          new Unit(List.of("a", "b")), new Unit(List.of("c")), new Unit(List.of("d", "e", "f")));

  @Test
  void neighboursReachOverSeveralUnitsAndEndWithTheDocument() {
    assertThat(Unit.withNeighbours(UNITS, 2))
        .containsExactly(
            new Unit(List.of("a", "b"), List.of(), List.of("c", "d")),
            new Unit(List.of("c"), List.of("a", "b"), List.of("d", "e")),
            new Unit(List.of("d", "e", "f"), List.of("b", "c"), List.of()));
  }

  @Test
  void whereNobodyReadsThemThereAreNone() {
    assertThat(Unit.withNeighbours(UNITS, 0)).isSameAs(UNITS).allMatch(Unit::isAlone);
    assertThat(Unit.withNeighbours(UNITS.subList(0, 1), 64)).containsExactly(UNITS.get(0));
  }
}
