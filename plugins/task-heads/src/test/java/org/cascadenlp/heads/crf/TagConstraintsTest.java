package org.cascadenlp.heads.crf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.cascadenlp.core.score.TagScheme;
import org.cascadenlp.core.score.Tags;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TagConstraintsTest {

  @ParameterizedTest
  @EnumSource(TagConstraints.class)
  void exactlyTheEncodingsOfSpansAreAllowed(TagConstraints constraints) {
    List<String> labels = constraints.tags(Set.of("B-A", "B-C"), "test");
    TagScheme scheme = TagScheme.valueOf(constraints.name());
    int allowed = 0;
    for (String first : labels) {
      for (String second : labels) {
        for (String third : labels) {
          List<String> tags = List.of(first, second, third);
          boolean may =
              constraints.mayStart(first)
                  && constraints.mayFollow(first, second)
                  && constraints.mayFollow(second, third)
                  && constraints.mayEnd(third);
          assertThat(may)
              .as("%s", tags)
              .isEqualTo(Tags.tags(Tags.spans(tags), 3, scheme).equals(tags));
          allowed += may ? 1 : 0;
        }
      }
    }
    // 0 to 3 tokens outside; each arrangement of spans with two types
    assertThat(allowed).isEqualTo(1 + 2 * 3 + 4 * 3 + 8 + 2 * 2 + 4 * 2 + 2);
  }
}
