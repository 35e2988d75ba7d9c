package org.cascadenlp.benchmarks.transfer;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cascadenlp.benchmarks.Markdown;
import org.cascadenlp.training.compare.MeanAndDeviation;
import org.jspecify.annotations.Nullable;

/** The table of score gains by Cascade's own options over fine-tuning with the common recipe. */
final class OwnOptions {

  static final String RECIPE = "fine-tune";
  private static final String TRIED = "try-";
  private static final String OWN = "own-";

  /** The meaning of the option names in transfer.sh. */
  private static final Map<String, String> WORDS =
      Map.of(
          "rates", "the head's rate 1e-3",
          "fast", "the encoder's rate 2e-4, the head's 1e-3",
          "decay", "the encoder's rate 2e-4 at the top, 0.8 of it a layer down, the head's 1e-3",
          "mean", "mean pooling and no pooler",
          "mix", "a learnt mix of all layers",
          "crf", "a CRF",
          "crf-decay", "a CRF, and rates as decay",
          "mean-decay", "mean pooling, and rates as decay");

  private OwnOptions() {}

  /**
   * The table; empty if no options were tried.
   *
   * @param tasks the titles of the tasks by their names in {@code runs}
   */
  static String text(Map<String, String> tasks, List<TransferRun> runs) {
    Set<String> tried =
        runs.stream()
            .filter(run -> run.mode().startsWith(TRIED))
            .map(TransferRun::task)
            .collect(Collectors.toSet());
    if (tried.isEmpty()) {
      return "";
    }
    Markdown table =
        new Markdown("", "seeds", "dev", "added on dev, same seeds", "test", "added on test");
    tasks.forEach(
        (task, title) -> {
          if (tried.contains(task)) {
            rows(table, title, runs.stream().filter(run -> run.task().equals(task)).toList());
          }
        });
    return "\nCascade's own options, fine-tuned like the first line of each task but for what is"
        + " named; of those tried with the same seeds the best on dev is scored on test with all"
        + " seeds. Added on test: the difference of the means ± two standard errors of it.\n\n"
        + table;
  }

  private static void rows(Markdown table, String title, List<TransferRun> runs) {
    List<TransferRun> recipe = in(RECIPE, runs);
    Stream.of(RECIPE, TRIED, OWN)
        .flatMap(kind -> runs.stream().map(TransferRun::mode).filter(m -> m.startsWith(kind)))
        .distinct()
        .forEach(
            mode -> {
              List<TransferRun> here = in(mode, runs);
              boolean itself = mode.equals(RECIPE);
              table.row(
                  title + ", " + words(mode),
                  SeedScores.count(here),
                  SeedScores.text(SeedScores.of(here, TransferRun::dev)),
                  itself ? "" : addedOnDev(here, recipe),
                  SeedScores.text(SeedScores.of(here, TransferRun::test)),
                  itself
                      ? ""
                      : added(
                          SeedScores.of(here, TransferRun::test),
                          SeedScores.of(recipe, TransferRun::test)));
            });
  }

  private static List<TransferRun> in(String mode, List<TransferRun> runs) {
    return runs.stream().filter(run -> run.mode().equals(mode)).toList();
  }

  private static String words(String mode) {
    if (mode.equals(RECIPE)) {
      return "the recipe of above";
    }
    String name = mode.substring(mode.indexOf('-') + 1);
    String words = WORDS.getOrDefault(name, name);
    return mode.startsWith(OWN) ? "**chosen: " + words + "**" : words;
  }

  /** The mean difference over the common seeds; empty if there are none. */
  private static String addedOnDev(List<TransferRun> runs, List<TransferRun> recipe) {
    List<Double> differences =
        runs.stream()
            .flatMap(
                run ->
                    recipe.stream()
                        .filter(other -> other.seed() == run.seed())
                        .map(other -> run.dev() - other.dev()))
            .toList();
    return differences.isEmpty() ? "" : SeedScores.signed(MeanAndDeviation.of(differences).mean());
  }

  private static String added(
      @Nullable MeanAndDeviation chosen, @Nullable MeanAndDeviation recipe) {
    if (chosen == null || recipe == null) {
      return "";
    }
    String difference = SeedScores.signed(chosen.mean() - recipe.mean());
    return chosen.hasDeviation() && recipe.hasDeviation()
        ? difference + String.format(Locale.ROOT, " ± %.2f", SeedScores.twoErrors(chosen, recipe))
        : difference;
  }
}
