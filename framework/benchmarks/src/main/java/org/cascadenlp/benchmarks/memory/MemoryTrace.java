package org.cascadenlp.benchmarks.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * The resident memory of a process over its run, from Linux's {@code /proc/PID/status}, in MB (2^20
 * bytes).
 *
 * @param peak the peak (VmHWM)
 * @param points the memory (VmRSS) by number of documents, in order of time
 */
record MemoryTrace(double peak, List<Point> points) {

  private static final long PERIOD_MILLIS = 250;

  /**
   * One sample.
   *
   * @param documents the number of results written so far
   */
  record Point(int documents, double rss) {}

  MemoryTrace {
    points = List.copyOf(points);
  }

  /** Samples {@code process} until it ends; its results are the files in {@code output}. */
  static MemoryTrace of(Process process, Path output) throws IOException, InterruptedException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    double peak = 0;
    List<Point> points = new ArrayList<>();
    while (process.isAlive()) {
      int documents = count(output);
      List<String> lines = lines(status);
      // the status of an ending process has no memory fields
      OptionalDouble most = megabytes(lines, "VmHWM:");
      OptionalDouble now = megabytes(lines, "VmRSS:");
      if (most.isPresent() && now.isPresent()) {
        peak = most.getAsDouble();
        points.add(new Point(documents, now.getAsDouble()));
      }
      Thread.sleep(PERIOD_MILLIS);
    }
    return new MemoryTrace(peak, points);
  }

  /** The points after the first {@code documents}. */
  List<Point> after(int documents) {
    return points.stream().filter(point -> point.documents >= documents).toList();
  }

  /**
   * The slope of the least-squares line through at least two {@code points}, in MB per document.
   */
  static double slope(List<Point> points) {
    double meanX = points.stream().mapToDouble(Point::documents).average().orElse(0);
    double meanY = points.stream().mapToDouble(Point::rss).average().orElse(0);
    double above = 0;
    double below = 0;
    for (Point point : points) {
      above += (point.documents - meanX) * (point.rss - meanY);
      below += (point.documents - meanX) * (point.documents - meanX);
    }
    return above / below;
  }

  /** The value of {@code field} in the lines of a status; empty if absent. */
  static OptionalDouble megabytes(List<String> status, String field) {
    return status.stream()
        .filter(line -> line.startsWith(field))
        .mapToDouble(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0)
        .findFirst();
  }

  private static List<String> lines(Path status) {
    try {
      return Files.readAllLines(status);
    } catch (IOException e) {
      return List.of(); // the process has just ended
    }
  }

  private static int count(Path output) throws IOException {
    try (Stream<Path> files = Files.list(output)) {
      return (int) files.count();
    } catch (NoSuchFileException e) {
      return 0;
    }
  }
}
