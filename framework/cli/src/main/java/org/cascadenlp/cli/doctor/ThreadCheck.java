package org.cascadenlp.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.command.HealthCheck;

/** How many cores there are, and the settings that decide who gets them. */
final class ThreadCheck implements HealthCheck {

  private static final String POLICY = "OMP_WAIT_POLICY";
  private static final String SPINS = "GOMP_SPINCOUNT";

  private final Map<String, String> environment;

  ThreadCheck() {
    this(System.getenv());
  }

  ThreadCheck(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public List<Finding> examine() {
    List<Finding> findings = new ArrayList<>();
    int cores = Runtime.getRuntime().availableProcessors();
    findings.add(new Finding("CPUs for Java", String.valueOf(cores), Verdict.FINE));
    findings.add(
        wanted(POLICY, "PASSIVE", "libtorch's idle threads spin and take the cores from others"));
    findings.add(spins());
    findings.add(
        wanted(
            "MKL_CBWR",
            "AUTO,STRICT",
            "the last bits of a vector may depend on what is embedded beside it"));
    for (String name : List.of("OMP_NUM_THREADS", "MKL_NUM_THREADS")) {
      String value = environment.get(name);
      if (value != null) {
        findings.add(threads(name, value, cores));
      }
    }
    return findings;
  }

  /**
   * Where idle threads do not sleep, Cascade leaves it to the policy how long they look for work.
   */
  private Finding spins() {
    boolean passive = environment.getOrDefault(POLICY, "PASSIVE").equalsIgnoreCase("PASSIVE");
    return !passive && environment.getOrDefault(SPINS, "").isEmpty()
        ? new Finding(SPINS, "not set, as OMP_WAIT_POLICY decides", Verdict.FINE)
        : wanted(
            SPINS,
            "1000",
            "with less, small batches are slow, for waking a thread takes longer than their"
                + " products; with much more, idle threads take the cores from others");
  }

  private Finding wanted(String name, String value, String otherwise) {
    String found = environment.getOrDefault(name, "");
    if (found.isEmpty()) {
      return new Finding(
          name, "not set: Cascade sets " + value + " when it loads libtorch", Verdict.FINE);
    }
    return found.equalsIgnoreCase(value)
        ? new Finding(name, found, Verdict.FINE)
        : new Finding(
            name, found + ": " + otherwise + "; unset it, or set it to " + value, Verdict.ADVICE);
  }

  private static Finding threads(String name, String value, int cores) {
    if (!value.matches("\\d{1,6}") || Integer.parseInt(value) == 0) {
      return new Finding(name, value + " is not a number of threads: unset it", Verdict.ADVICE);
    }
    return Integer.parseInt(value) == cores
        ? new Finding(name, value, Verdict.FINE)
        : new Finding(
            name, value + " threads for " + cores + " CPUs: unset it to use each", Verdict.ADVICE);
  }
}
