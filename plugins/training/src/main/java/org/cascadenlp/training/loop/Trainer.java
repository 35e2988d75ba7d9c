package org.cascadenlp.training.loop;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.cascadenlp.core.command.ProgressLine;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.output.UnfinishedFolder;
import org.cascadenlp.core.process.Interruption;
import org.cascadenlp.core.process.StoppedException;
import org.cascadenlp.core.report.ScorePage;
import org.cascadenlp.core.score.Scores;
import org.cascadenlp.neural.embedding.SavedHead;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.model.ModelFolder;
import org.cascadenlp.neural.sequence.SequenceType;
import org.cascadenlp.neural.task.Head;
import org.cascadenlp.neural.task.Labelled;
import org.cascadenlp.neural.task.TrainableTask;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.training.checkpoint.CheckpointSettings;
import org.cascadenlp.training.checkpoint.Checkpoints;
import org.cascadenlp.training.checkpoint.ConditionList;
import org.cascadenlp.training.checkpoint.TrainingConditions;
import org.cascadenlp.training.listener.MetricsFile;
import org.cascadenlp.training.listener.TrainingCurve;
import org.cascadenlp.training.listener.TrainingProgress;
import org.cascadenlp.training.listener.TrainingResult;
import org.cascadenlp.training.objective.SupervisedObjective;
import org.cascadenlp.training.settings.TrainingSettings;
import org.cascadenlp.training.source.TensorGroup;
import org.cascadenlp.training.source.VectorSource;
import org.jspecify.annotations.Nullable;

/**
 * The trainer: examples in, model folder out.
 *
 * <pre>{@code
 * try (VectorSource source = new TunedEncoder(encoder, 0)) {
 *   new Trainer<>(
 *           new EntityTask(), headSettings, SENTENCE, settings, "CC BY 4.0", ProgressLine.of(System.err))
 *       .train(source, training, development, folder);
 * }
 * }</pre>
 *
 * <p>Saves the weights of the epoch that was best on the development data, chosen by {@link
 * BestEpoch}, or those of the last epoch without development data. If the process is interrupted,
 * the training stops after the current batch with a {@link StoppedException}, and no model is
 * written.
 */
public final class Trainer<T, P> {

  private final TrainableTask<T, P> task;
  private final HeadSettings head;
  private final SequenceType unit;
  private final TrainingSettings settings;
  private final String licence;
  private final ProgressLine progress;

  /**
   * A trainer of {@code task}.
   *
   * @param head the settings of the new head; its layers and width are those of the source
   * @param unit the type of sequence that is one example
   * @param licence of the weights and data, for {@code model.json}
   */
  public Trainer(
      TrainableTask<T, P> task,
      HeadSettings head,
      SequenceType unit,
      TrainingSettings settings,
      String licence,
      ProgressLine progress) {
    this.task = task;
    this.head = head;
    this.unit = unit;
    this.settings = settings;
    this.licence = licence;
    this.progress = progress;
  }

  /**
   * Trains a new head and the trained weights of {@code source}, and writes the model.
   *
   * @param dev may be empty
   * @param folder the folder for the model; created if absent. A model in it is replaced once the
   *     new one is complete
   */
  public TrainingResult train(
      VectorSource source, List<Labelled<T>> train, List<Labelled<T>> dev, Path folder) {
    return train(source, train, dev, folder, CheckpointSettings.NONE);
  }

  /**
   * As above, with checkpoints in the folder {@value Checkpoints#FOLDER} of {@code folder}. They
   * are removed when the model is complete; if the training ends before, they stay, and one that is
   * resumed goes on from the last.
   */
  public TrainingResult train(
      VectorSource source,
      List<Labelled<T>> train,
      List<Labelled<T>> dev,
      Path folder,
      CheckpointSettings checkpoints) {
    DataCheck<T> check = new DataCheck<>(task, head, settings);
    check.vectors(source.vectorSpace());
    check.train(train);
    new DataWarnings<>(check).of(train, dev).forEach(progress::keep);
    try (UnfinishedFolder unfinished = UnfinishedFolder.in(folder)) {
      TrainingResult result =
          unfinished.fill(part -> train(source, train, dev, part, folder, checkpoints));
      unfinished.finish(ModelFolder.files(folder), ModelFolder.CARD);
      removeCheckpoints(folder, checkpoints);
      progress.keep("wrote " + folder);
      return result;
    } catch (IOException e) {
      throw CascadeException.of(
          folder.toString(),
          "the model cannot be written: " + CascadeException.describe(e),
          "check rights and space",
          e);
    }
  }

