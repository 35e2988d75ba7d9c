package org.cascadenlp.training.objective;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import java.util.List;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.task.Encoded;
import org.cascadenlp.neural.task.Head;
import org.cascadenlp.neural.task.Instance;
import org.cascadenlp.neural.task.Labelled;
import org.cascadenlp.neural.task.LossSettings;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.training.settings.OptimiserSettings;
import org.cascadenlp.training.settings.TrainingSettings;
import org.cascadenlp.training.source.VectorSource;

/**
 * The loss of a head on the vectors of a source, whose weights are trained with those of the head.
 */
public final class SupervisedObjective<T> implements Objective<Labelled<T>> {

  private final VectorSource source;
  private final Head<T, ?> head;
  private final TrainingSettings settings;
  private final LossSettings loss;

  /** Trains {@code head} and the trained weights of {@code source}; closes neither. */
  public SupervisedObjective(VectorSource source, Head<T, ?> head, TrainingSettings settings) {
    this.source = source;
    this.head = head;
    this.settings = settings;
    this.loss = settings.loss();
    head.weights().arrays().forEach(array -> array.setRequiresGradient(true));
  }

  @Override
  public List<TrainedWeights> trained() {
    OptimiserSettings rates = settings.optimiser();
    return List.of(
        new TrainedWeights(
            "encoder",
            source.trained(),
            source::decays,
            name -> rates.encoderRate() * Math.pow(rates.layerDecay(), source.layersAbove(name))),
        new TrainedWeights("head", head.weights(), head::decays, name -> rates.headRate()));
  }

  @Override
  public NDArray loss(Step<Labelled<T>> step) {
    List<Instance> instances = step.examples().stream().map(Labelled::instance).toList();
    Encoded encoded =
        source.encoded(step.owner(), instances, Mode.TRAINING, settings.encoderDropout());
    return head.loss(encoded, targets(step.examples()), loss);
  }

  @Override
  public double weight(List<Labelled<T>> examples) {
    return head.weight(targets(examples), loss);
  }

  @Override
  public int tokens(List<Labelled<T>> examples) {
    return examples.stream().mapToInt(one -> one.instance().size()).sum();
  }

  private static <T> List<T> targets(List<Labelled<T>> examples) {
    return examples.stream().map(Labelled::target).toList();
  }

  /** A third-party encoder may ignore the weights that it receives. */
  @Override
  public void check(List<NDArray> gradients) {
    int encoder = source.trained().names().size();
    if (encoder > 0 && isZero(gradients.subList(0, encoder)) && !isZero(gradients)) {
      throw CascadeException.of(
          "encoder " + source.vectorSpace().name(),
          "no gradient reaches its weights",
          "Encoder.forward must compute vectors from the weights and in the mode that it is given;"
              + " or train a head alone, in mode frozen");
    }
  }

  /** Whether all of {@code gradients} are zero; false for NaN. */
  private static boolean isZero(List<NDArray> gradients) {
    return gradients.stream().allMatch(gradient -> gradient.abs().sum().getFloat() == 0);
  }

  /** A third-party head may return a loss without gradients. */
  @Override
  public CascadeException withoutGradients(NDArray loss, EngineException cause) {
    return CascadeException.of(
        "the loss of " + head.getClass().getName(),
        "there are no gradients of " + loss.getShape() + ": " + CascadeException.describe(cause),
        "Head.loss must return one number, computed from the weights by operations of"
            + " NDArray or by programs in Mode.TRAINING",
        cause);
  }
}
