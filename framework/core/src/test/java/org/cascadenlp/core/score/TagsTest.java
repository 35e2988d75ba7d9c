package org.cascadenlp.core.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.cascadenlp.core.error.CascadeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TagsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "O O                    | ",
        "B-A I-A O B-A          | 0-2A 3-4A",
        "B-A B-A                | 0-1A 1-2A",
        "I-A I-A O I-B          | 0-2A 3-4B", // IOB1, or BIO with I after O
        "I-A B-A I-A            | 0-1A 1-3A", // IOB1: B separates neighbours
        "B-A I-B I-B            | 0-1A 1-3B", // an I with another label begins a span
        "S-A B-B I-B E-B S-A    | 0-1A 1-4B 4-5A",
        "B-A E-A E-A            | 0-2A 2-3A", // E after E begins a span
        "S-A I-A                | 0-1A 1-2A", // I after S begins a span
        "E-A I-A                | 0-1A 1-2A",
        "I-A E-A O E-B          | 0-2A 3-4B",
        "B-A S-A                | 0-1A 1-2A",
        "B-A M-A L-A U-B        | 0-3A 3-4B", // BMES and BILOU
        "B-PER.NAM I-PER.NAM    | 0-2PER.NAM",
        "B-x-y I-x-y            | 0-2x-y",
        "B I O                  | 0-2",
        "O-A B-A                | 1-2A",
      })
  void tagsAreReadAsInConlleval(String tags, String spans) {
    List<String> read =
        Tags.spans(List.of(tags.strip().split(" "))).stream()
            .map(s -> s.begin() + "-" + s.end() + s.label())
            .toList();
    assertThat(String.join(" ", read)).isEqualTo(spans == null ? "" : spans);
  }

  @ParameterizedTest
  @EnumSource
  void spansAreReadBackFromTheirTags(TagScheme scheme) {
    Random random = new Random(1);
    for (int round = 0; round < 500; round++) {
      List<Span> spans = new ArrayList<>();
      int at = 0;
      while (at < 12) {
        int begin = at + random.nextInt(3);
        int end = begin + 1 + random.nextInt(3);
        spans.add(new Span(begin, end, random.nextBoolean() ? "A" : "B"));
        at = end;
      }
      List<String> tags = Tags.tags(spans, at, scheme);
      assertThat(Tags.spans(tags)).as("%s", tags).isEqualTo(spans);
    }
  }

  @Test
  void spansAreWrittenInEachScheme() {
    List<Span> spans = List.of(new Span(3, 6, "A"), new Span(0, 2, "A"), new Span(2, 3, "A"));
    assertThat(Tags.tags(spans, 7, TagScheme.BIO))
        .containsExactly("B-A", "I-A", "B-A", "B-A", "I-A", "I-A", "O");
    assertThat(Tags.tags(spans, 7, TagScheme.IOB1))
        .containsExactly("I-A", "I-A", "B-A", "B-A", "I-A", "I-A", "O");
    assertThat(Tags.tags(spans, 7, TagScheme.BIOES))
        .containsExactly("B-A", "E-A", "S-A", "B-A", "I-A", "E-A", "O");
  }

  @Test
  void anInvalidTagIsNamed() {
    assertThat(Tags.isTag("B-A")).isTrue();
    assertThat(Tags.isTag("Q-A")).isFalse();
    assertThat(Tags.isTag("")).isFalse();
    assertThatThrownBy(() -> Tags.spans(List.of("O", "Q-A")))
        .isInstanceOf(CascadeException.class)
        .hasMessage(
            "tag 'Q-A': this is not a tag; write O, or B, I, E or S, a hyphen and a label, for"
                + " example B-PER");
  }

  @Test
  void spansThatOverlapOrLeaveTheSentenceAreRefused() {
    List<Span> overlap = List.of(new Span(0, 2, "A"), new Span(1, 3, "B"));
    assertThatThrownBy(() -> Tags.tags(overlap, 3, TagScheme.BIO))
        .hasMessageContaining("must not overlap");
    assertThatThrownBy(() -> Tags.tags(List.of(new Span(2, 4, "A")), 3, TagScheme.BIO))
        .hasMessageContaining("within the sentence");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "O O / O                  | BIO",
        "B-A I-A O / B-B          | BIO",
        "I-A I-A O / I-B          | IOB1",
        "I-A B-A O / I-B          | IOB1",
        "B-A B-A O / B-B          | BIO",
        "B-A E-A / S-B            | BIOES",
        "B-A O / B-A I-B / B-B O  | BIO", // a single inconsistent tag does not make it IOB1
      })
  void theSchemeIsRecognised(String tags, TagScheme scheme) {
    List<List<String>> sentences = new ArrayList<>();
    for (String sentence : tags.split("/")) {
      sentences.add(List.of(sentence.strip().split(" ")));
    }
    assertThat(TagScheme.recognise(sentences)).isEqualTo(scheme);
  }
}
