package org.cascadenlp.batch;

import java.util.Optional;
import org.apache.uima.UIMAException;
import org.apache.uima.cas.CAS;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.batch.input.BatchDocument;
import org.cascadenlp.batch.input.DocumentCas;
import org.cascadenlp.batch.report.BatchReport;
import org.cascadenlp.batch.report.Failure;
import org.cascadenlp.batch.report.Tally;
import org.cascadenlp.core.document.DocumentEntry;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.error.Cause;
import org.cascadenlp.core.error.CauseChain;
import org.cascadenlp.core.pipeline.DocumentProcess;
import org.cascadenlp.core.pipeline.Pipeline;
import org.cascadenlp.core.process.StoppedException;
import org.jspecify.annotations.Nullable;

/**
 * One thread of a batch, with its own engine and CAS, which it uses for one document after the
 * other.
 *
 * <p>After an {@code Error} (out of memory, stack overflow) both are created again, as their state
 * is undefined; the shared models stay loaded.
 */
final class Worker implements Runnable {

  private final BatchRun run;
  private final Tally tally;
  private final Results results;
  private final Pipeline pipeline;
  private @Nullable Pipeline engine;
  private @Nullable JCas jcas;
  private @Nullable JCas spare;

  Worker(BatchRun run, Pipeline pipeline) {
    this.run = run;
    this.tally = run.tally();
    this.results = run.results();
    this.pipeline = pipeline;
    engine();
  }

  @Override
  public void run() {
    try {
      for (BatchRun.Taken next; (next = run.next()) != null; ) {
        process(next.index(), next.document());
      }
      engine().engine().collectionProcessComplete();
    } catch (Throwable e) {
      if (StoppedException.in(e) == null) {
        String cause = "a worker stopped: " + CascadeException.describe(e);
        tally.trouble(cause);
        results.giveUp(cause);
      }
    } finally {
      retire();
    }
  }

  private void process(int index, BatchDocument document) {
    DocumentEntry entry = document.entry();
    try {
      if (results.has(index, entry)) {
        tally.skipped();
        return;
      }
      annotate(index, document, entry);
    } catch (Throwable e) {
      if (StoppedException.in(e) != null) {
        return; // interrupted, not failed: an earlier result of the document stays
      }
      Error error = CauseChain.first(e, Error.class);
      if (error != null) {
        // first, to free the document's memory
        retire();
      }
      String cause = describe(error == null ? e : error);
      String more = results.fail(index, entry, cause);
      tally.failed(index, new Failure(entry.name(), cause + more));
    }
  }

  private void annotate(int index, BatchDocument document, DocumentEntry entry)
      throws UIMAException {
    long start = System.nanoTime();
    JCas present = emptyCas();
    int replaced = document.fill(present, this::emptySpare);
    CAS cas = present.getCas();
    long read = System.nanoTime();
    DocumentProcess.run(engine().engine(), cas);
    int length = cas.getDocumentText().length();
    int tokens = DocumentCas.tokens(cas);
    if (!results.keepsViews()) {
      tally.leftOut(DocumentCas.otherViews(cas));
    }
    long annotated = System.nanoTime();
    results.write(index, entry, cas);
    tally.time(BatchReport.READING, (read - start) / 1e9, 1);
    tally.time(BatchReport.WRITING, (System.nanoTime() - annotated) / 1e9, 1);
    tally.done(index, entry.name(), length, tokens, replaced);
  }

  private JCas emptyCas() {
    JCas present = jcas;
    if (present == null) {
      present = run.newCas(engine());
      jcas = present;
    } else {
      present.reset();
    }
    return present;
  }

  /** A CAS for gold annotations, which are not used. */
  private JCas emptySpare() {
    JCas present = spare;
    if (present == null) {
      present = run.newCas(engine());
      spare = present;
    } else {
      present.reset();
    }
    return present;
  }

  private Pipeline engine() {
    Pipeline present = engine;
    if (present == null) {
      present = pipeline.fork();
      engine = present;
    }
    return present;
  }

  /** Adds the engine's times to the tally and closes the engine. */
  void retire() {
    Pipeline present = engine;
    engine = null;
    jcas = null;
    spare = null;
    if (present != null) {
      tally.time(present.engine());
      present.close();
    }
  }

  private static String describe(Throwable error) {
    Optional<Cause> cause = Cause.of(error);
    if (cause.equals(Optional.of(Cause.MEMORY))) {
      return "out of memory ("
          + error.getMessage()
          + "); split the document, lower --workers or give Java a larger heap";
    }
    if (cause.equals(Optional.of(Cause.STACK))) {
      return "the stack overflowed in a component; split the document or give Java a larger stack";
    }
    return CascadeException.describe(error)
        + Cause.remedy(error).map(remedy -> "; " + remedy).orElse("");
  }
}
