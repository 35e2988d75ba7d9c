package org.cascadenlp.benchmarks.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.cascadenlp.benchmarks.memory.MemoryTrace.Point;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class MemoryTraceTest {

  @TempDir Path folder = Path.of("");

  @EnabledOnOs(OS.LINUX)
  @Test
  void aProcessIsSampledToItsEndAndItsResultsAreCounted() throws Exception {
    String script = "echo 1 > \"$0/a\"; sleep 0.6; echo 2 > \"$0/b\"; sleep 0.6; exit 3";
    Process process = new ProcessBuilder("bash", "-c", script, folder.toString()).start();
    MemoryTrace trace = MemoryTrace.of(process, folder);
    assertThat(process.exitValue()).isEqualTo(3);
    assertThat(trace.points()).extracting(Point::documents).contains(1, 2).isSorted();
    assertThat(trace.points()).extracting(Point::rss).allMatch(rss -> rss > 0);
    assertThat(trace.peak())
        .isGreaterThanOrEqualTo(trace.points().stream().mapToDouble(Point::rss).max().orElse(0));
  }

  @Test
  void theSlopeIsThatOfTheLineDespiteNoise() {
    assertThat(MemoryTrace.slope(List.of(new Point(100, 3), new Point(200, 5))))
        .isCloseTo(0.02, within(1e-9));
    MemoryTrace trace =
        new MemoryTrace(
            9,
            IntStream.range(0, 40)
                .mapToObj(i -> new Point(10 * i, i < 20 ? 50 : 7 + 0.01 * i + (i % 2 - 0.5) / 100))
                .toList());
    assertThat(MemoryTrace.slope(trace.after(200))).isCloseTo(0.001, within(2e-4));
  }

  @Test
  void aStatusIsReadInMegabytesAndMayLackMemoryFields() {
    assertThat(MemoryTrace.megabytes(List.of("Name:\tjava", "VmHWM:\t    2560 kB"), "VmHWM:"))
        .hasValue(2.5);
    assertThat(MemoryTrace.megabytes(List.of("Name:\tjava", "State:\tZ (zombie)"), "VmHWM:"))
        .isEmpty();
  }
}
