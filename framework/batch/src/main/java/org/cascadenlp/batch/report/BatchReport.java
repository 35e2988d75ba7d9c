package org.cascadenlp.batch.report;

import java.util.List;
import java.util.stream.Stream;

/**
 * What became of a batch.
 *
 * @param found documents that the inputs named
 * @param done documents annotated and written
 * @param skipped documents whose result was there already
 * @param empty documents among those done that have no text
 * @param failed documents that could not be annotated, in the order of the inputs
 * @param characters UTF-16 units of the documents done
 * @param tokens of the documents done
 * @param replaced documents with characters that XML cannot hold
 * @param seconds from the first document to the last
 * @param components time by part of the pipeline, and for reading and writing
 * @param troubles what went wrong and was no document's fault
 * @param notes what users should know of the results
 */
public record BatchReport(
    int found,
    int done,
    int skipped,
    int empty,
    List<Failure> failed,
    long characters,
    long tokens,
    List<Replaced> replaced,
    double seconds,
    List<ComponentTime> components,
    List<String> troubles,
    List<String> notes) {

  /** The role under which reading documents stands among the components. */
  public static final String READING = "(reading)";

  /** The role under which writing results stands among them. */
  public static final String WRITING = "(writing)";

  /**
   * Characters of a document that XML cannot hold, each replaced by one that it can.
   *
   * @param document its name
   * @param characters how many were replaced
   */
  public record Replaced(String document, int characters) {}

  public static BatchReport of(int found, Tally tally, List<String> notes, double seconds) {
    Tally.Counts counts = tally.counts();
    return new BatchReport(
        found,
        counts.done(),
        counts.skipped(),
        counts.empty(),
        tally.failures(),
        counts.characters(),
        counts.tokens(),
        tally.replaced(),
        seconds,
        tally.times(),
        tally.troubles(),
        Stream.concat(tally.notes().stream(), notes.stream()).toList());
  }

  /** Documents that the run was stopped before, or in. */
  public int notReached() {
    return found - done - skipped - failed.size();
  }

  /** 0 where every document is done, else 1. */
  public int exitCode() {
    return done + skipped == found && troubles.isEmpty() ? 0 : 1;
  }

  /** How many of something were done in a second. */
  public double perSecond(long count) {
    return seconds > 0 ? count / seconds : 0;
  }
}
