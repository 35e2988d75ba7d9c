package org.cascadenlp.batch.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MapHintTest {

  private static final List<String> KNOWN = List.of("location", "organisation", "person");

  @Test
  void aLabelIsMappedToTheOneThatItIsAPrefixOf() {
    assertThat(MapHint.of(List.of("PER", "LOC"), KNOWN))
        .isEqualTo("try --map PER=person --map LOC=location");
  }

  @Test
  void aLabelWithoutASimilarOneCanBeRenamedOrLeftOut() {
    assertThat(MapHint.of(List.of("GPE"), KNOWN))
        .isEqualTo("--map GPE=LABEL renames it, --map GPE=O leaves it out");
    assertThat(MapHint.of(List.of("GPE", "MISC", "PER"), KNOWN))
        .isEqualTo("try --map PER=person; --map GPE=LABEL renames one, --map GPE=O leaves it out");
  }

  @Test
  void withSeveralSimilarLabelsNoneIsProposed() {
    assertThat(MapHint.of(List.of("person"), List.of("PER", "PERS"))).doesNotContain("try");
    assertThat(MapHint.of(List.of("N"), List.of("NOUN"))).doesNotContain("try");
  }

  @Test
  void onlyTheFirstOfManyLabelsAreListed() {
    TreeMap<String, Integer> counts = new TreeMap<>(Map.of("A", 1, "B", 2));
    assertThat(MapHint.counted(counts)).isEqualTo("A (1), B (2)");
    for (int i = 0; i < 10; i++) {
      counts.put("C" + i, 3);
    }
    assertThat(MapHint.counted(counts)).endsWith("C5 (3) and 4 more");
  }
}
