package org.cascadenlp.benchmarks;

/** One table of RESULTS.md: what is measured, and how. */
public interface Table {

  /** Its name on the command line and in the markers around its section. */
  String name();

  /** The heading of its section. */
  String title();

  /** Measures and returns the body of the section as Markdown. */
  String measure(Setup setup) throws Exception;
}
