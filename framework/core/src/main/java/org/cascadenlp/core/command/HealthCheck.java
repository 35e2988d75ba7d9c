package org.cascadenlp.core.command;

import java.util.List;

/**
 * What a module finds out about this machine for {@code cascade doctor}, contributed as a service
 * (named in {@code META-INF/services/org.cascadenlp.core.command.HealthCheck}).
 */
public interface HealthCheck {

  /** Looks, and never throws: what cannot be found out is a finding too. */
  List<Finding> examine();

  /** How a finding is meant. */
  enum Verdict {
    /** as it should be, or a plain fact */
    FINE,
    /** works, but slower or with less than it could */
    ADVICE,
    /** something Cascade needs is missing or broken */
    BROKEN
  }

  /**
   * One finding.
   *
   * @param subject what was looked at, for example {@code native library}
   * @param value what was found, with the remedy where the verdict asks for one
   */
  record Finding(String subject, String value, Verdict verdict) {}
}
