package org.cascadenlp.transformers.sequences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.cascadenlp.contextual.LetterTokenizer;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.transformers.tokenizer.SubwordTokenizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowTest {

  private static final Path MODELS =
      Path.of(System.getProperty("cascade.root"), "testdata/models/tokenizers");

  @TempDir private Path folder;

  @Test
  void specialTokensFollowTheTemplate() {
    check("mpnet", 1, 1, 0);
    check("roberta", 1, 1, 0);
    check("xlnet", 0, 2, -1);
    check("t5", 0, 1, Integer.MIN_VALUE);
    check("gpt2", 0, 0, Integer.MIN_VALUE);
  }

  @Test
  void segmentsDoNotOverlapAndEndBetweenTokensIfPossible() throws IOException {
    Path model = LetterTokenizer.with(MODELS.resolveSibling("tiny-bert"), folder);
    try (SubwordTokenizer letters = SubwordTokenizer.open(model)) {
      Subwords subwords =
          Subwords.of(new Sequence(List.of("ab", "c", "xyxyxyxyxyx", "de", "f", "gh")), letters);
      assertThat(subwords.firsts).isEqualTo(new int[] {0, 2, 3, 14, 16, 17, 19});
      List<Window> segments = subwords.segments(4);
      assertThat(segments)
          .extracting(Window::from, Window::to, Window::fromToken, Window::toToken)
          .containsExactly(
              tuple(0, 3, 0, 2),
              tuple(3, 7, 2, 3), // the vector of a longer token comes from its first part
              tuple(7, 11, 3, 3),
              tuple(11, 14, 3, 3),
              tuple(14, 17, 3, 5),
              tuple(17, 19, 5, 6));
      assertThat(segments).extracting(Window::isLast).endsWith(false, true).containsOnlyOnce(true);
      assertThat(subwords.segments(19)).isEqualTo(subwords.windows(19, 2)).hasSize(1);
    }
  }

  /** A negative {@code summary} counts from the end. */
  private static void check(String name, int before, int after, int summary) {
    try (SubwordTokenizer tokenizer = SubwordTokenizer.open(MODELS.resolve(name))) {
      Subwords subwords =
          Subwords.of(new Sequence(List.of("Ada", "lived", "in", "London", ".")), tokenizer);
      int size = Math.max(2, subwords.ids.length / 2);
      List<Window> windows = subwords.windows(size, 1);
      assertThat(windows).as(name).hasSizeGreaterThan(1);
      for (Window window : windows) {
        int[] inputIds = window.inputIds();
        assertThat(inputIds).as(name).hasSize(window.length()).hasSize(size + before + after);
        assertThat(Arrays.copyOf(inputIds, before)).isEqualTo(tokenizer.before());
        assertThat(Arrays.copyOfRange(inputIds, before + size, inputIds.length))
            .isEqualTo(tokenizer.after());
        int[] segments = new int[inputIds.length];
        if (name.equals("xlnet")) {
          segments[segments.length - 1] = 2;
        }
        assertThat(window.segments()).as(name).isEqualTo(segments);
        assertThat(inputIds[window.index(window.from())]).isEqualTo(subwords.ids[window.from()]);
        if (summary == Integer.MIN_VALUE) {
          assertThatThrownBy(window::classification).isInstanceOf(CascadeException.class);
        } else {
          assertThat(window.classification())
              .as(name)
              .isEqualTo(summary < 0 ? inputIds.length + summary : summary);
        }
      }
    }
  }
}
