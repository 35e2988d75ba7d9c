package org.cascadenlp.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrainingExamplesTest {

  private static String warning(TinyHead task, int most) {
    TrainingExamples examples = new TrainingExamples();
    Toy.examples(20, 1).forEach(example -> examples.add(example, TaskTrainer.TRAIN, most, task));
    Toy.examples(20, 1).forEach(example -> examples.add(example, TaskTrainer.DEV, most, task));
    return examples.warning(most, task);
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
