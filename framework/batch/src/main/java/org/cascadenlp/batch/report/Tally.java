package org.cascadenlp.batch.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.uima.analysis_engine.AnalysisEngine;
import org.apache.uima.analysis_engine.AnalysisEngineManagement;

/** The counts, times and failures of a batch so far; thread-safe. */
public final class Tally {

  private final TreeMap<Integer, Failure> failures = new TreeMap<>();
  private final TreeMap<Integer, BatchReport.Replaced> replaced = new TreeMap<>();
  private final Map<String, ComponentTime> times = new LinkedHashMap<>();
  private final List<String> troubles = new ArrayList<>();
  private final TreeSet<String> leftOutViews = new TreeSet<>();
  private final List<String> viewFormats;
  private List<String> stale = List.of();
  private int withLeftOutViews;
  private int done;
  private int skipped;
  private int empty;
  private long characters;
  private long tokens;

  /** A snapshot of the counts. */
  public record Counts(int done, int skipped, int empty, int failed, long characters, long tokens) {

    /** The number of documents that need no more work. */
    int finished() {
      return done + skipped + failed;
    }
  }

  /**
   * No documents yet.
   *
   * @param viewFormats the names of output formats that keep all views of a document
   */
  public Tally(List<String> viewFormats) {
    this.viewFormats = List.copyOf(viewFormats);
  }

  public synchronized void done(
      int index, String document, int length, int tokenCount, int changed) {
    done++;
    empty += length == 0 ? 1 : 0;
    characters += length;
    tokens += tokenCount;
    if (changed > 0) {
      replaced.put(index, new BatchReport.Replaced(document, changed));
    }
  }

  public synchronized void skipped() {
    skipped++;
  }

  public synchronized void failed(int index, Failure failure) {
    failures.put(index, failure);
  }

  /** Records an error that no single document caused. */
  public synchronized void trouble(String cause) {
    troubles.add(cause);
  }

  /** Records the views of one document that its result does not contain. */
  public synchronized void leftOut(Set<String> views) {
    leftOutViews.addAll(views);
    withLeftOutViews += views.isEmpty() ? 0 : 1;
  }

  /** Records the results of earlier runs whose documents are not in the inputs. */
  public synchronized void stale(List<String> results) {
    stale = List.copyOf(results);
  }

  synchronized List<String> stale() {
    return stale;
  }

  /** Notes for the user about the results. */
  synchronized List<String> notes() {
    if (withLeftOutViews == 0) {
      return List.of();
    }
    String remedy =
        viewFormats.isEmpty()
            ? ""
            : "; use --format " + String.join(" or ", viewFormats) + " for all views";
    return List.of(
        "views "
            + leftOutViews
            + " of "
            + withLeftOutViews
            + " documents are not in the results: this format writes only the initial view"
            + remedy);
  }

  public synchronized void time(String role, double seconds, long documents) {
    times.merge(
        role,
        new ComponentTime(role, seconds, documents),
        (a, b) ->
            new ComponentTime(role, a.seconds() + b.seconds(), a.documents() + b.documents()));
  }

  /** Adds the times of the parts of {@code engine} since its creation. */
  public void time(AnalysisEngine engine) {
    AnalysisEngineManagement whole = engine.getManagementInterface();
    if (whole.getComponents().isEmpty()) {
      time(engine.getMetaData().getName(), whole);
    }
    parts("", whole);
  }

  private void parts(String prefix, AnalysisEngineManagement aggregate) {
    for (Map.Entry<String, AnalysisEngineManagement> part : aggregate.getComponents().entrySet()) {
      String role = prefix + part.getKey();
      boolean flow = part.getKey().startsWith("_"); // UIMA's own _FlowController
      if (part.getValue().getComponents().isEmpty() && !flow) {
        time(role, part.getValue());
      }
      parts(role + "/", part.getValue());
    }
  }

  private void time(String role, AnalysisEngineManagement part) {
    time(role, part.getAnalysisTime() / 1000.0, part.getNumberOfCASesProcessed());
  }

  public synchronized Counts counts() {
    return new Counts(done, skipped, empty, failures.size(), characters, tokens);
  }

  public synchronized List<Failure> failures() {
    return List.copyOf(failures.values());
  }

  synchronized List<BatchReport.Replaced> replaced() {
    return List.copyOf(replaced.values());
  }

  /** The times of reading, of the parts in the order of the flow, and of writing. */
  synchronized List<ComponentTime> times() {
    List<ComponentTime> ordered = new ArrayList<>(times.values());
    ordered.sort(Comparator.comparing(time -> time.role().equals(BatchReport.WRITING)));
    return List.copyOf(ordered);
  }

  public synchronized List<String> troubles() {
    return List.copyOf(troubles);
  }
}
