package org.cascadenlp.training.loop;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.cascadenlp.core.score.Scores;
import org.cascadenlp.neural.task.Labelled;
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
  private final BestEpoch best = new BestEpoch();
  private Map<String, Double> bestMetrics = Map.of();
  private @Nullable Scores bestScores;

  Epochs(
      TrainingSettings settings,
      TrainingRun<T> run,
      DevelopmentData<T, P> development,
      Evaluation<T, P> evaluation,
      TrainingLog log) {
    this.settings = settings;
    this.run = run;
    this.development = development;
    this.evaluation = evaluation;
    this.log = log;
  }

  /** The development scores of the best epoch; null without development data. */
  @Nullable Scores scores() {
    return bestScores;
  }

  /** Trains on {@code train} and restores the weights of the best epoch. */
  TrainingResult run(List<Labelled<T>> train) {
    int epoch = 0;
    boolean patient = true;
    while (epoch < settings.epochs() && patient) {
      epoch++;
      one(epoch, train);
      patient = settings.patience() == 0 || best.waited(epoch) < settings.patience();
    }
    run.restore();
    if (development.examples().isEmpty()) {
      log.kept(best.number());
    } else {
      log.best(best.number(), epoch, bestMetrics);
    }
    return new TrainingResult(best.number(), epoch, bestMetrics);
  }

  private void one(int epoch, List<Labelled<T>> train) {
    List<Labelled<T>> order = new ArrayList<>(train);
    if (settings.shuffle()) {
      Collections.shuffle(order, new Random(Seeds.of(settings.seed(), -1L - epoch)));
    }
    int together = settings.unitsPerUpdate();
    int updates = settings.updatesPerEpoch(train.size());
    double losses = 0;
    for (int from = 0; from < order.size(); from += together) {
      List<Labelled<T>> some = order.subList(from, Math.min(order.size(), from + together));
      TrainingRun.Step step = run.step(some);
      losses += step.loss();
      log.step(epoch, step, some);
      boolean last = from + together >= order.size();
      log.row(epoch, step, last ? evaluate(epoch, losses / updates) : Map.of());
    }
  }

  private Map<String, Double> evaluate(int epoch, double loss) {
    DevelopmentData.Outcome found = development.outcome(evaluation);
    Map<String, Double> scores = found.scores() == null ? Map.of() : found.scores().metrics();
    double score = scores.values().stream().findFirst().orElse((double) epoch);
    if (best.add(epoch, score, found.loss())) {
      bestMetrics = scores;
      bestScores = found.scores();
      run.keep();
    }
    log.epoch(epoch, loss, found.loss(), scores);
    return scores;
  }
}
