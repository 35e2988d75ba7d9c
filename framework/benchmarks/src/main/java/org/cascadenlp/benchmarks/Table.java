package org.cascadenlp.benchmarks;

/** One table of RESULTS.md: what is measured, and how. */
public interface Table {

  /** Its name on the command line and in the markers around its section. */
  String name();

  /** The heading of its section. */
  String title();

  /** Whether it takes times here and now, so that rounds and the machine's load tell something. */
  default boolean timed() {
    return true;
  }

  /** Measures and returns the body of the section as Markdown. */
  String measure(Setup setup) throws Exception;
}
