package org.cascadenlp.training.loop;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.cascadenlp.core.score.Scores;
import org.cascadenlp.neural.task.Labelled;
import org.cascadenlp.training.checkpoint.TrainingState;
import org.cascadenlp.training.settings.TrainingSettings;
import org.cascadenlp.training.source.Seeds;
import org.jspecify.annotations.Nullable;

/** The loop over epochs, each evaluated on the development data. */
final class Epochs<T, P> {

  private final TrainingSettings settings;
  private final TrainingRun<T> run;
  private final DevelopmentData<T, P> development;
  private final Evaluation<T, P> evaluation;
  private final TrainingLog log;
  private final Recovery recovery;
  private final BestEpoch best = new BestEpoch();
  private Map<String, Double> bestMetrics = Map.of();
  private @Nullable Scores bestScores;
  private int finished; // epochs
  private int position; // updates since
  private double losses; // of these

  Epochs(
      TrainingSettings settings,
      TrainingRun<T> run,
      DevelopmentData<T, P> development,
      Evaluation<T, P> evaluation,
      TrainingLog log,
      Recovery recovery) {
    this.settings = settings;
    this.run = run;
    this.development = development;
    this.evaluation = evaluation;
    this.log = log;
    this.recovery = recovery;
  }

  /** The development scores of the best epoch; null without development data. */
  @Nullable Scores scores() {
    return bestScores;
  }

  /**
   * Trains on {@code train}, from where a checkpoint has ended, and restores the weights of the
   * best epoch.
   */
  TrainingResult run(List<Labelled<T>> train) throws IOException {
    int updates = settings.updatesPerEpoch(train.size());
    TrainingState former = recovery.resume(updates);
    if (former != null) {
      resume(former);
    }
    while (finished < settings.epochs() && isPatient()) {
      one(finished + 1, train, updates);
    }
    run.best().restore();
    if (development.examples().isEmpty()) {
      log.kept(best.number());
    } else {
      if (bestScores == null) { // the best epoch is one of those before the checkpoint
        bestScores = development.outcome(evaluation).scores();
      }
      log.best(best.number(), finished, bestMetrics);
    }
    return new TrainingResult(best.number(), finished, bestMetrics);
  }

  private void resume(TrainingState former) {
    finished = former.epochs();
    position = former.position();
    losses = former.losses();
    best.resume(former.best());
    bestMetrics = former.best().metrics();
  }

  private boolean isPatient() {
    return finished == 0 || settings.patience() == 0 || best.waited(finished) < settings.patience();
  }

  private void one(int epoch, List<Labelled<T>> train, int updates) {
    List<Labelled<T>> order = new ArrayList<>(train);
    if (settings.shuffle()) {
      Collections.shuffle(order, new Random(Seeds.of(settings.seed(), -1L - epoch)));
    }
    int together = settings.unitsPerUpdate();
    while (position < updates) {
      int from = position * together;
      List<Labelled<T>> some = order.subList(from, Math.min(order.size(), from + together));
      TrainingRun.Step step = run.step(some);
      position++;
      losses += step.loss();
      log.step(epoch, step, some);
      boolean last = position == updates;
      log.row(epoch, step, last ? evaluate(epoch, losses / updates) : Map.of());
      if (!last) {
        recovery.after(false, () -> state(updates));
      }
    }
    finished = epoch;
    position = 0;
    losses = 0;
    recovery.after(true, () -> state(updates));
  }

  private TrainingState state(int updates) {
    return new TrainingState(
        run.done(),
        run.optimiserUpdates(),
        finished,
        position,
        updates,
        losses,
        log.seconds(),
        best.state(bestMetrics));
  }

  private Map<String, Double> evaluate(int epoch, double loss) {
    DevelopmentData.Outcome found = development.outcome(evaluation);
    Map<String, Double> scores = found.scores() == null ? Map.of() : found.scores().metrics();
    double score = scores.values().stream().findFirst().orElse((double) epoch);
    if (best.add(epoch, score, found.loss())) {
      bestMetrics = scores;
      bestScores = found.scores();
      run.best().keep();
    }
    log.epoch(epoch, loss, found.loss(), scores);
    return scores;
  }
}
