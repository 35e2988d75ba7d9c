package org.cascadenlp.training.loop;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.cascadenlp.core.score.Scores;
import org.cascadenlp.training.checkpoint.TrainingState;
import org.cascadenlp.training.listener.EpochEvent;
import org.cascadenlp.training.listener.TrainingListener;
import org.cascadenlp.training.listener.TrainingResult;
import org.cascadenlp.training.listener.Update;
import org.cascadenlp.training.listener.UpdateEvent;
import org.cascadenlp.training.settings.TrainingSettings;
import org.cascadenlp.training.source.Seeds;
import org.jspecify.annotations.Nullable;

/**
 * The loop over epochs, each evaluated on the development data. Listeners are notified of its
 * course.
 *
 * @param <E> an example
 */
final class Epochs<E> {

  private final TrainingSettings settings;
  private final TrainingRun<E> run;
  private final List<E> train;
  private final int updates; // of an epoch
  private final Supplier<DevelopmentData.Outcome> development;
  private final BestEpoch best = new BestEpoch();
  private long start = System.nanoTime();
  private Map<String, Double> bestMetrics = Map.of();
  private @Nullable Scores bestScores;
  private int finished; // epochs
  private int position; // updates since
  private double losses; // of these

  /**
   * The loop over {@code train}.
   *
   * @param development evaluates the current weights
   */
  Epochs(
      TrainingSettings settings,
      TrainingRun<E> run,
      List<E> train,
      Supplier<DevelopmentData.Outcome> development) {
    this.settings = settings;
    this.run = run;
    this.train = train;
    this.updates = settings.updatesPerEpoch(train.size());
    this.development = development;
  }

  /** The development scores of the best epoch; null without development data. */
  @Nullable Scores scores() {
    return bestScores;
  }

  /**
   * Trains, and restores the weights of the best epoch.
   *
   * @param former the state to go on from; null to begin
   */
  TrainingResult run(@Nullable TrainingState former, List<TrainingListener> listeners)
      throws IOException {
    if (former != null) {
      resume(former);
    }
    while (finished < settings.epochs() && isPatient()) {
      one(finished + 1, listeners);
    }
    run.best().restore();
    if (bestScores == null) { // the best epoch is one of those before the checkpoint
      bestScores = development.get().scores();
    }
    TrainingResult result = new TrainingResult(best.number(), finished, bestMetrics);
    for (TrainingListener listener : listeners) {
      listener.trained(result);
    }
    return result;
  }

  private void resume(TrainingState former) {
    start -= (long) (1e9 * former.seconds());
    finished = former.epochs();
    position = former.position();
    losses = former.losses();
    best.resume(former.best());
    bestMetrics = former.best().metrics();
  }

  private boolean isPatient() {
    return finished == 0 || settings.patience() == 0 || best.waited(finished) < settings.patience();
  }

  private void one(int epoch, List<TrainingListener> listeners) throws IOException {
    List<E> order = new ArrayList<>(train);
    if (settings.shuffle()) {
      Collections.shuffle(order, new Random(Seeds.of(settings.seed(), -1L - epoch)));
    }
    int together = settings.unitsPerUpdate();
    while (finished < epoch) {
      int from = position * together;
      List<E> some = order.subList(from, Math.min(order.size(), from + together));
      Update update = run.step(some);
      position++;
      losses += update.loss();
      UpdateEvent event =
          new UpdateEvent(epoch, update, position == updates, run.tokens(some), seconds());
      for (TrainingListener listener : listeners) {
        listener.updated(event);
      }
      if (event.isLast()) {
        end(event, listeners);
      }
    }
  }

  private void end(UpdateEvent last, List<TrainingListener> listeners) throws IOException {
    double loss = losses / updates;
    DevelopmentData.Outcome found = development.get();
    Map<String, Double> scores = found.scores() == null ? Map.of() : found.scores().metrics();
    double score = scores.values().stream().findFirst().orElse((double) last.epoch());
    if (best.add(last.epoch(), score, found.loss())) {
      bestMetrics = scores;
      bestScores = found.scores();
      run.best().keep();
    }
    finished = last.epoch();
    position = 0;
    losses = 0;
    EpochEvent event = new EpochEvent(last, loss, found.loss(), scores, seconds());
    for (TrainingListener listener : listeners) {
      listener.epochEnded(event);
    }
  }

  /** The place that the training has reached, between two updates. */
  TrainingState state() {
    return new TrainingState(
        run.done(),
        run.optimiserUpdates(),
        finished,
        position,
        updates,
        losses,
        seconds(),
        best.state(bestMetrics));
  }

  /** The time that the training has taken. */
  private double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }
}
