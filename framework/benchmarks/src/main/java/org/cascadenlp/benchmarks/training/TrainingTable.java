package org.cascadenlp.benchmarks.training;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.cascadenlp.benchmarks.Machine;
import org.cascadenlp.benchmarks.Markdown;
import org.cascadenlp.benchmarks.MiniLmFiles;
import org.cascadenlp.benchmarks.PythonNumbers;
import org.cascadenlp.benchmarks.Rounds;
import org.cascadenlp.benchmarks.Setup;
import org.cascadenlp.benchmarks.Spread;
import org.cascadenlp.benchmarks.Table;
import org.cascadenlp.neural.embedding.EmbedderSettings.Precision;
import org.cascadenlp.neural.task.Labelled;
import org.jspecify.annotations.Nullable;

/** The time of forward, backward and optimiser in a training step: MiniLM fine-tuned on WNUT-17. */
public final class TrainingTable implements Table {

  /** The number of steps in a round. */
  private static final int BATCHES = 40;

  @Override
  public String name() {
    return "training";
  }

  @Override
  public String title() {
    return "Training step";
  }

  @Override
  public String measure(Setup setup) throws Exception {
    List<Labelled<List<String>>> examples =
        TaggedSentences.read(
            setup.corpus("wnut17/wnut17train.conll"), BATCHES * TimedTraining.BATCH);
    long wordpieces = wordpieces(examples);
    PythonNumbers python = setup.python();
    List<PythonNumbers.Row> peers =
        python == null
            ? List.of()
            : python.rows("training", wordpieces); // reports errors before the measurement
    Map<Precision, TimedTraining> trainings = new LinkedHashMap<>();
    try (TrainingParts parts = new TrainingParts()) {
      Rounds rounds = new Rounds();
      for (Precision precision : precisions()) {
        TimedTraining training =
            new TimedTraining(
                parts.encoder(MiniLmFiles.NAME, precision),
                parts.entities(),
                examples,
                setup.rounds() + 1);
        trainings.put(precision, training);
        rounds.add(text(precision), training::pass);
      }
      rounds.seconds(setup.rounds());
      Map<String, List<StepTime>> steps = new LinkedHashMap<>();
      trainings.forEach(
          (precision, training) -> steps.put(text(precision), measured(training.passes())));
      return text(steps, wordpieces, peers)
          + (python == null ? "" : "\n" + python.origin(Machine.processor()) + "\n");
    } finally {
      trainings.values().forEach(TimedTraining::close);
    }
  }

  private static List<Precision> precisions() {
    return Machine.hasBfloat16()
        ? List.of(Precision.FLOAT32, Precision.BFLOAT16)
        : List.of(Precision.FLOAT32);
  }

  private static String text(Precision precision) {
    return precision.name().toLowerCase(Locale.ROOT);
  }

  /** The steps of all passes but the first, which warms up. */
  private static List<StepTime> measured(List<List<StepTime>> passes) {
    List<StepTime> steps = new ArrayList<>();
    passes.subList(1, passes.size()).forEach(steps::addAll);
    return steps;
  }

  /** The number of WordPieces, including the two special ones of each sentence. */
  private static long wordpieces(List<Labelled<List<String>>> examples) throws IOException {
    try (HuggingFaceTokenizer tokenizer = MiniLmFiles.tokenizer()) {
      return examples.stream()
          .mapToLong(e -> tokenizer.encode(e.instance().sequence().tokens()).getIds().length)
          .sum();
    }
  }

  /**
   * The body of the section.
   *
   * @param steps the steps by precision
   * @param wordpieces the number of WordPieces in all batches of a pass
   */
  static String text(
      Map<String, List<StepTime>> steps, long wordpieces, List<PythonNumbers.Row> peers) {
    Markdown table =
        new Markdown(
            "",
            "ms a step, median (least-most)",
            "forward",
            "backward",
            "clipping and AdamW",
            "their share",
            "WordPieces/s",
            "times Hugging Face");
    steps.forEach(
        (precision, all) -> {
          double seconds = sum(all, StepTime::whole);
          double passes = (double) all.size() / BATCHES;
          Spread whole = milliseconds(all, StepTime::whole);
          table.row(
              "Cascade, " + precision,
              whole.text("%,.0f"),
              milliseconds(all, StepTime::forward, "%,.0f"),
              milliseconds(all, StepTime::backward, "%,.0f"),
              milliseconds(all, StepTime::optimiser, "%,.1f"),
              percent(sum(all, StepTime::optimiser) / seconds),
              String.format(Locale.ROOT, "%,.0f", wordpieces * passes / seconds),
              times(peer(peers, precision), whole));
        });
    for (PythonNumbers.Row peer : peers) {
      table.row(
          peer.name(),
          peer.spread("step_ms").text("%,.0f"),
          String.format(Locale.ROOT, "%,.0f", peer.number("forward_ms")),
          String.format(Locale.ROOT, "%,.0f", peer.number("backward_ms")),
          String.format(Locale.ROOT, "%,.1f", peer.number("optimiser_ms")),
          percent(peer.number("optimiser_share")),
          String.format(Locale.ROOT, "%,.0f", peer.number("wordpieces_per_second")),
          "1.00");
    }
    return String.format(
            Locale.ROOT,
            "MiniLM under a linear head for entities, all weights trained, on the first %d batches"
                + " of %d of WNUT-17's train part, in file order, %,d WordPieces with special ones,"
                + " dropout 0.1. Medians of the steps after one pass over the batches. Forward is"
                + " from tokens to the loss, backward from the loss to all gradients; the trainer's"
                + " own step in two calls, `backward` and `update`, and the head notes when it has"
                + " the loss.%s\n\n",
            BATCHES,
            TimedTraining.BATCH,
            wordpieces,
            peers.isEmpty()
                ? ""
                : " Hugging Face's batches are cut into WordPieces and padded beforehand.")
        + table;
  }

  private static double sum(List<StepTime> steps, ToDoubleFunction<StepTime> part) {
    return steps.stream().mapToDouble(part).sum();
  }

  private static Spread milliseconds(List<StepTime> steps, ToDoubleFunction<StepTime> part) {
    return Spread.of(steps.stream().map(step -> 1000 * part.applyAsDouble(step)).toList());
  }

  private static String milliseconds(
      List<StepTime> steps, ToDoubleFunction<StepTime> part, String format) {
    return String.format(Locale.ROOT, format, milliseconds(steps, part).median());
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  private static PythonNumbers.@Nullable Row peer(List<PythonNumbers.Row> peers, String precision) {
    return peers.stream().filter(p -> p.precision().equals(precision)).findFirst().orElse(null);
  }

  private static String times(PythonNumbers.@Nullable Row peer, Spread own) {
    return peer == null
        ? "-"
        : String.format(Locale.ROOT, "%.2f", peer.spread("step_ms").median() / own.median());
  }
}
