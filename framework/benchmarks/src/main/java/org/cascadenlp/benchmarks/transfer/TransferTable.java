package org.cascadenlp.benchmarks.transfer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.cascadenlp.benchmarks.Markdown;
import org.cascadenlp.benchmarks.PythonNumbers;
import org.cascadenlp.benchmarks.Setup;
import org.cascadenlp.benchmarks.Table;
import org.cascadenlp.training.compare.MeanAndDeviation;
import org.jspecify.annotations.Nullable;

/** Compares the runs of {@code transfer.sh} and {@code hf_transfer.py}, without training. */
public final class TransferTable implements Table {

  /** The minimum number of seeds on each side for a verdict. */
  private static final int FEWEST = 3;

  private static final Map<String, String> TASKS = new LinkedHashMap<>();

  static {
    TASKS.put("trec", "TREC-6");
    TASKS.put("sst2", "SST-2");
    TASKS.put("wnut", "WNUT-17");
    TASKS.put("upos", "UPOS");
  }

  /** A row: its title, Cascade's mode and that of transformers; either mode may be empty. */
  private record Row(String words, String own, String theirs) {}

  private static final List<Row> ROWS =
      List.of(
          new Row("fine-tuned", OwnOptions.RECIPE, "full"),
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
        + " would keep the encoder's dropout, which has a line of its own. GloVe: 10,000 words;"
        + " over the BiLSTM attention (TREC-6, SST-2), a CRF (WNUT-17) or a linear layer"
        + " (UPOS).\n\n"
        + sameRecipe(own, theirs)
        + OwnOptions.text(TASKS, own);
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
          MeanAndDeviation test = SeedScores.of(left, TransferRun::test);
          MeanAndDeviation beside = SeedScores.of(right, TransferRun::test);
          table.row(
              task.getValue() + ", " + row.words,
              SeedScores.count(left),
              SeedScores.text(SeedScores.of(left, TransferRun::dev)),
              SeedScores.text(test),
              SeedScores.count(right),
              SeedScores.text(SeedScores.of(right, TransferRun::dev)),
              SeedScores.text(beside),
              difference(test, beside),
              verdict(test, beside));
        }
      }
    }
    return table;
  }

  private static String difference(
      @Nullable MeanAndDeviation own, @Nullable MeanAndDeviation theirs) {
    return own == null || theirs == null ? "" : SeedScores.signed(own.mean() - theirs.mean());
  }

  private static String verdict(@Nullable MeanAndDeviation own, @Nullable MeanAndDeviation theirs) {
    if (own == null || theirs == null) {
      return "";
    }
    if (Math.min(own.count(), theirs.count()) < FEWEST) {
      return "too few seeds";
    }
    double tolerance = SeedScores.tolerance(own, theirs);
    return String.format(
        Locale.ROOT,
        "up to %.2f: %s",
        tolerance,
        Math.abs(own.mean() - theirs.mean()) <= tolerance ? "yes" : "no");
  }

  private static Predicate<TransferRun> in(String mode) {
    return run -> run.mode().equals(mode);
  }
}
