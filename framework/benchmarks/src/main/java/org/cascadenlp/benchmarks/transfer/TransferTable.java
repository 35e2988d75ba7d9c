package org.cascadenlp.benchmarks.transfer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cascadenlp.benchmarks.Markdown;
import org.cascadenlp.benchmarks.PythonNumbers;
import org.cascadenlp.benchmarks.Setup;
import org.cascadenlp.benchmarks.Table;
import org.cascadenlp.training.compare.Spread;
import org.jspecify.annotations.Nullable;

/** Gathers the runs of {@code transfer.sh} and {@code hf_transfer.py}; trains nothing itself. */
public final class TransferTable implements Table {

  private static final String TRIED = "try-";
  private static final String OWN = "own-";

  /** Fewer seeds than these on a side say nothing of how far they lie apart. */
  private static final int FEWEST = 3;

  private static final Map<String, String> TASKS = new LinkedHashMap<>();
  private static final Map<String, String> OPTIONS = new LinkedHashMap<>();

  static {
    TASKS.put("trec", "TREC-6");
    TASKS.put("sst2", "SST-2");
    TASKS.put("wnut", "WNUT-17");
    TASKS.put("upos", "UPOS");
    OPTIONS.put("rates", "the head's rate 1e-3");
    OPTIONS.put("fast", "the encoder's rate 2e-4, the head's 1e-3");
    OPTIONS.put(
        "decay", "the encoder's rate 2e-4 at the top, 0.8 of it a layer down, the head's 1e-3");
    OPTIONS.put("mean", "mean pooling and no pooler");
    OPTIONS.put("mix", "a learnt mix of all layers");
    OPTIONS.put("crf", "a CRF");
    OPTIONS.put("crf-decay", "a CRF, and rates as decay");
    OPTIONS.put("mean-decay", "mean pooling, and rates as decay");
  }

  /** A row: its words, Cascade's mode and that of transformers; either may be empty. */
  private record Row(String words, String own, String theirs) {}

  private static final List<Row> ROWS =
      List.of(
          new Row("fine-tuned", "fine-tune", "full"),
          new Row("LoRA of rank 8", "lora", "lora"),
          new Row("frozen", "frozen", "features"),
          new Row("frozen, the encoder's dropout kept", "", "frozen"),
          new Row("GloVe and a BiLSTM of 100", "static", ""));

  @Override
  public String name() {
    return "transfer";
  }

  @Override
  public String title() {
    return "Transfer";
  }

  @Override
  public boolean timed() {
    return false;
  }

  @Override
  public String measure(Setup setup) {
    PythonNumbers python =
        PythonNumbers.read(setup.root().resolve("testdata/reference/hf_transfer.json"));
    return text(
        TransferRun.lines(setup.root().resolve("framework/benchmarks/transfer.tsv")),
        TransferRun.python(python),
        python.versions());
  }

  static String text(List<TransferRun> own, List<TransferRun> theirs, String versions) {
    return "Runs of `framework/benchmarks/transfer.sh`, on "
        + origin(own)
        + ", and of `testdata/reference/hf_transfer.py` ("
        + versions
        + "), on "
        + origin(theirs)
        + ". Seeds 1, 2, 3 ...; float32; mean ± standard deviation over them of accuracy (TREC-6,"
        + " SST-2, UPOS) and micro F1 (WNUT-17), in points. The best epoch on dev is scored once on"
        + " test. A difference of up to half a point, or of two standard errors, counts as equal."
        + " Frozen: a linear head (and pooler) over states worked out once; transformers' Trainer"
        + " would keep the encoder's dropout, which has a line of its own. GloVe: 10,000 words; over"
        + " the BiLSTM attention (TREC-6, SST-2), a CRF (WNUT-17) or a linear layer (UPOS).\n\n"
        + sameRecipe(own, theirs)
        + ownOptions(own);
  }

  private static String origin(List<TransferRun> runs) {
    TreeSet<String> dates = runs.stream().map(TransferRun::date).collect(treeSet());
    TreeSet<String> machines = runs.stream().map(TransferRun::machine).collect(treeSet());
    return runs.isEmpty()
        ? "no day yet"
        : String.join(", ", machines) + ", " + dates.first() + " to " + dates.last();
  }

  private static Collector<String, ?, TreeSet<String>> treeSet() {
    return Collectors.toCollection(TreeSet::new);
  }

