package org.cascadenlp.training.loop;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
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
import org.cascadenlp.neural.task.HeadNetwork;
import org.cascadenlp.neural.task.Prediction;
import org.cascadenlp.neural.task.TaskHead;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.training.settings.TrainingSettings;
import org.cascadenlp.training.source.LabelledSequence;
import org.cascadenlp.training.source.Seeds;
import org.cascadenlp.training.source.TensorGroup;
import org.cascadenlp.training.source.VectorSource;
import org.jspecify.annotations.Nullable;

/**
 * The trainer: examples in, model folder out.
 *
 * <pre>{@code
 * try (VectorSource source = new TunedEncoder(encoder, 0)) {
 *   new Trainer(
 *           new EntityHead(), headSettings, SENTENCE, settings, "CC BY 4.0", ProgressLine.of(System.err))
 *       .train(source, training, development, folder);
 * }
 * }</pre>
 *
 * <p>Saves the weights of the epoch that was best on the development data, chosen by {@link
 * BestEpoch}, or those of the last epoch without development data. If the process is interrupted,
 * the training stops after the current batch with a {@link StoppedException}, and no model is
 * written.
 */
public final class Trainer {

  private static final int SHOWN = 24; // metrics in a printed line; the files have all

  private final TaskHead task;
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
      TaskHead task,
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
      VectorSource source, List<LabelledSequence> train, List<LabelledSequence> dev, Path folder) {
    DataCheck check = new DataCheck(task, head, settings);
    check.vectors(source.vectorSpace());
    check.train(train);
    new DataWarnings(check).of(train, dev).forEach(progress::keep);
    try (UnfinishedFolder unfinished = UnfinishedFolder.in(folder)) {
      TrainingResult result = unfinished.fill(part -> train(source, train, dev, part, folder));
      unfinished.finish(ModelFolder.files(folder), ModelFolder.CARD);
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
      List<LabelledSequence> train,
      List<LabelledSequence> dev,
      Path folder,
      Path place)
      throws IOException {
    try (Interruption guard = Interruption.of(this::announceStop);
        NDManager owner = Torch.manager();
        HeadNetwork network = task.network(owner, head, Map.of())) {
      List<TensorGroup> groups = new ArrayList<>(source.tensors());
      groups.addAll(headTensors(network));
      progress.keep(TensorTable.of(groups));
      Map<String, Double> names =
          dev.isEmpty() ? Map.of() : task.score(labels(dev), labels(dev), head).metrics();
      TrainingResult result;
      List<Prediction> predictions;
      int updates = settings.updatesPerEpoch(train.size());
      try (MetricsFile metrics = new MetricsFile(folder.resolve("metrics.csv"), names.keySet());
          TrainingRun run =
              new TrainingRun(
                  source, network, head.labels(), settings, updates * settings.epochs())) {
        TrainingCurve curve = new TrainingCurve(names.keySet().stream().findFirst().orElse(""));
        Epochs epochs = new Epochs(source, network, run, metrics, curve, train, dev);
        result = epochs.run();
        curve.write(folder.resolve("training.html"), "Training of " + head.task());
        confusion(folder, result, epochs.scores());
        predictions = new Evaluation(source, network, settings.batchSize()).predict(selfTests(dev));
      }
      VectorSource.Saved saved =
          source.save(
              folder, place, new SavedHead(network.weights(), head.labels(), task.opensAs(head)));
      CardWriter card = new CardWriter(head, unit, settings, licence);
      ModelFolder.write(
          folder,
          card.card(source.vectorSpace(), saved, result, train, dev, selfTests(dev), predictions));
      return result;
    }
  }

  private void announceStop() {
    progress.keep("stopping after this batch; no model is written");
  }

  /** Writes {@code confusion.html}, if the scores of the best epoch have a confusion matrix. */
  private void confusion(Path folder, TrainingResult result, @Nullable Scores scores)
      throws IOException {
    if (scores != null && scores.toJson().has("confusion")) {
      String title = "Task " + head.task() + ", development data, epoch " + result.bestEpoch();
      Files.writeString(folder.resolve("confusion.html"), ScorePage.of(title, scores));
    }
  }

  private static List<List<String>> labels(List<LabelledSequence> examples) {
    return examples.stream().map(LabelledSequence::labels).toList();
  }

  /**
   * The sequence for the self-test: the first short one of the development data with two labels.
   */
  private static List<LabelledSequence> selfTests(List<LabelledSequence> dev) {
    return dev.stream()
        .filter(e -> e.sequence().size() <= 40 && e.labels().stream().distinct().count() > 1)
        .findFirst()
        .or(() -> dev.stream().min(Comparator.comparingInt(e -> e.sequence().size())))
        .map(List::of)
        .orElse(List.of());
  }

  private static List<TensorGroup> headTensors(HeadNetwork network) {
    TensorGroup.Collector groups = new TensorGroup.Collector();
    for (String name : network.weights().names()) {
      groups.add("head", TensorGroup.Fate.REINITIALISED, name, network.weights().get(name));
    }
    return groups.groups();
  }

  /** The loop over epochs. */
  private final class Epochs {

    private final VectorSource source;
    private final HeadNetwork network;
    private final TrainingRun run;
    private final MetricsFile metrics;
    private final TrainingCurve curve;
    private final List<LabelledSequence> train;
    private final List<LabelledSequence> dev;
    private final int updates;
    private final long start = System.nanoTime();
    private final BestEpoch best = new BestEpoch();
    private Map<String, Double> bestMetrics = Map.of();
    private @Nullable Scores bestScores;
    private long tokens;

    Epochs(
        VectorSource source,
        HeadNetwork network,
        TrainingRun run,
        MetricsFile metrics,
        TrainingCurve curve,
        List<LabelledSequence> train,
        List<LabelledSequence> dev) {
      this.source = source;
      this.network = network;
      this.run = run;
      this.metrics = metrics;
      this.curve = curve;
      this.train = train;
      this.dev = dev;
      this.updates = settings.updatesPerEpoch(train.size());
    }

    /** The development scores of the best epoch; null without development data. */
    @Nullable Scores scores() {
      return bestScores;
    }

    TrainingResult run() {
      int epoch = 0;
      boolean patient = true;
      while (epoch < settings.epochs() && patient) {
        epoch++;
        one(epoch);
        patient = settings.patience() == 0 || best.waited(epoch) < settings.patience();
      }
      run.restore();
      progress.keep(
          dev.isEmpty()
              ? "kept epoch " + best.number()
              : "best epoch " + best.number() + " of " + epoch + ": " + text(bestMetrics));
      return new TrainingResult(best.number(), epoch, bestMetrics);
    }

    private void one(int epoch) {
      List<LabelledSequence> order = new ArrayList<>(train);
      if (settings.shuffle()) {
        Collections.shuffle(order, new Random(Seeds.of(settings.seed(), -1L - epoch)));
      }
      int together = settings.unitsPerUpdate();
      double losses = 0;
      for (int from = 0; from < order.size(); from += together) {
        List<LabelledSequence> some = order.subList(from, Math.min(order.size(), from + together));
        TrainingRun.Step step = run.step(some);
        losses += step.loss();
        curve.loss(step.number(), step.loss());
        tokens += some.stream().mapToInt(e -> e.sequence().size()).sum();
        new UpdateLine(epoch, step, updates * settings.epochs(), tokens, progress.seconds())
            .show(progress);
        boolean last = from + together >= order.size();
        Map<String, Double> scores = last ? evaluate(epoch, losses / updates) : Map.of();
        scores.values().stream().findFirst().ifPresent(s -> curve.score(step.number(), s));
        metrics.row(epoch, step, (System.nanoTime() - start) / 1e9, scores);
      }
    }

    private Map<String, Double> evaluate(int epoch, double loss) {
      Scores found = null;
      double devLoss = Double.NaN;
      if (!dev.isEmpty()) {
        Evaluation.Outcome outcome =
            new Evaluation(source, network, settings.batchSize())
                .outcome(dev, head.labels(), settings);
        devLoss = outcome.loss();
        found = Evaluation.score(task, head, dev, outcome.predictions());
      }
      Map<String, Double> scores = found == null ? Map.of() : found.metrics();
      double score = scores.values().stream().findFirst().orElse((double) epoch);
      if (best.add(epoch, score, devLoss)) {
        bestMetrics = scores;
        bestScores = found;
        run.keep();
      }
      String losses = String.format(Locale.ROOT, "mean loss %.4f", loss);
      if (Double.isFinite(devLoss)) {
        losses += String.format(Locale.ROOT, "  dev loss %.4f", devLoss);
      }
      progress.keep("epoch " + epoch + "  " + losses + "  " + text(scores));
      return scores;
    }

    /** The scores in percent, in the format of {@code cascade evaluate}. */
    private static String text(Map<String, Double> scores) {
      StringJoiner texts = new StringJoiner(" ", "dev ", scores.size() > SHOWN ? " ..." : "");
      scores.entrySet().stream()
          .limit(SHOWN)
          .forEach(
              e ->
                  texts.add(String.format(Locale.ROOT, "%s=%.2f", e.getKey(), 100 * e.getValue())));
      return scores.isEmpty() ? "" : texts.toString();
    }
  }
}
