package org.cascadenlp.benchmarks.encoders;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.cascadenlp.benchmarks.Markdown;
import org.cascadenlp.benchmarks.ProcessTimes;
import org.cascadenlp.benchmarks.Rounds;
import org.cascadenlp.benchmarks.Setup;
import org.cascadenlp.benchmarks.Spread;
import org.cascadenlp.benchmarks.Table;
import org.cascadenlp.benchmarks.WorkFolder;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.weights.safetensors.SafeTensors;
import org.jspecify.annotations.Nullable;

/**
 * The time of one long document in a ModernBERT of base size with random weights, and that of
 * transformers with the same weights in another process, which {@code
 * testdata/reference/long_document.py} is.
 */
public final class LongTable implements Table {

  private static final String SCRIPT = "testdata/reference/long_document.py";
  private static final String MODEL = "modernbert-base";
  private static final int[] THREADS = {1, 2};

  /** The most by which two states may differ. */
  private static final double TOLERANCE = 1e-4;

  @Override
  public String name() {
    return "long";
  }

  @Override
  public String title() {
    return "A long document";
  }

  @Override
  public String measure(Setup setup) throws Exception {
    LongDocument.text(setup.subwords()); // refuses a wrong length before Python makes the model
    String interpreter = setup.interpreter();
    if (interpreter == null) {
      return measure(setup, null, Path.of(""));
    }
    Path models = setup.models();
    if (models == null) {
      throw CascadeException.of(
          "--models", "is not set", "name a folder, in which " + SCRIPT + " makes its model");
    }
    try (WorkFolder work = WorkFolder.create()) {
      Path states = work.resolve("states.safetensors");
      String script = setup.root().resolve(SCRIPT).toString();
      String subwords = String.valueOf(setup.subwords());
      try (PythonPeer peer =
          new PythonPeer(
              List.of(interpreter, script, models.toString(), subwords, states.toString()))) {
        return measure(setup, peer, states);
      }
    }
  }

  private static String measure(Setup setup, @Nullable PythonPeer peer, Path states)
      throws Exception {
    float[][] found = new float[1][];
    Map<String, List<ProcessTimes>> times;
    Path model = setup.model(MODEL, "run " + SCRIPT + " with this folder");
    try (LongDocument document = new LongDocument(setup.root(), model, setup.subwords())) {
      Rounds rounds = new Rounds();
      for (int threads : THREADS) {
        rounds.add(own(threads), () -> found[0] = document.vectors(threads));
        if (peer != null) {
          rounds.addTimed(peer(threads), () -> peer.run(threads));
        }
      }
      times = rounds.times(setup.rounds());
    }
    String text = text(setup.subwords(), times);
    if (peer == null) {
      return text;
    }
    float[] theirs =
        Objects.requireNonNull(SafeTensors.read(states).get("states"), "states").values();
    return text
        + String.format(
            Locale.ROOT,
            "%nBoth compute the same vectors: they differ by at most %.1e. Python: %s, in the"
                + " launcher's environment but for MKL_CBWR and MALLOC_ARENA_MAX.%n",
            difference(found[0], theirs),
            peer.versions());
  }

  private static String own(int threads) {
    return "Cascade, " + counted(threads);
  }

  private static String peer(int threads) {
    return "transformers, " + counted(threads);
  }

  private static String counted(int threads) {
    return threads == 1 ? "1 thread" : threads + " threads";
  }

  /**
   * The largest difference of two arrays of states.
   *
   * @throws CascadeException if they are not the same within {@value #TOLERANCE}
   */
  static double difference(float[] own, float[] theirs) {
    double most = own.length == theirs.length ? 0 : Double.POSITIVE_INFINITY;
    for (int i = 0; i < own.length && most <= TOLERANCE; i++) {
      double difference = Math.abs((double) own[i] - theirs[i]);
      most = difference <= most ? most : difference; // not Math.max, for NaN
    }
    if (!(most <= TOLERANCE)) {
      throw CascadeException.of(
          "table long",
          own.length == theirs.length
              ? "the vectors of Cascade and transformers differ by " + most
              : "Cascade has " + own.length + " numbers and transformers " + theirs.length,
          "make the model again by " + SCRIPT + "; if this does not help, one of both is wrong");
    }
    return most;
  }

  /** The table of times, with the ratios of transformers' to Cascade's if both were measured. */
  static String text(int subwords, Map<String, List<ProcessTimes>> times) {
    Markdown table =
        new Markdown(
            "",
            "wall time, s (least-most)",
            "transformers",
            "Cascade is faster by",
            "processor time, s (least-most)",
            "transformers",
            "Cascade is faster by");
    for (int threads : THREADS) {
      List<ProcessTimes> own = Objects.requireNonNull(times.get(own(threads)));
      List<ProcessTimes> theirs = times.get(peer(threads));
      String[] wall = cells(walls(own), theirs == null ? null : walls(theirs));
      String[] processor = cells(processors(own), theirs == null ? null : processors(theirs));
      table.row(
          counted(threads), wall[0], wall[1], wall[2], processor[0], processor[1], processor[2]);
    }
    return String.format(
            Locale.ROOT,
            "One document of %,d subwords, from its words to their vectors, by a ModernBERT of"
                + " base size (22 layers, 14 of them with local attention; 768 wide; 50,368"
                + " subwords) with random weights, float32; transformers with the attention `sdpa`,"
                + " in turns, in another process.%n%n",
            subwords)
        + table;
  }

  /** Cascade's times, transformers' and their ratio. */
  private static String[] cells(Spread own, @Nullable Spread theirs) {
    return new String[] {
      own.text("%.2f"),
      theirs == null ? "-" : theirs.text("%.2f"),
      theirs == null
          ? "-"
          : String.format(Locale.ROOT, "%.2f times", theirs.median() / own.median())
    };
  }

  private static Spread walls(List<ProcessTimes> times) {
    return Spread.of(times.stream().map(ProcessTimes::wall).toList());
  }

  private static Spread processors(List<ProcessTimes> times) {
    return Spread.of(times.stream().map(ProcessTimes::processor).toList());
  }
}
