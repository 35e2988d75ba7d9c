package org.cascadenlp.benchmarks;

/** One table of RESULTS.md, with the measurement behind it. */
public interface Table {

  /** Its name on the command line and in the markers around its section. */
  String name();

  /** The heading of its section. */
  String title();

  /** Whether it measures times itself, so that the rounds and the load are reported. */
  default boolean timed() {
    return true;
  }

  /** Measures and returns the body of the section as Markdown. */
  String measure(Setup setup) throws Exception;
}
