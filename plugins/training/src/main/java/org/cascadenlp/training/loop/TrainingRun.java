package org.cascadenlp.training.loop;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.process.StoppedException;
import org.cascadenlp.neural.task.Encoded;
import org.cascadenlp.neural.task.Head;
import org.cascadenlp.neural.task.Instance;
import org.cascadenlp.neural.task.Labelled;
import org.cascadenlp.neural.task.LossSettings;
import org.cascadenlp.neural.torch.InferenceThread;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.training.checkpoint.Checkpoint;
import org.cascadenlp.training.checkpoint.StateArrays;
import org.cascadenlp.training.settings.OptimiserSettings;
import org.cascadenlp.training.settings.TrainingSettings;
import org.cascadenlp.training.source.Seeds;
import org.cascadenlp.training.source.VectorSource;
import org.cascadenlp.weights.tensor.Tensor;

/**
 * A training step by step: losses, gradients and updates of head and vector source.
 *
 * <pre>{@code
 * try (TrainingRun<List<String>> run = new TrainingRun<>(source, head, settings, steps)) {
 *   TrainingRun.Step step = run.step(examples);
 * }
 * }</pre>
 *
 * <p>Not thread-safe; only one run in a process can collect gradients at a time.
 */
public final class TrainingRun<T> implements AutoCloseable {

  private final VectorSource source;
  private final Head<T, ?> head;
  private final TrainingSettings settings;
  private final int steps;
  private final LossSettings loss;
  private final NDManager manager = Torch.manager();
  private final ArrayPrograms programs = new ArrayPrograms();
  private final AdamW optimiser = new AdamW(manager);
  private final List<String> names = new ArrayList<>();
  private final List<NDArray> parameters = new ArrayList<>();
  private final ParameterGradients gradients = new ParameterGradients(parameters);
  private final BestWeights best = new BestWeights(manager, programs, parameters);
  private int done;

  /**
   * One update.
   *
   * @param number the number of the update, from 1
   * @param loss the loss before the update
   * @param gradientNorm the global norm of the gradients before clipping
   * @param rateFactor the fraction of the peak learning rates
   */
  public record Step(int number, double loss, double gradientNorm, double rateFactor) {}

  /**
   * A run that trains {@code head} and the trained weights of {@code source}; it closes neither.
   *
   * @param steps the total number of updates, for the schedule
   */
  public TrainingRun(VectorSource source, Head<T, ?> head, TrainingSettings settings, int steps) {
    this.source = source;
    this.head = head;
    this.settings = settings;
    this.steps = steps;
    this.loss = settings.loss();
    head.weights().arrays().forEach(array -> array.setRequiresGradient(true));
    OptimiserSettings rates = settings.optimiser();
    add(
        source.trained(),
        source::decays,
        name -> rates.encoderRate() * Math.pow(rates.layerDecay(), source.layersAbove(name)));
    add(head.weights(), head::decays, name -> rates.headRate());
  }

  /** Adds {@code weights}, in groups with the same learning rate and weight decay. */
  private void add(Weights weights, Predicate<String> decays, ToDoubleFunction<String> rate) {
    Map<Group, List<String>> groups = new LinkedHashMap<>();
    for (String name : weights.names()) {
      double decay = decays.test(name) ? settings.optimiser().weightDecay() : 0;
      groups
          .computeIfAbsent(new Group(rate.applyAsDouble(name), decay), g -> new ArrayList<>())
          .add(name);
    }
    groups.forEach(
        (group, members) -> {
          List<NDArray> arrays = members.stream().map(weights::get).toList();
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
  public Step step(List<Labelled<T>> examples) {
    if (weight(examples) == 0) {
      return new Step(++done, 0, 0, factor());
    }
    return update(backward(examples));
  }

  /**
   * The loss of {@code examples}, whose weight must not be 0; adds their gradients to the current
   * ones. Each batch is weighted by its tokens or sequences, so that the result does not depend on
   * the batches.
   */
  public double backward(List<Labelled<T>> examples) {
    Torch.engine().setRandomSeed((int) Seeds.of(settings.seed(), done));
    double all = weight(examples);
    double sum = 0;
    for (int from = 0; from < examples.size(); from += settings.batchSize()) {
      int to = Math.min(examples.size(), from + settings.batchSize());
      List<Labelled<T>> batch = examples.subList(from, to);
      InferenceThread.nextBatch();
      double share = batch.size() == examples.size() ? 1 : weight(batch) / all;
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

  private double weight(List<Labelled<T>> examples) {
    return head.weight(targets(examples), loss);
  }

  private double backward(List<Labelled<T>> batch, double share) {
    try (NDManager owner = manager.newSubManager();
        GradientCollector collector = Torch.engine().newGradientCollector()) {
      List<Instance> instances = batch.stream().map(Labelled::instance).toList();
      Encoded encoded = source.encoded(owner, instances, Mode.TRAINING, settings.encoderDropout());
      NDArray value = head.loss(encoded, targets(batch), loss);
      backward(collector, share == 1 ? value : value.mul(share));
      return value.getFloat() * share;
    }
  }

  private static <T> List<T> targets(List<Labelled<T>> examples) {
    return examples.stream().map(Labelled::target).toList();
  }

  /** A third-party head may return a loss without gradients. */
  private void backward(GradientCollector collector, NDArray value) {
    try {
      collector.backward(value);
    } catch (EngineException e) {
      throw CascadeException.of(
          "the loss of " + head.getClass().getName(),
          "there are no gradients of " + value.getShape() + ": " + CascadeException.describe(e),
          "Head.loss must return one number, computed from the weights by operations of"
              + " NDArray or by programs in Mode.TRAINING",
          e);
    }
  }

  /** A third-party encoder may ignore the weights that it receives. */
  private void requireGradients(List<NDArray> found) {
    int encoder = source.trained().names().size();
    if (encoder > 0
        && ParameterGradients.isZero(found.subList(0, encoder))
        && !ParameterGradients.isZero(found)) {
      throw CascadeException.of(
          "encoder " + source.vectorSpace().name(),
          "no gradient reaches its weights",
          "Encoder.forward must compute vectors from the weights and in the mode that it is given;"
              + " or train a head alone, in mode frozen");
    }
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
  public Step update(double value) {
    double factor = factor();
    try (NDManager owner = manager.newSubManager()) {
      List<NDArray> found = gradients.of(owner);
      if (done == 0) {
        requireGradients(found);
      }
      float norm = programs.clip(owner, found, settings.optimiser().clip());
      if (!Float.isFinite(norm)) {
        throw CascadeException.of(
            "training", "the gradient of step " + (done + 1) + " has norm " + norm, remedy(""));
      }
      optimiser.update(owner, found, factor);
      programs.zero(owner, found);
      return new Step(++done, value, norm, factor);
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
    List<String> keys = new ArrayList<>();
    for (String name : names) {
      boolean encoder = keys.size() < source.trained().names().size();
      keys.add((encoder ? "encoder/" : "head/") + name); // both may have an array of one name
    }
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
