package org.cascadenlp.cli.doctor;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cascadenlp.core.command.HealthCheck;

/** Checks Java, operating system, memory, heap limit and number of CPUs. */
final class JavaCheck implements HealthCheck {

  private static final long MEBIBYTE = 1L << 20;
  private static final long LEAST_HEAP = 512 * MEBIBYTE;

  @Override
  public List<Finding> examine() {
    List<Finding> findings = new ArrayList<>();
    findings.add(
        fine(
            "Java",
            property("java.version")
                + " ("
                + property("java.vendor")
                + ", "
                + property("java.vm.name")
                + ")"));
    findings.add(
        fine(
            "system",
            property("os.name") + " " + property("os.version") + ", " + property("os.arch")));
    OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
    if (system instanceof com.sun.management.OperatingSystemMXBean memory) {
      findings.add(
          fine(
              "memory",
              size(memory.getTotalMemorySize())
                  + ", "
                  + size(memory.getFreeMemorySize())
                  + " of it unused"));
    }
    long heap = Runtime.getRuntime().maxMemory();
    findings.add(
        heap >= LEAST_HEAP
            ? fine("heap limit", size(heap))
            : new Finding(
                "heap limit",
                size(heap) + ": little; give Java more with CASCADE_JAVA_OPTS=-Xmx2g",
                Verdict.ADVICE));
    findings.add(fine("CPUs for Java", String.valueOf(Runtime.getRuntime().availableProcessors())));
    return findings;
  }

  private static Finding fine(String subject, String value) {
    return new Finding(subject, value, Verdict.FINE);
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }

  private static String size(long bytes) {
    return bytes >= 1024 * MEBIBYTE
        ? String.format(Locale.ROOT, "%.1f GiB", bytes / (1024.0 * MEBIBYTE))
        : bytes / MEBIBYTE + " MiB";
  }
}
