package org.cascadenlp.neural.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.command.HealthCheck;

/** The variables that decide which cores libtorch's threads take, and for how long. */
public final class HealthOfThreads implements HealthCheck {

  private static final String POLICY = NativeEnvironment.POLICY;
  private static final String SPINS = NativeEnvironment.SPINS;

  private final Map<String, String> environment;

  /** Of this process. */
  public HealthOfThreads() {
    this(System.getenv());
  }

  HealthOfThreads(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public List<Finding> examine() {
    List<Finding> findings = new ArrayList<>();
    int cores = Runtime.getRuntime().availableProcessors();
    findings.add(
        wanted(
            POLICY,
            NativeEnvironment.PASSIVE,
            "libtorch's idle threads spin and take the cores from others"));
    findings.add(spins());
    findings.add(
        wanted(
            NativeEnvironment.REPRODUCIBLE,
            NativeEnvironment.STRICT,
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
    boolean passive = NativeEnvironment.sleeps(environment.get(POLICY));
    return !passive && environment.getOrDefault(SPINS, "").isEmpty()
        ? new Finding(SPINS, "not set, as " + POLICY + " decides", Verdict.FINE)
        : wanted(
            SPINS,
            NativeEnvironment.SHORTLY,
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
