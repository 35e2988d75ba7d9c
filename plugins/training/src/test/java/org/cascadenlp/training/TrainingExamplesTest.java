package org.cascadenlp.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.task.Instance;
import org.cascadenlp.neural.task.Labelled;
import org.junit.jupiter.api.Test;

class TrainingExamplesTest {

  private static final Labelled<List<String>> EXAMPLE =
      new Labelled<>(
          Instance.of(new Sequence(List.of("one", "two", "three"))), List.of("A", "B", "C"));

  private static String warning(TinyHead task, int most) {
    TrainingExamples<List<String>, ?> examples = new TrainingExamples<>(task);
    Toy.examples(20, 1).forEach(example -> examples.add(example, TaskTrainer.TRAIN, most));
    Toy.examples(20, 1).forEach(example -> examples.add(example, TaskTrainer.DEV, most));
    return examples.warning(most);
  }

  /** The training example that is kept of {@link #EXAMPLE}. */
  private static Labelled<List<String>> first(int most, TinyHead task) {
    TrainingExamples<List<String>, ?> examples = new TrainingExamples<>(task);
    Instance added = examples.add(EXAMPLE, TaskTrainer.TRAIN, most);
    assertThat(examples.train().get(0).instance()).isSameAs(added);
    return examples.train().get(0);
  }

  @Test
  void anExampleIsCutWithItsLabels() {
    Labelled<List<String>> cut = first(2, new TinyHead());
    assertThat(cut.instance().sequence().tokens()).containsExactly("one", "two");
    assertThat(cut.target()).containsExactly("A", "B");
  }

  @Test
  void theLabelsOfASequenceStayWhenItIsCutEvenIfThereAreAsManyAsTokens() {
    Labelled<List<String>> cut = first(2, TinyHead.ofSequences());
    assertThat(cut.instance().sequence().tokens()).containsExactly("one", "two");
    assertThat(cut.target()).containsExactly("A", "B", "C");
  }

  @Test
  void aShortExampleIsKept() {
    assertThat(first(3, new TinyHead())).isSameAs(EXAMPLE);
  }

  @Test
  void developmentExamplesAreNotCut() {
    TrainingExamples<List<String>, ?> examples = new TrainingExamples<>(new TinyHead());
    examples.add(EXAMPLE, TaskTrainer.DEV, 1);
    assertThat(examples.dev()).containsExactly(EXAMPLE);
  }

  @Test
  void theWarningCountsTokensThatAreCutOffWithTheirLabels() {
    assertThat(warning(new TinyHead(), 7)).isEmpty();
    assertThat(warning(new TinyHead(), 4))
        .startsWith("warning: ")
        .contains(" of 20 training sequences are longer than maxTokens=4 and are cut: ")
        .endsWith(" tokens and their labels are not trained on; raise maxTokens");
  }

  @Test
  void forLabelsOfWholeSequencesItWarnsOnlyIfAllSequencesAreCut() {
    assertThat(warning(TinyHead.ofSequences(), 4)).isEmpty();
    assertThat(warning(TinyHead.ofSequences(), 1))
        .startsWith("warning: all 20 training sequences are longer than maxTokens=1 and are cut: ");
  }
}