  private TrainingResult train(
      VectorSource source,
      List<Labelled<T>> train,
      List<Labelled<T>> dev,
      Path folder,
      Path place,
      CheckpointSettings checkpoints)
      throws IOException {
    DevelopmentData<T, P> development = new DevelopmentData<>(task, head, settings, dev);
    try (Interruption guard = Interruption.of(this::announceStop);
        NDManager owner = Torch.manager();
        Head<T, P> network = task.head(owner, head, Map.of())) {
      new DataCheck<>(task, head, settings).weights(network.weights(), source);
      List<TensorGroup> groups = new ArrayList<>(source.tensors());
      groups.addAll(headTensors(network));
      progress.keep(TensorTable.of(groups));
      TrainingResult result;
      Evaluation<T, P> evaluation = new Evaluation<>(source, network, settings.batchSize());
      Supplier<DevelopmentData.Outcome> outcome = () -> development.outcome(evaluation);
      Set<String> names = development.metrics();
      int updates = settings.updatesPerEpoch(train.size());
      int all = updates * settings.epochs();
      try (MetricsFile metrics = new MetricsFile(folder.resolve("metrics.csv"), names);
          TrainingRun<Labelled<T>> run =
              new TrainingRun<>(
                  new SupervisedObjective<>(source, network, settings), settings, all)) {
        TrainingCurve curve =
            new TrainingCurve(
                folder.resolve("training.html"),
                "Training of " + head.task(),
                names.stream().findFirst().orElse(""));
        Epochs<Labelled<T>> epochs = new Epochs<>(settings, run, train, outcome);
        Recovery recovery =
            new Recovery(
                checkpoints,
                checkpoints.isOff() ? null : store(place, source, run, train, dev, checkpoints),
                run,
                List.of(metrics, curve),
                epochs::state,
                progress);
        result =
            epochs.run(
                recovery.resume(updates),
                List.of(new TrainingProgress(all, progress), metrics, curve, recovery));
        confusion(folder, result, epochs.scores());
      }
      List<P> predictions = evaluation.predict(development.selfTests());
      HeadSettings chosen = development.chosen(evaluation);
      VectorSource.Saved saved =
          source.save(
              folder, place, new SavedHead(network.weights(), head.labels(), task.headClass(head)));
      CardWriter<T, P> card = new CardWriter<>(task.codec(), chosen, unit, settings, licence);
      ModelFolder.write(
          folder,
          card.card(
              source.vectorSpace(),
              saved,
              result,
              train,
              dev,
              development.selfTests(),
              predictions));
      return result;
    }
  }

  private Checkpoints store(
      Path place,
      VectorSource source,
      TrainingRun<Labelled<T>> run,
      List<Labelled<T>> train,
      List<Labelled<T>> dev,
      CheckpointSettings checkpoints) {
    TrainingConditions conditions =
        new ConditionList<>(task, head, unit, settings)
            .conditions(checkpoints.parameters(), source, run.arrays().describe(), train, dev);
    return new Checkpoints(place, checkpoints, conditions, progress::keep);
  }

  private void removeCheckpoints(Path folder, CheckpointSettings checkpoints) {
    try {
      Checkpoints.clear(folder, checkpoints.files());
    } catch (IOException e) {
      progress.keep("warning: the checkpoints cannot be removed: " + CascadeException.describe(e));
    }
  }

  private void announceStop() {
    progress.keep("stopping after this batch; no model is written, the last checkpoint stays");
  }

  /** Writes {@code confusion.html}, if the scores of the best epoch have a confusion matrix. */
  private void confusion(Path folder, TrainingResult result, @Nullable Scores scores)
      throws IOException {
    if (scores != null && scores.toJson().has("confusion")) {
      String title = "Task " + head.task() + ", development data, epoch " + result.bestEpoch();
      Files.writeString(folder.resolve("confusion.html"), ScorePage.of(title, scores));
    }
  }

  private static List<TensorGroup> headTensors(Head<?, ?> network) {
    TensorGroup.Collector groups = new TensorGroup.Collector();
    for (String name : network.weights().names()) {
      groups.add("head", TensorGroup.Fate.REINITIALISED, name, network.weights().get(name));
    }
    return groups.groups();
  }
}
