package org.cascadenlp.batch.evaluate;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cascadenlp.batch.corpus.CorpusOptions;
import org.cascadenlp.batch.corpus.CorpusRun;
import org.cascadenlp.batch.corpus.CorpusSlice;
import org.cascadenlp.core.pipeline.Pipeline;
import org.cascadenlp.core.score.Scores;
import org.jspecify.annotations.Nullable;

/**
 * The evaluation of a pipeline on gold annotations.
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
   * @param settings {@code ROLE.PARAMETER} to value
   */
  public Scores scores(Map<String, String> settings) {
    return scores(settings, null);
  }

  /** As {@link #scores(Map)}, for the kind {@code asked} if it is not null. */
  Scores scores(Map<String, String> settings, Comparison.@Nullable Kind asked) {
    try (Pipeline running = Pipeline.load(pipeline, settings, corpus.pipeline().jars())) {
      CorpusRun run = new CorpusRun(running, corpus);
      ComparisonChoice choice = new ComparisonChoice(running, asked);
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
