package org.cascadenlp.training.loop;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.training.Toy;
import org.cascadenlp.training.ToyMode;
import org.cascadenlp.training.listener.EpochEvent;
import org.cascadenlp.training.listener.TrainingListener;
import org.cascadenlp.training.listener.TrainingResult;
import org.cascadenlp.training.listener.UpdateEvent;
import org.cascadenlp.training.objective.Objective;
import org.cascadenlp.training.objective.Step;
import org.cascadenlp.training.objective.TrainedWeights;
import org.cascadenlp.training.settings.OptimiserSettings;
import org.cascadenlp.training.settings.Schedule;
import org.cascadenlp.training.settings.TrainingSettings;
import org.junit.jupiter.api.Test;

/** Trains an objective without task, head and encoder. */
class EpochsTest {

  private static final int EXAMPLES = 20;
  private static final float MEAN = 9.5f; // of the numbers from 0

  private static final TrainingSettings SETTINGS =
      Toy.epochs(
          Toy.batches(Toy.settings(ToyMode.FROZEN), 4, 2),
          new OptimiserSettings(0, 1, 0.3, 0, 0, Schedule.LINEAR, 0),
          40,
          0);

  /** The mean squared distance of one weight to numbers. */
  private record Distance(Weights weights) implements Objective<Float> {

    static Distance of(NDManager owner) {
      NDArray weight = owner.create(0f);
      weight.setRequiresGradient(true);
      return new Distance(new Weights(Map.of("mean", weight)));
    }

    @Override
    public List<TrainedWeights> trained() {
      return List.of(new TrainedWeights("all", weights, name -> false, name -> 0.3));
    }

    @Override
    public NDArray loss(Step<Float> step) {
      float[] numbers = new float[step.examples().size()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = step.examples().get(i);
      }
      return step.owner().create(numbers).sub(weights.get("mean")).square().mean();
    }

    @Override
    public double weight(List<Float> examples) {
      return examples.size();
    }

    @Override
    public int tokens(List<Float> examples) {
      return examples.size();
    }

    @Override
    public void check(List<NDArray> gradients) {
      assertThat(gradients).hasSize(1);
    }

    @Override
    public CascadeException withoutGradients(NDArray loss, EngineException cause) {
      throw new AssertionError(cause);
    }
  }

  /** Lists what it is notified of. */
  private static final class Events implements TrainingListener {

    private final List<String> all = new ArrayList<>();

    @Override
    public void updated(UpdateEvent event) {
      int number = event.update().number();
      all.add(number + " of " + event.tokens() + (event.isLast() ? ", the last" : ""));
    }

    @Override
    public void epochEnded(EpochEvent event) {
      assertThat(event.seconds()).isGreaterThanOrEqualTo(event.last().seconds());
      all.add("end of epoch " + event.last().epoch());
    }

    @Override
    public void trained(TrainingResult result) {
      all.add("epoch " + result.bestEpoch() + " of " + result.epochs());
    }
  }

  @Test
  void anyObjectiveIsTrainedAndListenersAreNotifiedInOrder() throws IOException {
    List<Float> train = IntStream.range(0, EXAMPLES).mapToObj(number -> (float) number).toList();
    Events events = new Events();
    try (NDManager owner = Torch.manager()) {
      Distance objective = Distance.of(owner);
      try (TrainingRun<Float> run = new TrainingRun<>(objective, SETTINGS, 3 * 40)) {
        new Epochs<>(SETTINGS, run, train, () -> new DevelopmentData.Outcome(null, Double.NaN))
            .run(null, List.of(events));
      }
      assertThat(objective.weights.get("mean").getFloat()).isCloseTo(MEAN, Offset.offset(1f));
    }
    assertThat(events.all)
        .hasSize(4 * 40 + 1)
        .startsWith("1 of 8", "2 of 8", "3 of 4, the last", "end of epoch 1", "4 of 8")
        .endsWith("120 of 4, the last", "end of epoch 40", "epoch 40 of 40");
  }
}
