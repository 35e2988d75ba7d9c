package org.cascadenlp.core;

import jakarta.inject.Singleton;

/** What each part of one pipeline says about itself, by role; kept by the pipeline's injector. */
@Singleton
public final class Summaries {

  private record Summary(String role, String text) {}

  private final Registered<Summary> added = new Registered<>();

  Summaries() {}

  /** Adds what part {@code role} says, until what is returned is closed. */
  AutoCloseable add(String role, String summary) {
    return added.add(new Summary(role, summary));
  }

  /** What part {@code role} says, empty where it says nothing. */
  public String of(String role) {
    return added.all().stream()
        .filter(summary -> summary.role.equals(role))
        .reduce("", (former, summary) -> summary.text, (former, later) -> later);
  }
}
