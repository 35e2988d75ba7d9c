package org.cascadenlp.batch.evaluate;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.cascadenlp.batch.corpus.CorpusOptions;
import org.cascadenlp.batch.corpus.CorpusRun;
import org.cascadenlp.batch.corpus.CorpusSlice;
import org.cascadenlp.core.pipeline.Pipeline;
import org.cascadenlp.core.pipeline.PipelineOverrides;
import org.cascadenlp.core.score.Scores;

/**
 * The evaluation of a pipeline on gold annotations, by a comparison that a plugin binds.
 *
 * @param pipeline the descriptor
 * @param corpus how the files are read
 * @param gold the files with gold annotations
 */
public record EvaluationJob(Path pipeline, CorpusOptions corpus, List<CorpusSlice> gold) {

  public EvaluationJob {
    gold = List.copyOf(gold);
  }

  /**
   * Scores the one kind of annotation that the pipeline produces and gold has.
   *
   * @param overrides what is changed in the pipeline
   */
  Scores scores(PipelineOverrides overrides) {
    return scores(overrides, ComparisonChoice::declared);
  }

  /** Scores by the comparison {@code name}, whether gold has its annotations or not. */
  Scores scores(PipelineOverrides overrides, String name) {
    return scores(overrides, running -> ComparisonChoice.asked(running, name));
  }

  /**
   * Scores what a head for {@code task} predicts: by the task's own comparison, or, if none is
   * bound by its name, the one kind of annotation that the pipeline produces and gold has.
   *
   * @param overrides what is changed in the pipeline
   */
  public Scores taskScores(PipelineOverrides overrides, String task) {
    return scores(overrides, running -> ComparisonChoice.ofTask(running, task));
  }

  private Scores scores(PipelineOverrides overrides, Function<Pipeline, ComparisonChoice> chooses) {
    try (Pipeline running = Pipeline.load(pipeline, overrides, corpus.pipeline().jars())) {
      CorpusRun run = new CorpusRun(running, corpus);
      ComparisonChoice choice = chooses.apply(running);
      for (CorpusSlice slice : gold) {
        run.run(slice, "", choice::add);
      }
      Scores scores = choice.chosen().scores();
      String warning = GoldLabels.warning(scores, running.labels());
      if (!warning.isEmpty()) {
        System.err.println(warning);
      }
      return scores;
    }
  }
}
