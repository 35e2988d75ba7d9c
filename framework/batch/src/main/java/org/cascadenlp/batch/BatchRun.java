package org.cascadenlp.batch;

import java.util.ArrayList;
import java.util.List;
import org.apache.uima.UIMAException;
import org.apache.uima.jcas.JCas;
import org.apache.uima.resource.metadata.OperationalProperties;
import org.cascadenlp.batch.input.BatchDocument;
import org.cascadenlp.batch.input.DocumentReader;
import org.cascadenlp.batch.input.Documents;
import org.cascadenlp.batch.input.InputFiles;
import org.cascadenlp.batch.input.TextFiles;
import org.cascadenlp.batch.output.OutputFolder;
import org.cascadenlp.batch.report.BatchReport;
import org.cascadenlp.batch.report.Failure;
import org.cascadenlp.batch.report.Tally;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.pipeline.Pipeline;
import org.cascadenlp.core.process.Interruption;
import org.jspecify.annotations.Nullable;

/**
 * A run of a pipeline over many documents, with one result for each.
 *
 * <p>Each worker takes, annotates and writes one document after the other. Documents do not affect
 * each other: a failure is recorded and the run continues, and the bytes of a result do not depend
 * on the number of workers or the order of documents.
 */
public final class BatchRun {

  /** The file name of the report. */
  public static final String REPORT = "run.json";

  /** The file name of the previous run's report, once this run has started. */
  static final String FORMER_REPORT = "run.json.before";

  private final Documents documents;
  private final Results results;
  private final Tally tally;
  private final List<Worker> workers = new ArrayList<>();
  private int taken;
  private volatile boolean stopped;
  private volatile long started;
  private volatile long ended;

  /** One document of the run, and its number, counted from 0. */
  record Taken(int index, BatchDocument document) {}

  /**
   * A run over files of plain text, with a result file for each.
   *
   * @param pipeline creates the engines; the caller closes it
   * @throws CascadeException if the run cannot begin
   */
  public BatchRun(
      Pipeline pipeline,
      InputFiles inputs,
      ResultWriter writer,
      OutputFolder output,
      BatchSettings settings) {
    this(
        pipeline,
        new TextFiles(inputs, reader(settings), settings.language()),
        new FolderResults(writer, output, settings.existing(), inputs.documents()),
        List.of(),
        settings.workers());
  }

  /**
   * Creates the engines, and then makes place for the results. If an engine cannot be created, or
   * the process is interrupted before, the output is unchanged.
   *
   * @param viewFormats the names of the formats that keep all views, for the note about lost ones
   */
  BatchRun(
      Pipeline pipeline,
      Documents documents,
      Results results,
      List<String> viewFormats,
      int workerCount) {
    this.documents = documents;
    this.results = results;
    this.tally = new Tally(viewFormats);
    if (workerCount > 1 && !allowsMany(pipeline)) {
      throw CascadeException.of(
          "--workers " + workerCount,
          "a part of the pipeline allows one instance only (multipleDeploymentAllowed is false)",
          "use --workers 1");
    }
    results.prepare(newCas(pipeline).getTypeSystem());
    List<Failure> unreadable = documents.unreadable();
    for (int i = 0; i < unreadable.size(); i++) {
      tally.failed(Integer.MAX_VALUE - unreadable.size() + i, unreadable.get(i)); // after the rest
    }
    boolean ready = false;
    try {
      for (int i = 0; i < workerCount; i++) {
        workers.add(new Worker(this, pipeline));
      }
      results.begin();
      ready = true;
    } finally {
      if (!ready) {
        workers.forEach(Worker::retire);
      }
    }
  }

  static DocumentReader reader(BatchSettings settings) {
    return new DocumentReader(settings.encoding(), settings.maxChars(), settings.as());
  }

  /**
   * Runs until all documents are done, {@link #stop} is called or the process is interrupted. May
   * be called once.
   */
  public BatchReport execute() {
    started = System.nanoTime();
    List<Thread> threads = new ArrayList<>();
    for (Worker worker : workers) {
      Thread thread = new Thread(worker, "worker-" + threads.size());
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      await(thread);
    }
    ended = System.nanoTime();
    if (!isStopped()) {
      failUnreached();
    }
    results.conclude(tally, taken(), report().notReached() > 0);
    return report();
  }

  /** Lets the workers finish their current documents and start no others. */
  void stop() {
    stopped = true;
  }

  /** If the process is interrupted, current documents stop between two batches, without result. */
  private boolean isStopped() {
    return stopped || Interruption.isAsked();
  }

  /** The current report; may be called during the run. */
  BatchReport report() {
    long end = ended != 0 ? ended : System.nanoTime();
    double seconds = started == 0 ? 0 : (end - started) / 1e9;
    int found = documents.size() + documents.unreadable().size();
    return BatchReport.of(found, tally, results.notes(), documents.notRead(), seconds);
  }

  Results results() {
    return results;
  }

  Tally tally() {
    return tally;
  }

  /** The next document to process, or null. */
  synchronized @Nullable Taken next() {
    if (isStopped()) {
      return null;
    }
    if (!results.admits(taken, this::isStopped)) {
      stop();
      return null;
    }
    return take();
  }

  private synchronized int taken() {
    return taken;
  }

  private @Nullable Taken take() {
    BatchDocument document = documents.next();
    return document == null ? null : new Taken(taken++, document);
  }

  private void await(Thread thread) {
    while (true) {
      try {
        thread.join();
        return;
      } catch (InterruptedException e) {
        stop();
      }
    }
  }

  /** Records the remaining documents as failed if every worker stopped early. */
  private synchronized void failUnreached() {
    for (Taken left; (left = take()) != null; ) {
      String document = left.document().entry().name();
      tally.failed(left.index(), new Failure(document, "not reached: " + tally.troubles()));
    }
  }

  /**
   * Whether {@code pipeline} may run in more than one worker. UIMA ensures that an aggregate allows
   * no more instances than its parts.
   */
  static boolean allowsMany(Pipeline pipeline) {
    OperationalProperties properties =
        pipeline.engine().getAnalysisEngineMetaData().getOperationalProperties();
    return properties == null || properties.isMultipleDeploymentAllowed();
  }

  /** A CAS for documents of this run in an engine of its pipeline. */
  JCas newCas(Pipeline pipeline) {
    try {
      return documents.newCas(pipeline.engine());
    } catch (UIMAException e) {
      throw CascadeException.of(
          pipeline.engine().getMetaData().getName(),
          CascadeException.describe(e),
          "make the type systems of its parts compatible",
          e);
    }
  }
}
