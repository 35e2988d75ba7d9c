package org.cascadenlp.batch.report;

import java.util.List;
import java.util.stream.Stream;

/**
 * The report of a batch run.
 *
 * @param found the number of documents in the inputs
 * @param done the number of documents annotated and written
 * @param skipped the number of documents whose result already existed
 * @param empty the number of done documents without text
 * @param failed the documents that could not be annotated, in the order of the inputs
 * @param characters the UTF-16 units of the done documents
 * @param tokens the tokens of the done documents
 * @param replaced the documents with characters that XML cannot hold
 * @param seconds the time from the start of the first document to the end of the last
 * @param components the time of each part of the pipeline, and of reading and writing
 * @param troubles the errors that no single document caused
 * @param notes notes for the user about the results
 * @param stale the results of earlier runs in the output, by name, whose documents are not in the
 *     inputs
 * @param notRead what lies in the inputs and was not read
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
    List<String> notes,
    List<String> stale,
    List<NotRead> notRead) {

  /** The role of reading documents among the components. */
  public static final String READING = "(reading)";

  /** The role of writing results among the components. */
  public static final String WRITING = "(writing)";

  /**
   * The number of characters of a document that XML cannot hold and that were replaced.
   *
   * @param document the document's name
   * @param characters the number of replaced characters
   */
  public record Replaced(String document, int characters) {}

  /**
   * The report of a batch.
   *
   * @param found the number of documents in the inputs
   * @param notes notes about the results
   * @param notRead what was not read
   * @param seconds the time so far
   */
  public static BatchReport of(
      int found, Tally tally, List<String> notes, List<NotRead> notRead, double seconds) {
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
        Stream.concat(tally.notes().stream(), notes.stream()).toList(),
        tally.stale(),
        notRead);
  }

  /** The number of documents that were not done when the run stopped. */
  public int notReached() {
    return found - done - skipped - failed.size();
  }

  /** 0 if every document is done, otherwise 1. */
  public int exitCode() {
    return done + skipped == found && troubles.isEmpty() ? 0 : 1;
  }

  /** {@code count} divided by the seconds of the run; 0 before its start. */
  public double perSecond(long count) {
    return seconds > 0 ? count / seconds : 0;
  }
}
