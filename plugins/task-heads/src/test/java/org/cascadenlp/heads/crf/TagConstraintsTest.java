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
  void itAllowsExactlyTheSequencesThatSpansAreWrittenAs(TagConstraints grammar) {
    List<String> labels = grammar.tags(Set.of("B-A", "B-C"), "test");
    TagScheme scheme = TagScheme.valueOf(grammar.name());
    int allowed = 0;
    for (String first : labels) {
      for (String second : labels) {
        for (String third : labels) {
          List<String> tags = List.of(first, second, third);
          boolean may =
              grammar.mayStart(first)
                  && grammar.mayFollow(first, second)
                  && grammar.mayFollow(second, third)
                  && grammar.mayEnd(third);
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