  private static Markdown sameRecipe(List<TransferRun> own, List<TransferRun> theirs) {
    Markdown table =
        new Markdown(
            "",
            "Cascade, seeds",
            "dev",
            "test",
            "transformers, seeds",
            "dev",
            "test",
            "difference on test",
            "counts as equal");
    for (Map.Entry<String, String> task : TASKS.entrySet()) {
      for (Row row : ROWS) {
        Predicate<TransferRun> here = run -> run.task().equals(task.getKey());
        List<TransferRun> left = own.stream().filter(here).filter(in(row.own)).toList();
        List<TransferRun> right = theirs.stream().filter(here).filter(in(row.theirs)).toList();
        if (!left.isEmpty() || !right.isEmpty()) {
          Spread test = scores(left, TransferRun::test);
          Spread beside = scores(right, TransferRun::test);
          table.row(
              task.getValue() + ", " + row.words,
              count(left),
              text(scores(left, TransferRun::dev)),
              text(test),
              count(right),
              text(scores(right, TransferRun::dev)),
              text(beside),
              difference(test, beside),
              verdict(test, beside));
        }
      }
    }
    return table;
  }

  private static String count(List<TransferRun> runs) {
    return runs.isEmpty() ? "" : String.valueOf(runs.size());
  }

  private static String text(@Nullable Spread scores) {
    return scores == null ? "" : Scores.text(scores);
  }

  private static String difference(@Nullable Spread own, @Nullable Spread theirs) {
    return own == null || theirs == null
        ? ""
        : String.format(Locale.ROOT, "%+.2f", own.mean() - theirs.mean());
  }

  private static String verdict(@Nullable Spread own, @Nullable Spread theirs) {
    if (own == null || theirs == null) {
      return "";
    }
    if (Math.min(own.count(), theirs.count()) < FEWEST) {
      return "too few seeds";
    }
    double tolerance = Scores.tolerance(own, theirs);
    return String.format(
        Locale.ROOT,
        "up to %.2f: %s",
        tolerance,
        Math.abs(own.mean() - theirs.mean()) <= tolerance ? "yes" : "no");
  }

  private static String ownOptions(List<TransferRun> own) {
    Set<String> tried =
        own.stream()
            .filter(run -> run.mode().startsWith(TRIED))
            .map(TransferRun::task)
            .collect(Collectors.toSet());
    if (tried.isEmpty()) {
      return "";
    }
    Markdown table = new Markdown("", "seeds", "dev", "test");
    for (Map.Entry<String, String> task : TASKS.entrySet()) {
      if (!tried.contains(task.getKey())) {
        continue;
      }
      List<TransferRun> here =
          own.stream().filter(run -> run.task().equals(task.getKey())).toList();
      List<String> modes =
          Stream.of("fine-tune", TRIED, OWN)
              .flatMap(kind -> here.stream().map(TransferRun::mode).filter(m -> m.startsWith(kind)))
              .distinct()
              .toList();
      for (String mode : modes) {
        List<TransferRun> runs = here.stream().filter(in(mode)).toList();
        table.row(
            task.getValue() + ", " + words(mode),
            count(runs),
            text(scores(runs, TransferRun::dev)),
            text(scores(runs, TransferRun::test)));
      }
    }
    return "\nCascade's own options, fine-tuned like the first line of each task but for what is named;"
        + " what is best on dev is scored on test.\n\n"
        + table;
  }

  private static String words(String mode) {
    if (mode.startsWith(TRIED) || mode.startsWith(OWN)) {
      String name = mode.substring(mode.indexOf('-') + 1);
      String words = OPTIONS.getOrDefault(name, name);
      return mode.startsWith(OWN) ? "**chosen: " + words + "**" : words;
    }
    return "the recipe of above";
  }

  private static Predicate<TransferRun> in(String mode) {
    return run -> run.mode().equals(mode);
  }

  /** Of the scores that there are, if any: runs that only dev has scored have none on test. */
  private static @Nullable Spread scores(
      List<TransferRun> runs, ToDoubleFunction<TransferRun> score) {
    List<Double> known =
        runs.stream().mapToDouble(score).filter(one -> !Double.isNaN(one)).boxed().toList();
    return known.isEmpty() ? null : Spread.of(known);
  }
}
