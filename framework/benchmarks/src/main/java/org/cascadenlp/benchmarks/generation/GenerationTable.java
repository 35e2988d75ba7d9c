package org.cascadenlp.benchmarks.generation;

import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cascadenlp.benchmarks.Machine;
import org.cascadenlp.benchmarks.Markdown;
import org.cascadenlp.benchmarks.PythonNumbers;
import org.cascadenlp.benchmarks.Rounds;
import org.cascadenlp.benchmarks.Setup;
import org.cascadenlp.benchmarks.Spread;
import org.cascadenlp.benchmarks.Table;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.languagemodels.CausalModel;
import org.cascadenlp.languagemodels.Continuation;
import org.cascadenlp.languagemodels.GenerationSettings;
import org.cascadenlp.languagemodels.GenerationSettings.Past;
import org.cascadenlp.languagemodels.Sampling;
import org.cascadenlp.neural.embedding.EmbedderSettings.Precision;
import org.cascadenlp.neural.torch.InferenceThread;

/**
 * The speed of greedy continuations of {@value #TOKENS} subwords after prompts of {@value #PROMPT}.
 */
public final class GenerationTable implements Table {

  static final int PROMPT = 32;
  static final int TOKENS = 64;
  private static final int PROMPTS = 16;

  @Override
  public String name() {
    return "generation";
  }

  @Override
  public String title() {
    return "Continuations";
  }

  @Override
  public String measure(Setup setup) throws Exception {
    String folder =
        setup
            .model(
                "gpt2-small",
                "name the folder that testdata/reference/hf_generation.py --models DIR fills")
            .toString();
    PythonNumbers python = setup.python();
    List<PythonNumbers.Row> beside = python == null ? List.of() : python.rows("generation", TOKENS);
    Map<String, Integer> written = new LinkedHashMap<>();
    Map<String, Spread> seconds;
    try (ModelStore.Lease<InferenceThread> thread = InferenceThread.lease();
        CausalModel full = CausalModel.open(folder, Precision.FLOAT32);
        CausalModel half =
            Machine.hasBfloat16() ? CausalModel.open(folder, Precision.BFLOAT16) : full) {
      Rounds rounds = new Rounds();
      for (int threads : new int[] {1, 2}) {
        for (int prompts : new int[] {1, PROMPTS}) {
          for (Past past : Past.values()) {
            if (prompts > 1 && past == Past.COMPUTED_ANEW) {
              continue; // takes minutes and shows the same
            }
            for (CausalModel model : half == full ? List.of(full) : List.of(full, half)) {
              String name =
                  key(
                      threads,
                      prompts,
                      past == Past.CACHED,
                      model == full ? "float32" : "bfloat16");
              rounds.add(
                  name,
                  () -> {
                    // libtorch's number of threads is set per calling thread
                    thread.model().call(() -> set(threads));
                    written.put(name, run(model, prompts, past));
                  });
            }
          }
        }
      }
      seconds = rounds.seconds(setup.rounds());
    }
    Map<String, Spread> rates = new LinkedHashMap<>();
    seconds.forEach((name, spread) -> rates.put(name, spread.rate(written.getOrDefault(name, 0))));
    return text(rates, beside)
        + (python == null ? "" : "\n" + python.origin(Machine.processor()) + "\n");
  }

  /** The name of a contender, as in {@code hf_generation.py}. */
  static String key(int threads, int prompts, boolean cached, String precision) {
    return String.format(
        Locale.ROOT,
        "%d thread%s, %d prompt%s, %s, %s",
        threads,
        threads == 1 ? "" : "s",
        prompts,
        prompts == 1 ? "" : "s",
        cached ? "cache" : "no cache",
        precision);
  }

  /** The table of rates, with Python's rate of the same name. */
  static String text(Map<String, Spread> rates, List<PythonNumbers.Row> python) {
    Markdown table =
        python.isEmpty()
            ? new Markdown("", "subwords/s, median (least-most)")
            : new Markdown("", "subwords/s, median (least-most)", "transformers", "times this");
    rates.forEach(
        (name, rate) -> {
          List<String> cells = new ArrayList<>(List.of(name, rate.text("%,.1f")));
          if (!python.isEmpty()) {
            PythonNumbers.Row same =
                python.stream().filter(row -> row.name().equals(name)).findFirst().orElse(null);
            Spread theirs = same == null ? null : same.spread("tokens_per_second");
            cells.add(theirs == null ? "-" : theirs.text("%,.1f"));
            cells.add(
                theirs == null
                    ? "-"
                    : String.format(Locale.ROOT, "%.2f", rate.median() / theirs.median()));
          }
          table.row(cells.toArray(String[]::new));
        });
    return String.format(
            Locale.ROOT,
            "GPT-2 small (12 layers, 768 wide, 50,257 subwords) with random weights: greedy"
                + " continuations of %d subwords after prompts of %d.\n\n",
            TOKENS,
            PROMPT)
        + table;
  }

  private static int set(int threads) {
    JniUtils.setNumThreads(threads);
    return threads;
  }

  /** Continues prompts and returns the number of added subwords. */
  private static int run(CausalModel model, int prompts, Past past) {
    List<int[]> all = new ArrayList<>();
    for (int p = 0; p < prompts; p++) {
      int[] ids = new int[PROMPT];
      for (int i = 0; i < PROMPT; i++) {
        ids[i] = 1 + (7 * i + 13 * p) % 890; // as in hf_generation.py
      }
      all.add(ids);
    }
    GenerationSettings settings =
        new GenerationSettings(TOKENS, Sampling.GREEDY, 0, List.of(), prompts, past);
    int added = 0;
    for (Continuation found : model.generateIds(all, settings)) {
      added += found.ids().length;
    }
    return added;
  }
}
