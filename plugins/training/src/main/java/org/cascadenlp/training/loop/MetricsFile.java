package org.cascadenlp.training.loop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.cascadenlp.training.checkpoint.CheckpointWriter;

/**
 * {@code metrics.csv}: one row per update, with the development metrics in the last row of each
 * epoch.
 */
final class MetricsFile implements AutoCloseable {

  private final Path file;
  private final Writer out;
  private final Collection<String> metrics;

  /** A new file with the columns for {@code metrics}. */
  MetricsFile(Path file, Collection<String> metrics) throws IOException {
    this.file = file;
    this.metrics = metrics;
    this.out = Files.newBufferedWriter(file);
    out.write(header());
    out.write('\n');
  }

  private String header() {
    StringBuilder header = new StringBuilder("epoch,step,loss,rate_factor,gradient_norm,seconds");
    metrics.forEach(metric -> header.append(",dev_").append(metric));
    return header.toString();
  }

  /**
   * Writes a row.
   *
   * @param dev the development metrics; empty for updates within an epoch
   */
  void row(int epoch, TrainingRun.Step step, double seconds, Map<String, Double> dev) {
    try {
      out.write(
          String.format(
              Locale.ROOT,
              "%d,%d,%.6f,%.6g,%.6f,%.3f",
              epoch,
              step.number(),
              step.loss(),
              step.rateFactor(),
              step.gradientNorm(),
              seconds));
      for (String metric : metrics) {
        Double value = dev.get(metric);
        out.write(value == null ? "," : String.format(Locale.ROOT, ",%.6f", value));
      }
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies the rows so far. */
  void save(CheckpointWriter to, String name) throws IOException {
    out.flush();
    to.copy(name, file);
  }

  /** Begins with the rows of the file {@code former}, unless it has other columns. */
  void resume(Path former) throws IOException {
    try (BufferedReader rows = Files.newBufferedReader(former)) {
      if (header().equals(rows.readLine())) {
        rows.transferTo(out);
      }
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
