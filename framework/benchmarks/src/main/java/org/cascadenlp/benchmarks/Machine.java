package org.cascadenlp.benchmarks;

import ai.djl.engine.Engine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The computer that measures, as far as the results depend on it. */
public final class Machine {

  private static final List<String> VECTOR_FLAGS =
      List.of("avx2", "avx512f", "avx512_vnni", "avx512_bf16", "amx_tile", "amx_bf16");

  private Machine() {}

  /** Whether the processor has instructions for bfloat16 products. */
  public static boolean hasBfloat16() {
    Set<String> flags = Set.copyOf(Arrays.asList(field("flags").split(" ")));
    return flags.contains("avx512_bf16") || flags.contains("amx_bf16");
  }

  /** The processor's name, family and model. */
  public static String processor() {
    return String.format(
        "%s (family %s, model %s)", field("model name"), field("cpu family"), field("model"));
  }

  /** Processor, cores, date, versions and the load before the run, as sentences. */
  public static String describe(double loadBefore) {
    return describe() + String.format(Locale.ROOT, " Load before: %.1f.", loadBefore);
  }

  /** Processor, cores, date and versions, as sentences. */
  static String describe() {
    Set<String> flags = Set.copyOf(Arrays.asList(field("flags").split(" ")));
    List<String> has = new ArrayList<>();
    List<String> lacks = new ArrayList<>();
    VECTOR_FLAGS.forEach(flag -> (flags.contains(flag) ? has : lacks).add(flag));
    return String.format(
        Locale.ROOT,
        "%s. %s, %d cores; has %s; lacks %s. %s %s, Java %s, DJL %s.",
        LocalDate.now(ZoneOffset.UTC),
        processor(),
        Runtime.getRuntime().availableProcessors(),
        has.isEmpty() ? "none" : String.join(" ", has),
        lacks.isEmpty() ? "none" : String.join(" ", lacks),
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        System.getProperty("java.runtime.version"),
        Engine.getDjlVersion());
  }

  /**
   * The load average of the last minute; results are unreliable if it is above about 0.5 before a
   * run.
   */
  public static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static String field(String name) {
    Path file = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(file)) {
      return "unknown";
    }
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.matches("\\Q" + name + "\\E\\s*:.*"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }
}
