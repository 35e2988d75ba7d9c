package org.cascadenlp.core;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What each part of one pipeline says about itself, by role; kept by the pipeline's injector. */
@Singleton
final class Summaries {

  private final Map<String, String> byRole = new ConcurrentHashMap<>();

  Summaries() {}

  void put(String role, String summary) {
    byRole.put(role, summary);
  }

  /** What part {@code role} says, empty where it says nothing. */
  String of(String role) {
    return byRole.getOrDefault(role, "");
  }
}
