package org.cascadenlp.training.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Checkpoints whose arrays are short texts. */
final class WrittenCheckpoints {

  static final Map<String, String> CONDITIONS = Map.of("arrays", "2 of 5", "threads", "2");

  private WrittenCheckpoints() {}

  /** The checkpoints in the folder {@code model}. */
  static Checkpoints in(
      Path model,
      ResumeMode resume,
      Map<String, String> conditions,
      FileOperations files,
      Consumer<String> log) {
    return new Checkpoints(
        model,
        new CheckpointSettings(1, 1, resume, Map.of(), files),
        new TrainingConditions(conditions),
        log);
  }

  /** The state after {@code step} updates, from 4. */
  static TrainingState state(int step) {
    return new TrainingState(
        step,
        step,
        1,
        step - 4,
        4,
        0.1 + 0.2,
        1.5,
        new TrainingState.Best(1, 1, Double.NaN, Double.POSITIVE_INFINITY, Map.of("f1", 0.7)));
  }

  /** Saves the states after each of {@code steps}. */
  static void save(Checkpoints checkpoints, int... steps) throws IOException {
    for (int step : steps) {
      checkpoints.save(
          state(step),
          out -> {
            for (String name :
                List.of(
                    Checkpoint.WEIGHTS,
                    Checkpoint.MOMENTS,
                    Checkpoint.BEST,
                    Checkpoint.METRICS,
                    Checkpoint.CURVE)) {
              out.text(name, name + " after " + step);
            }
          });
    }
  }
}
