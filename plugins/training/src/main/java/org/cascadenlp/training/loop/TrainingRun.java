package org.cascadenlp.training.loop;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.process.StoppedException;
import org.cascadenlp.neural.torch.InferenceThread;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.training.checkpoint.Checkpoint;
import org.cascadenlp.training.checkpoint.StateArrays;
import org.cascadenlp.training.listener.Update;
import org.cascadenlp.training.objective.Objective;
import org.cascadenlp.training.objective.Step;
import org.cascadenlp.training.objective.TrainedWeights;
import org.cascadenlp.training.settings.TrainingSettings;
import org.cascadenlp.training.source.Seeds;
import org.cascadenlp.weights.tensor.Tensor;

/**
 * A training step by step: losses, gradients and updates of the weights of an objective.
 *
 * <pre>{@code
 * Objective<Labelled<T>> objective = new SupervisedObjective<>(source, head, settings);
 * try (TrainingRun<Labelled<T>> run = new TrainingRun<>(objective, settings, steps)) {
 *   Update update = run.step(examples);
 * }
 * }</pre>
 *
 * <p>Not thread-safe; only one run in a process can collect gradients at a time.
 *
 * @param <E> an example
 */
public final class TrainingRun<E> implements AutoCloseable {

  private final Objective<E> objective;
  private final TrainingSettings settings;
  private final int steps;
  private final NDManager manager = Torch.manager();
  private final ArrayPrograms programs = new ArrayPrograms();
  private final AdamW optimiser = new AdamW(manager);
  private final List<String> names = new ArrayList<>();
  private final List<String> keys =
      new ArrayList<>(); // with the part, which tells equal names apart
  private final List<NDArray> parameters = new ArrayList<>();
  private final ParameterGradients gradients = new ParameterGradients(parameters);
  private final BestWeights best = new BestWeights(manager, programs, parameters);
  private int done;

  /**
   * A run that trains the weights of {@code objective}.
   *
   * @param steps the total number of updates, for the schedule
   */
  public TrainingRun(Objective<E> objective, TrainingSettings settings, int steps) {
    this.objective = objective;
    this.settings = settings;
    this.steps = steps;
    objective.trained().forEach(this::add);
  }

  /** Adds {@code trained}, in groups with the same learning rate and weight decay. */
  private void add(TrainedWeights trained) {
    Weights weights = trained.weights();
    Map<Group, List<String>> groups = new LinkedHashMap<>();
    for (String name : weights.names()) {
      double decay = trained.decays().test(name) ? settings.optimiser().weightDecay() : 0;
      groups
          .computeIfAbsent(
              new Group(trained.rate().applyAsDouble(name), decay), g -> new ArrayList<>())
          .add(name);
    }
    groups.forEach(
        (group, members) -> {
          List<NDArray> arrays = members.stream().map(weights::get).toList();
          members.forEach(name -> keys.add(trained.part() + "/" + name));
          names.addAll(members);
          parameters.addAll(arrays);
          optimiser.add(arrays, group.rate, group.decay);
        });
  }

  /** The settings that the parameters of a group share. */
  private record Group(double rate, double decay) {}

  /**
   * Computes loss and gradients of {@code examples} in batches, and updates the weights. If the
   * examples have weight 0, the loss is 0 and no weights change.
   *
   * @throws StoppedException before a batch, if the process was interrupted
   */
  public Update step(List<E> examples) {
    if (objective.weight(examples) == 0) {
      return new Update(++done, 0, 0, factor());
    }
    return update(backward(examples));
  }

