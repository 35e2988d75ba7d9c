package org.cascadenlp.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.cascadenlp.core.command.CascadeCommand;
import org.cascadenlp.core.command.HealthCheck;
import org.cascadenlp.core.command.HealthCheck.Finding;
import org.cascadenlp.core.command.HealthCheck.Verdict;
import org.cascadenlp.core.error.CascadeException;
import picocli.CommandLine.Command;

/**
 * {@code cascade doctor}: prints the findings of all health checks; exit code 2 if one is broken.
 */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Checks whether this machine can run Cascade, and what limits it.")
public final class DoctorCommand implements CascadeCommand {

  /** For the service loader. */
  public DoctorCommand() {}

  @Override
  public Integer call() {
    List<Finding> findings = new ArrayList<>();
    findings.addAll(new JavaCheck().examine());
    findings.addAll(new PlaceCheck().examine());
    findings.addAll(contributed());
    int width = findings.stream().mapToInt(finding -> finding.subject().length()).max().orElse(0);
    for (Finding finding : findings) {
      System.out.printf(
          "%-6s %-" + width + "s  %s%n",
          switch (finding.verdict()) {
            case FINE -> "";
            case ADVICE -> "advice";
            case BROKEN -> "BROKEN";
          },
          finding.subject(),
          finding.value());
    }
    boolean broken = findings.stream().anyMatch(finding -> finding.verdict() == Verdict.BROKEN);
    return broken ? 2 : 0;
  }

  private static List<Finding> contributed() {
    List<Finding> findings = new ArrayList<>();
    try {
      for (HealthCheck check : ServiceLoader.load(HealthCheck.class)) {
        findings.addAll(findings(check));
      }
    } catch (ServiceConfigurationError e) {
      findings.add(new Finding("health checks", CascadeException.describe(e), Verdict.BROKEN));
    }
    return findings;
  }

  /** The findings of {@code check}; an exception is a finding too. */
  private static List<Finding> findings(HealthCheck check) {
    try {
      return check.examine();
    } catch (RuntimeException | LinkageError e) {
      return List.of(
          new Finding(
              check.getClass().getSimpleName(), CascadeException.describe(e), Verdict.BROKEN));
    }
  }
}
