package org.cascadenlp.core.command;

import java.util.List;

/**
 * A module's check of this machine for {@code cascade doctor}, contributed as a service (named in
 * {@code META-INF/services/org.cascadenlp.core.command.HealthCheck}).
 */
public interface HealthCheck {

  /** Runs the check. It must not throw: a failure to find something out is a finding too. */
  List<Finding> examine();

  /** The severity of a finding. */
  enum Verdict {
    /** as it should be, or a neutral fact */
    FINE,
    /** works, but slower or with fewer features than possible */
    ADVICE,
    /** something Cascade needs is missing or broken */
    BROKEN
  }

  /**
   * One finding.
   *
   * @param subject what was examined, for example {@code native library}
   * @param value the result, with a remedy unless the verdict is {@link Verdict#FINE}
   */
  record Finding(String subject, String value, Verdict verdict) {}
}