  /**
   * The loss of {@code examples}, whose weight must not be 0; adds their gradients to the current
   * ones. Each batch is weighted by its tokens or sequences, so that the result does not depend on
   * the batches.
   */
  public double backward(List<E> examples) {
    Torch.engine().setRandomSeed((int) Seeds.of(settings.seed(), done));
    double all = objective.weight(examples);
    double sum = 0;
    for (int from = 0; from < examples.size(); from += settings.batchSize()) {
      int to = Math.min(examples.size(), from + settings.batchSize());
      List<E> batch = examples.subList(from, to);
      InferenceThread.nextBatch();
      double share = batch.size() == examples.size() ? 1 : objective.weight(batch) / all;
      sum +=
          share == 0 ? 0 : backward(batch, share); // the mean loss of a batch with weight 0 is NaN
    }
    if (!Double.isFinite(sum)) {
      throw CascadeException.of(
          "training", "the loss of step " + (done + 1) + " is " + sum, remedy(", or set clip"));
    }
    return sum;
  }

  /** Before the first update learning rates have no effect, so the inputs are the cause. */
  private String remedy(String more) {
    return done == 0
        ? "the vectors or the weights to start from hold NaN or numbers that are too large: check"
            + " the embedding, or the encoder's files"
        : "lower encoderRate or headRate" + more;
  }

  private double backward(List<E> batch, double share) {
    try (NDManager owner = manager.newSubManager();
        GradientCollector collector = Torch.engine().newGradientCollector()) {
      NDArray value = objective.loss(new Step<>(owner, done + 1, batch));
      backward(collector, share == 1 ? value : value.mul(share));
      return value.getFloat() * share;
    }
  }

  private void backward(GradientCollector collector, NDArray value) {
    try {
      collector.backward(value);
    } catch (EngineException e) {
      throw objective.withoutGradients(value, e);
    }
  }

  /** The number of tokens of {@code examples}. */
  int tokens(List<E> examples) {
    return objective.tokens(examples);
  }

  /** Copies of the current gradients, by the names of their arrays. */
  public Map<String, Tensor> gradients() {
    Map<String, Tensor> copies = new LinkedHashMap<>();
    try (NDManager owner = manager.newSubManager()) {
      List<NDArray> found = gradients.of(owner);
      for (int i = 0; i < names.size(); i++) {
        copies.put(names.get(i), Weights.copy(found.get(i)));
      }
    }
    return copies;
  }

  /**
   * Updates the weights with the current gradients, and sets these to zero.
   *
   * @param value the loss of these gradients, as {@link #backward} returned it
   */
  public Update update(double value) {
    double factor = factor();
    try (NDManager owner = manager.newSubManager()) {
      List<NDArray> found = gradients.of(owner);
      if (done == 0) {
        objective.check(found);
      }
      float norm = programs.clip(owner, found, settings.optimiser().clip());
      if (!Float.isFinite(norm)) {
        throw CascadeException.of(
            "training", "the gradient of step " + (done + 1) + " has norm " + norm, remedy(""));
      }
      optimiser.update(owner, found, factor);
      programs.zero(owner, found);
      return new Update(++done, value, norm, factor);
    }
  }

  /** The learning rates of the next update as a fraction of the peak. */
  private double factor() {
    int warmup = (int) Math.round(settings.optimiser().warmup() * steps);
    return settings.optimiser().schedule().factor(done, warmup, steps);
  }

  /** The weights of the best epoch. */
  BestWeights best() {
    return best;
  }

  /** The number of updates so far, with those that changed nothing. */
  int done() {
    return done;
  }

  /** The number of updates that changed weights. */
  int optimiserUpdates() {
    return optimiser.updates();
  }

  /** The arrays of the state. */
  StateArrays arrays() {
    return new StateArrays(keys, parameters, optimiser.first(), optimiser.second(), best.arrays());
  }

  /** Goes on from {@code checkpoint}, after {@code step} updates. */
  void resume(Checkpoint checkpoint, int step) {
    if (checkpoint.state().best().epoch() > 0) {
      best.allocate();
    }
    try (NDManager owner = manager.newSubManager()) {
      arrays()
          .read(
              checkpoint,
              owner,
              (target, source) -> programs.copy(owner, List.of(target), List.of(source)));
      gradients.attachZeros(owner, programs);
    }
    optimiser.resume(checkpoint.state().optimiserUpdates());
    done = step;
  }

  @Override
  public void close() {
    optimiser.close();
    programs.close();
    manager.close();
  }
}
