package org.cascadenlp.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.uima.analysis_engine.AnalysisEngineProcessException;
import org.cascadenlp.batch.corpus.CorpusOptions;
import org.cascadenlp.batch.corpus.CorpusRun;
import org.cascadenlp.batch.corpus.CorpusSlice;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.output.FolderLock;
import org.cascadenlp.core.pipeline.Pipeline;
import org.cascadenlp.core.pipeline.PipelineOverrides;

/**
 * One run of a corpus through a training pipeline, whose last part then trains.
 *
 * @param pipeline the descriptor of a pipeline with a trainer
 * @param corpus how the files are read
 * @param train the files to train on
 * @param dev the files that the best epoch is chosen on
 */
public record TrainingJob(
    Path pipeline, CorpusOptions corpus, List<CorpusSlice> train, List<CorpusSlice> dev) {

  public TrainingJob {
    train = List.copyOf(train);
    dev = List.copyOf(dev);
  }

  /**
   * Trains, and writes the model.
   *
   * @param trainer the role of the trainer
   * @param overrides what is changed in the pipeline
   * @param output the folder for the model; created if absent
   * @throws CascadeException if pipeline, settings or corpus cannot be used, or if training fails
   */
  public void run(String trainer, PipelineOverrides overrides, Path output) {
    PipelineOverrides all =
        overrides.with(trainer + ".output", output.toAbsolutePath().normalize().toString());
    try (Pipeline running = Pipeline.load(pipeline, all, corpus.pipeline().jars());
        FolderLock lock = lock(output)) {
      CorpusRun run = new CorpusRun(running, corpus);
      process(run, train, TaskTrainer.TRAIN);
      process(run, dev, TaskTrainer.DEV);
      running.engine().collectionProcessComplete();
    } catch (AnalysisEngineProcessException e) {
      throw CorpusRun.failed("training", e);
    }
  }

  private static FolderLock lock(Path output) {
    try {
      return FolderLock.of(output, "--output " + output);
    } catch (IOException e) {
      throw CascadeException.of(
          "--output " + output,
          "nothing can be written there: " + CascadeException.describe(e),
          "choose another",
          e);
    }
  }

  private static void process(CorpusRun run, List<CorpusSlice> slices, String split) {
    for (CorpusSlice slice : slices) {
      CorpusRun.Size size = run.run(slice, split, cas -> {});
      System.err.println(
          split
              + ": "
              + size.sentences()
              + " sentences in "
              + size.documents()
              + " documents of "
              + slice.file().getFileName());
    }
  }
}
