package org.cascadenlp.batch;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.cascadenlp.batch.report.BatchReport;
import org.cascadenlp.batch.report.ComponentTime;
import org.cascadenlp.core.command.ProgressLine;

/** The progress line of a run, and the summary that is printed at its end. */
final class Summary {

  private static final int MOST_FAILURES = 20;
  private static final int MOST_NAMES = 3;

  private Summary() {}

  /** The progress line for the state in {@code report}. */
  static String soFar(BatchReport report) {
    int finished = report.found() - report.notReached();
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(
            Locale.ROOT,
            "%d of %d documents, %.1f documents/s",
            finished,
            report.found(),
            report.perSecond(finished)));
    if (report.tokens() > 0) {
      line.append(String.format(Locale.ROOT, ", %.0f tokens/s", report.perSecond(report.tokens())));
    }
    if (!report.failed().isEmpty()) {
      line.append(", ").append(report.failed().size()).append(" failed");
    }
    String left = ProgressLine.left(finished, report.found(), report.seconds());
    return left.isEmpty() ? line.toString() : line + ", " + left;
  }

  static void print(BatchReport report, Path output, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%d of %d documents annotated in %s (%.1f documents/s, %.0f tokens/s) -> %s%n",
        report.done(),
        report.found(),
        ProgressLine.time(report.seconds()),
        report.perSecond(report.done()),
        report.perSecond(report.tokens()),
        output);
    for (ComponentTime part : report.components()) {
      out.printf(Locale.ROOT, "  %8.2f s  %s%n", part.seconds(), part.role());
    }
    if (report.skipped() > 0) {
      out.println(report.skipped() + " skipped: their results already exist");
    }
    if (report.empty() > 0) {
      out.println(
          (report.empty() == 1 ? "1 document has" : report.empty() + " documents have")
              + " no text, and so no annotations");
    }
    if (!report.replaced().isEmpty()) {
      int characters = report.replaced().stream().mapToInt(BatchReport.Replaced::characters).sum();
      out.printf(
          "%d characters that XML cannot hold were replaced in %d documents (named in %s)%n",
          characters, report.replaced().size(), BatchRun.REPORT);
    }
    if (report.notReached() > 0) {
      out.println("interrupted: " + report.notReached() + " documents were not done");
    }
    if (!report.stale().isEmpty()) {
      out.println(stale(report.stale()));
    }
    report.notes().forEach(out::println);
    report.troubles().forEach(out::println);
    if (!report.failed().isEmpty()) {
      out.println(report.failed().size() + " failed:");
      report.failed().stream().limit(MOST_FAILURES).forEach(f -> out.println("  " + f));
      if (report.failed().size() > MOST_FAILURES) {
        int more = report.failed().size() - MOST_FAILURES;
        out.println("  and " + more + " more (all in " + BatchRun.REPORT + ")");
      }
    }
    out.flush();
  }

  private static String stale(List<String> results) {
    boolean one = results.size() == 1;
    String names = String.join(", ", results.subList(0, Math.min(MOST_NAMES, results.size())));
    return results.size()
        + (one ? " result" : " results")
        + " of earlier runs, of documents that are not in the input, "
        + (one ? "was" : "were")
        + " not changed: "
        + names
        + (results.size() > MOST_NAMES ? " ... (all in " + BatchRun.REPORT + ")" : "");
  }
}
