package org.cascadenlp.benchmarks.training;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.neural.embedding.Encoder;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.task.LabelTask;
import org.cascadenlp.neural.task.Labelled;
import org.cascadenlp.neural.torch.InferenceThread;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.training.loop.TrainingRun;
import org.cascadenlp.training.objective.SupervisedObjective;
import org.cascadenlp.training.settings.OptimiserSettings;
import org.cascadenlp.training.settings.Schedule;
import org.cascadenlp.training.settings.TrainingSettings;
import org.cascadenlp.training.settings.TuningSettings;
import org.cascadenlp.training.source.TunedEncoder;

/**
 * Fine-tuning of an encoder under a linear head for entities, with the trainer's steps on the
 * inference thread and each part timed.
 */
final class TimedTraining implements AutoCloseable {

  /** The number of examples in a step. */
  static final int BATCH = 32;

  private static final Map<String, String> OPTIONS =
      Map.of("scheme", "BIO", "decoder", "linear", "bilstm", "0", "mix", "false");

  private final List<Labelled<List<String>>> examples;
  private final List<List<StepTime>> passes = new ArrayList<>();
  private final NDManager manager = Torch.manager();
  private final ModelStore.Lease<InferenceThread> thread = InferenceThread.lease();
  private final Encoder encoder;
  private final TunedEncoder source;
  private final TimedHead head;
  private final TrainingRun<Labelled<List<String>>> run;

  /**
   * Prepares the training.
   *
   * @param encoder the encoder; closed with this training
   * @param task the head for named entities
   * @param passes the number of passes over the examples, for the schedule
   */
  TimedTraining(
      Encoder encoder, LabelTask task, List<Labelled<List<String>>> examples, int passes) {
    this.encoder = encoder;
    this.examples = examples;
    TrainingSettings settings = settings();
    Set<String> seen = new TreeSet<>();
    examples.forEach(example -> seen.addAll(example.target()));
    List<String> labels = task.labels(seen, OPTIONS);
    int width = encoder.vectorSpace().width();
    this.source = new TunedEncoder(encoder, 0, task.level(OPTIONS));
    this.head =
        new TimedHead(
            task.head(
                manager,
                new HeadSettings("entities", labels, OPTIONS, 1, width, settings.seed()),
                Map.of()));
    int steps = passes * ((examples.size() + BATCH - 1) / BATCH);
    this.run =
        new TrainingRun<>(new SupervisedObjective<>(source, head, settings), settings, steps);
  }

  /** The recipe of the transfer benchmark. */
  static TrainingSettings settings() {
    return new TrainingSettings(
        TuningSettings.of("fine-tune", Map.of()),
        new OptimiserSettings(1e-4, 1, 1e-4, 0.01, 0.1, Schedule.LINEAR, 1),
        1,
        BATCH,
        1,
        256,
        -1,
        0.1f,
        Map.of(),
        0,
        false,
        1);
  }

  /** Runs one pass over the examples, in their order. */
  void pass() {
    passes.add(thread.model().call(this::steps));
  }

  private List<StepTime> steps() {
    List<StepTime> times = new ArrayList<>();
    for (int from = 0; from < examples.size(); from += BATCH) {
      List<Labelled<List<String>>> batch =
          examples.subList(from, Math.min(examples.size(), from + BATCH));
      long begin = System.nanoTime();
      double loss = run.backward(batch);
      long gradients = System.nanoTime();
      run.update(loss);
      long end = System.nanoTime();
      times.add(
          new StepTime(
              (head.lossTime() - begin) / 1e9,
              (gradients - head.lossTime()) / 1e9,
              (end - gradients) / 1e9,
              loss));
    }
    return times;
  }

  /** The steps of each pass so far. */
  List<List<StepTime>> passes() {
    return passes;
  }

  @Override
  public void close() {
    run.close();
    head.close();
    source.close();
    encoder.close();
    thread.close();
    manager.close();
  }
}
