package org.cascadenlp.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cascadenlp.batch.corpus.CorpusOptions;
import org.cascadenlp.core.command.CascadeCommand;
import org.cascadenlp.core.descriptor.DescriptorCheck;
import org.cascadenlp.core.descriptor.Step;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.output.FolderLock;
import org.cascadenlp.core.pipeline.PipelineCheck;
import org.cascadenlp.core.pipeline.PipelineOverrides;
import org.cascadenlp.core.process.Interruption;
import org.cascadenlp.core.process.StoppedException;
import org.cascadenlp.training.checkpoint.Checkpoints;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code cascade train}: runs a corpus through a training pipeline, whose last part then trains.
 *
 * <p>The exit code is 0 if a model was written, otherwise 2.
 */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Trains a model: runs the corpus through a pipeline that ends in a trainer.",
      "FILE may be FILE[FROM:TO] for some of its sentences or, with --slices documents, documents:"
          + " numbered from 0 and negative from the end, so corpus.conll[-188:] is the last 188 and"
          + " corpus.conll[:-188] all before them."
    })
public final class TrainCommand implements CascadeCommand {

  @Parameters(paramLabel = "PIPELINE.xml", description = "The descriptor of the pipeline.")
  Path pipeline = Path.of("");

  @Mixin CorpusOptions corpus = new CorpusOptions();

  @Mixin TrainingFiles files = new TrainingFiles();

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "The folder for the model: new or empty; created if absent.")
  Path output = Path.of("");

  @Option(
      names = "--overwrite",
      description =
          "Accepts a folder that is not empty; a model in it is replaced once the new one is"
              + " complete.")
  boolean overwrite;

  @Mixin ResumeOption resume = new ResumeOption();

  @Option(
      names = "--trainer",
      defaultValue = "trainer",
      paramLabel = "ROLE",
      description = "The role of the trainer in the pipeline (default: ${DEFAULT-VALUE}).")
  String trainer = "trainer";

  @Override
  public Integer call() {
    TrainingJob job = new TrainingJob(pipeline, corpus, files.train(), files.dev());
    refuseOccupied();
    refuseWithoutTrainer();
    try (Interruption guard = Interruption.of()) {
      run(job);
    }
    return 0;
  }

  private void run(TrainingJob job) {
    PipelineOverrides overrides = corpus.pipeline().overrides(pipeline);
    if (resume.isSet()) {
      overrides = overrides.with(trainer + ".resume", resume.mode.toString());
    }
    try {
      job.run(trainer, overrides, output);
    } catch (StoppedException e) {
      if (Checkpoints.areIn(output)) {
        System.err.println("to go on from the last checkpoint: " + resume.commandLine());
      }
      throw e;
    }
  }

  private void refuseOccupied() {
    if (overwrite || !Files.exists(output)) {
      return;
    }
    boolean occupied;
    try {
      removeRemains();
      occupied = FolderLock.isOccupied(output);
    } catch (IOException e) {
      throw CascadeException.of(
          "--output " + output,
          "this folder cannot be read: " + CascadeException.describe(e),
          "choose another",
          e);
    }
    boolean unfinished = Checkpoints.areIn(output);
    if (occupied && !(unfinished && resume.isSet())) {
      throw CascadeException.of(
          "--output " + output,
          unfinished
              ? "the folder has checkpoints of an unfinished training"
              : "the folder is not empty" + (resume.isSet() ? ", and has no checkpoints" : ""),
          unfinished
              ? "go on with --resume, name another folder, or begin anew with --overwrite"
              : "name a new or an empty folder, or add --overwrite");
    }
  }

  /** Removes what a training has left that was killed while it removed its checkpoints. */
  private void removeRemains() throws IOException {
    if (Files.isDirectory(output.resolve(Checkpoints.FOLDER)) && !Checkpoints.areIn(output)) {
      try (FolderLock lock = FolderLock.of(output, "--output " + output)) {
        Checkpoints.removeRemains(output);
      }
    }
  }

  private void refuseWithoutTrainer() {
    if (!Files.isRegularFile(pipeline)) {
      return; // loading the pipeline reports it
    }
    DescriptorCheck check =
        PipelineCheck.of(pipeline, corpus.pipeline().overrides(pipeline), corpus.pipeline().jars());
    List<String> roles = check.steps().stream().map(Step::role).toList();
    if (check.problems().isEmpty() && !roles.contains(trainer)) {
      throw CascadeException.of(
          pipeline.toString(),
          "this pipeline has no part '" + trainer + "' to train with: its parts are " + roles,
          "name one that ends in a trainer, such as pipelines/train-entities.xml, or say"
              + " which part it is with --trainer ROLE");
    }
  }
}
