package org.cascadenlp.batch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.uima.cas.CAS;
import org.apache.uima.cas.TypeSystem;
import org.cascadenlp.batch.input.InputDocument;
import org.cascadenlp.batch.output.OnExistingResult;
import org.cascadenlp.batch.output.OutputFolder;
import org.cascadenlp.batch.report.Failure;
import org.cascadenlp.batch.report.Tally;
import org.cascadenlp.core.document.DocumentEntry;
import org.cascadenlp.core.document.DocumentWriter;
import org.cascadenlp.core.document.DocumentWriter.Content;
import org.cascadenlp.core.error.CascadeException;

/** One file for each document, in a folder. */
final class FolderResults implements Results {

  private final ResultWriter writer;
  private final OutputFolder output;
  private final OnExistingResult existing;
  private final List<InputDocument> known;
  private final Map<Integer, String> seen = new ConcurrentSkipListMap<>();
  private Map<String, Content> beside = Map.of();

  /**
   * Results in {@code output}, which the caller closes.
   *
   * @param known the documents, if each is a file; then their results' names are checked before the
   *     run
   */
  FolderResults(
      ResultWriter writer,
      OutputFolder output,
      OnExistingResult existing,
      List<InputDocument> known) {
    this.writer = writer;
    this.output = output;
    this.existing = existing;
    this.known = known;
  }

  @Override
  public boolean keepsViews() {
    return writer.format().keepsViews();
  }

  @Override
  public void prepare(TypeSystem types) {
    beside = writer.documents().prepare(types);
    ResultNames.check(known, writer, beside.keySet(), output.path());
  }

  @Override
  public void begin() {
    output.setAside(BatchRun.REPORT, BatchRun.FORMER_REPORT);
    beside.forEach((name, content) -> output.write(name, content));
  }

  /** The number of existing results that another pipeline, setting, format or version made. */
  long madeOtherwise() {
    return known.stream()
        .map(document -> writer.file(document.name()))
        .filter(file -> output.has(file) && !output.hasOwn(file))
        .count();
  }

  @Override
  public boolean has(int index, DocumentEntry entry) {
    if (known.isEmpty()) {
      ResultNames.checkOne(entry.name(), writer, beside.keySet());
      seen.put(index, entry.name());
    }
    String file = writer.file(entry.name());
    if (existing == OnExistingResult.FAIL && output.has(file)) {
      throw CascadeException.of(
          entry.name(), "a result already exists: " + file, "choose --existing replace");
    }
    return existing == OnExistingResult.SKIP && output.hasOwn(file);
  }

  @Override
  public void write(int index, DocumentEntry entry, CAS cas) {
    output.writeResult(writer.file(entry.name()), out -> writer.documents().write(cas, entry, out));
  }

  /** Removes the result of an earlier run, which would be taken for one of this run. */
  @Override
  public String fail(int index, DocumentEntry entry, String cause) {
    try {
      if (existing != OnExistingResult.FAIL) {
        output.removeResult(writer.file(entry.name()));
      }
      return "";
    } catch (CascadeException e) {
      return "; its earlier result: " + e.getMessage();
    }
  }

  /** Writes the final files of the writer, such as an index; if that fails, the results stay. */
  @Override
  public void conclude(Tally tally, int taken, boolean interrupted) {
    List<DocumentWriter.Outcome> outcomes = new ArrayList<>();
    Set<String> failed = new HashSet<>();
    for (Failure failure : tally.failures()) {
      failed.add(failure.document());
      outcomes.add(new DocumentWriter.Outcome(failure.document(), failure.cause()));
    }
    for (String name : names()) {
      if (!failed.contains(name) && output.hasOwn(writer.file(name))) {
        outcomes.add(new DocumentWriter.Outcome(name, ""));
      }
    }
    if (!known.isEmpty() || !interrupted) { // otherwise not all documents are known
      tally.stale(stale(failed));
    }
    try {
      writer.documents().conclude(outcomes).forEach((name, content) -> output.write(name, content));
    } catch (CascadeException e) {
      tally.trouble(CascadeException.describe(e));
    }
  }

  private List<String> stale(Set<String> failed) {
    Set<String> documents = new HashSet<>(failed);
    documents.addAll(names());
    return new StaleResults(output, writer.format().extension(), documents).names();
  }

  private Collection<String> names() {
    return known.isEmpty() ? seen.values() : known.stream().map(InputDocument::name).toList();
  }

  @Override
  public List<String> notes() {
    return writer.documents().notes();
  }

  @Override
  public void report(Content content) {
    output.write(BatchRun.REPORT, content);
  }

  @Override
  public void close() {
    output.close();
  }
}
