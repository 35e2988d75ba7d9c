package org.cascadenlp.training.listener;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.cascadenlp.training.checkpoint.Checkpoint;
import org.cascadenlp.training.checkpoint.CheckpointWriter;

/**
 * {@code metrics.csv}: one row per update, with the development metrics in the last row of each
 * epoch.
 */
public final class MetricsFile implements ResumableListener, AutoCloseable {

  private final Path file;
  private final Writer out;
  private final Collection<String> metrics;

  /** A new file with the columns for {@code metrics}. */
  public MetricsFile(Path file, Collection<String> metrics) throws IOException {
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

  @Override
  public void updated(UpdateEvent event) throws IOException {
    if (!event.isLast()) { // the row of the last one has the metrics
      row(event, event.seconds(), Map.of());
    }
  }

  @Override
  public void epochEnded(EpochEvent event) throws IOException {
    row(event.last(), event.seconds(), event.scores());
  }

  private void row(UpdateEvent event, double seconds, Map<String, Double> dev) throws IOException {
    Update update = event.update();
    out.write(
        String.format(
            Locale.ROOT,
            "%d,%d,%.6f,%.6g,%.6f,%.3f",
            event.epoch(),
            update.number(),
            update.loss(),
            update.rateFactor(),
            update.gradientNorm(),
            seconds));
    for (String metric : metrics) {
      Double value = dev.get(metric);
      out.write(value == null ? "," : String.format(Locale.ROOT, ",%.6f", value));
    }
    out.write('\n');
  }

  @Override
  public void save(CheckpointWriter to) throws IOException {
    out.flush();
    to.copy(Checkpoint.METRICS, file);
  }

  /** Begins with the rows of {@code from}, unless they have other columns. */
  @Override
  public void resume(Checkpoint from) throws IOException {
    try (BufferedReader rows = Files.newBufferedReader(from.file(Checkpoint.METRICS))) {
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
