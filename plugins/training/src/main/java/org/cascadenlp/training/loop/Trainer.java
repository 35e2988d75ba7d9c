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
import java.util.Set;
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
import org.cascadenlp.neural.task.Head;
import org.cascadenlp.neural.task.Labelled;
import org.cascadenlp.neural.task.LossSettings;
import org.cascadenlp.neural.task.Scorer;
import org.cascadenlp.neural.task.TrainableTask;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.training.settings.TrainingSettings;
import org.cascadenlp.training.source.Seeds;
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

  private static final int SHOWN = 24; // metrics in a printed line; the files have all

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
    DataCheck<T> check = new DataCheck<>(task, head, settings);
    check.vectors(source.vectorSpace());
    check.train(train);
    new DataWarnings<>(check).of(train, dev).forEach(progress::keep);
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
      List<Labelled<T>> train,
      List<Labelled<T>> dev,
      Path folder,
      Path place)
      throws IOException {
    try (Interruption guard = Interruption.of(this::announceStop);
        NDManager owner = Torch.manager();
        Head<T, P> network = task.head(owner, head, Map.of())) {
      List<TensorGroup> groups = new ArrayList<>(source.tensors());
      groups.addAll(headTensors(network));
      progress.keep(TensorTable.of(groups));
      Set<String> names = dev.isEmpty() ? Set.of() : metrics(dev);
      TrainingResult result;
      List<P> predictions;
      int updates = settings.updatesPerEpoch(train.size());
      try (MetricsFile metrics = new MetricsFile(folder.resolve("metrics.csv"), names);
          TrainingRun<T> run =
              new TrainingRun<>(source, network, settings, updates * settings.epochs())) {
        TrainingCurve curve = new TrainingCurve(names.stream().findFirst().orElse(""));
        Epochs epochs = new Epochs(source, network, run, metrics, curve, train, dev);
        result = epochs.run();
        curve.write(folder.resolve("training.html"), "Training of " + head.task());
        confusion(folder, result, epochs.scores());
        predictions = new Evaluation<>(source, network, settings.batchSize()).predict(selfTests(dev));
      }
      VectorSource.Saved saved =
          source.save(
              folder, place, new SavedHead(network.weights(), head.labels(), task.opensAs()));
      CardWriter<T, P> card = new CardWriter<>(task.codec(), head, unit, settings, licence);
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

  /** The names of the metrics: those of predictions that equal the targets. */
  private Set<String> metrics(List<Labelled<T>> dev) {
    Scorer<T, P> scorer = task.scorer(head);
    dev.forEach(one -> scorer.add(one.target(), task.codec().certain(one.target())));
    return scorer.scores().metrics().keySet();
  }

  /**
   * The example for the self-test: the first short one of the development data whose target has two
   * different texts, such as two labels.
   */
  private List<Labelled<T>> selfTests(List<Labelled<T>> dev) {
    return dev.stream()
        .filter(one -> one.instance().size() <= 40 && texts(one) > 1)
        .findFirst()
        .or(() -> dev.stream().min(Comparator.comparingInt(one -> one.instance().size())))
        .map(List::of)
        .orElse(List.of());
  }

  /** The number of different texts in the target of {@code example}. */
  private long texts(Labelled<T> example) {
    return task.codec().texts(example.target()).stream().distinct().count();
  }

  private static List<TensorGroup> headTensors(Head<?, ?> network) {
    TensorGroup.Collector groups = new TensorGroup.Collector();
    for (String name : network.weights().names()) {
      groups.add("head", TensorGroup.Fate.REINITIALISED, name, network.weights().get(name));
    }
    return groups.groups();
  }

  /** The loop over epochs. */
  private final class Epochs {

    private final VectorSource source;
    private final Head<T, P> network;
    private final TrainingRun<T> run;
    private final MetricsFile metrics;
    private final TrainingCurve curve;
    private final List<Labelled<T>> train;
    private final List<Labelled<T>> dev;
    private final int updates;
    private final long start = System.nanoTime();
    private final BestEpoch best = new BestEpoch();
    private Map<String, Double> bestMetrics = Map.of();
    private @Nullable Scores bestScores;
    private long tokens;

    Epochs(
        VectorSource source,
        Head<T, P> network,
        TrainingRun<T> run,
        MetricsFile metrics,
        TrainingCurve curve,
        List<Labelled<T>> train,
        List<Labelled<T>> dev) {
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
      List<Labelled<T>> order = new ArrayList<>(train);
      if (settings.shuffle()) {
        Collections.shuffle(order, new Random(Seeds.of(settings.seed(), -1L - epoch)));
      }
      int together = settings.unitsPerUpdate();
      double losses = 0;
      for (int from = 0; from < order.size(); from += together) {
        List<Labelled<T>> some = order.subList(from, Math.min(order.size(), from + together));
        TrainingRun.Step step = run.step(some);
        losses += step.loss();
        curve.loss(step.number(), step.loss());
        tokens += some.stream().mapToInt(one -> one.instance().size()).sum();
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
        Evaluation<T, P> evaluation = new Evaluation<>(source, network, settings.batchSize());
        Evaluation.Outcome<P> outcome =
            evaluation.outcome(
                dev,
                target -> task.hasOutput(target, head),
                new LossSettings(settings.classWeights(), 0));
        devLoss = outcome.loss();
        found = evaluation.score(task.scorer(head), dev, outcome.predictions());
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
