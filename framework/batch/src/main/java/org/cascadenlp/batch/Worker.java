package org.cascadenlp.batch;

import java.io.IOException;
import java.util.Optional;
import org.apache.uima.UIMAException;
import org.apache.uima.cas.CAS;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.batch.input.DocumentReader;
import org.cascadenlp.batch.input.InputDocument;
import org.cascadenlp.batch.output.OnExistingResult;
import org.cascadenlp.batch.report.BatchReport;
import org.cascadenlp.batch.report.Failure;
import org.cascadenlp.batch.report.Tally;
import org.cascadenlp.core.document.TextCleaner;
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
  private final DocumentReader reader;
  private final ResultWriter writer;
  private final Pipeline pipeline;
  private @Nullable Pipeline engine;
  private @Nullable JCas jcas;

  Worker(BatchRun run, ResultWriter writer, Pipeline pipeline) {
    this.run = run;
    this.tally = run.tally();
    this.reader =
        new DocumentReader(
            run.settings().encoding(), run.settings().maxChars(), run.settings().as());
    this.writer = writer;
    this.pipeline = pipeline;
    engine();
  }

  @Override
  public void run() {
    try {
      for (int index; (index = run.next()) >= 0; ) {
        process(index, run.documents().get(index));
      }
      engine().engine().collectionProcessComplete();
    } catch (Throwable e) {
      if (StoppedException.in(e) == null) {
        tally.trouble("a worker stopped: " + CascadeException.describe(e));
      }
    } finally {
      retire();
    }
  }

  private void process(int index, InputDocument document) {
    String file = run.result(document);
    OnExistingResult existing = run.settings().existing();
    if (existing == OnExistingResult.SKIP && run.output().hasOwn(file)) {
      tally.skipped();
      return;
    }
    try {
      if (existing == OnExistingResult.FAIL && run.output().has(file)) {
        throw CascadeException.of(
            document.name(), "a result already exists: " + file, "choose --existing replace");
      }
      annotate(index, document, file);
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
      tally.failed(index, new Failure(document.name(), cause + withoutFormer(file)));
    }
  }

  /**
   * Removes the result of an earlier run, which would be taken for one of this run.
   *
   * @return the problem if it cannot be removed, for the error; otherwise empty
   */
  private String withoutFormer(String file) {
    try {
      if (run.settings().existing() != OnExistingResult.FAIL) {
        run.output().removeResult(file);
      }
      return "";
    } catch (CascadeException e) {
      return "; its earlier result: " + e.getMessage();
    }
  }

  private void annotate(int index, InputDocument document, String file) throws UIMAException {
    long start = System.nanoTime();
    TextCleaner.Cleaned text = TextCleaner.clean(read(document));
    long read = System.nanoTime();
    CAS cas = emptyCas();
    DocumentCas.fill(cas, document.name(), text.text(), run.settings().language());
    DocumentProcess.run(engine().engine(), cas);
    int tokens = DocumentCas.tokens(cas);
    if (!writer.format().keepsViews()) {
      tally.leftOut(DocumentCas.otherViews(cas));
    }
    long annotated = System.nanoTime();
    run.output().writeResult(file, out -> writer.documents().write(cas, document.name(), out));
    tally.time(BatchReport.READING, (read - start) / 1e9, 1);
    tally.time(BatchReport.WRITING, (System.nanoTime() - annotated) / 1e9, 1);
    tally.done(index, document.name(), text.text().length(), tokens, text.replaced());
  }

  private String read(InputDocument document) {
    try {
      return reader.read(document);
    } catch (IOException e) {
      throw CascadeException.of(
          document.name(),
          "cannot be read: " + CascadeException.describe(e),
          "check that the file is there and that you may read it",
          e);
    }
  }

  private CAS emptyCas() throws UIMAException {
    JCas present = jcas;
    if (present == null) {
      present = engine().engine().newJCas();
      jcas = present;
    } else {
      present.reset();
    }
    return present.getCas();
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
