package org.cascadenlp.batch;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.uima.UIMAException;
import org.apache.uima.cas.TypeSystem;
import org.apache.uima.resource.metadata.OperationalProperties;
import org.cascadenlp.batch.input.InputDocument;
import org.cascadenlp.batch.input.InputFiles;
import org.cascadenlp.batch.output.OutputFolder;
import org.cascadenlp.batch.report.BatchReport;
import org.cascadenlp.batch.report.Failure;
import org.cascadenlp.batch.report.Tally;
import org.cascadenlp.core.document.DocumentWriter;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.pipeline.Pipeline;
import org.cascadenlp.core.process.Interruption;

/**
 * A run of a pipeline over many documents, with one result file per document.
 *
 * <p>Each worker reads, annotates and writes one document after the other. Documents do not affect
 * each other: a failure is recorded and the run continues, and the bytes of a result do not depend
 * on the number of workers or the order of documents.
 */
public final class BatchRun {

  /** The file name of the report. */
  public static final String REPORT = "run.json";

  /** The file name of the previous run's report, once this run has started. */
  static final String FORMER_REPORT = "run.json.before";

  private final List<InputDocument> documents;
  private final int total;
  private final ResultWriter writer;
  private final OutputFolder output;
  private final BatchSettings settings;
  private final Tally tally;
  private final AtomicInteger next = new AtomicInteger();
  private final List<Worker> workers = new ArrayList<>();
  private volatile boolean stopped;
  private volatile long started;
  private volatile long ended;

  /**
   * Creates the engines, and then writes the files beside the documents. If an engine cannot be
   * created, or the process is interrupted before, the folder is unchanged.
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
    this.documents = inputs.documents();
    this.total = documents.size() + inputs.unreadable().size();
    this.writer = writer;
    this.output = output;
    this.settings = settings;
    this.tally = new Tally(writer.viewFormats());
    if (settings.workers() > 1 && !allowsMany(pipeline)) {
      throw CascadeException.of(
          "--workers " + settings.workers(),
          "a part of the pipeline allows one instance only (multipleDeploymentAllowed is false)",
          "use --workers 1");
    }
    Map<String, DocumentWriter.Content> beside = writer.documents().prepare(types(pipeline));
    ResultNames.check(documents, writer, beside.keySet(), output.path());
    for (Failure unreadable : inputs.unreadable()) {
      tally.failed(documents.size() + tally.counts().failed(), unreadable);
    }
    boolean ready = false;
    try {
      for (int i = 0; i < settings.workers(); i++) {
        workers.add(new Worker(this, writer, pipeline));
      }
      output.setAside(REPORT, FORMER_REPORT);
      beside.forEach((name, content) -> output.write(name, content));
      ready = true;
    } finally {
      if (!ready) {
        workers.forEach(Worker::retire);
      }
    }
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
    conclude();
    return report();
  }

  /** Writes the final files of the writer, such as an index; if that fails, the results stay. */
  private void conclude() {
    List<DocumentWriter.Outcome> outcomes = new ArrayList<>();
    Set<String> failed = new HashSet<>();
    for (Failure failure : tally.failures()) {
      failed.add(failure.document());
      outcomes.add(new DocumentWriter.Outcome(failure.document(), failure.cause()));
    }
    for (InputDocument document : documents) {
      if (!failed.contains(document.name()) && output.hasOwn(result(document))) {
        outcomes.add(new DocumentWriter.Outcome(document.name(), ""));
      }
    }
    try {
      writer.documents().conclude(outcomes).forEach((name, content) -> output.write(name, content));
    } catch (CascadeException e) {
      tally.trouble(CascadeException.describe(e));
    }
  }

  /** The number of existing results that another pipeline, setting, format or version made. */
  long madeOtherwise() {
    return documents.stream()
        .map(this::result)
        .filter(file -> output.has(file) && !output.hasOwn(file))
        .count();
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
    return BatchReport.of(total, tally, writer.documents().notes(), seconds);
  }

  /** The name of the file that {@code document} is written to. */
  String result(InputDocument document) {
    return writer.file(document.name());
  }

  List<InputDocument> documents() {
    return documents;
  }

  OutputFolder output() {
    return output;
  }

  BatchSettings settings() {
    return settings;
  }

  Tally tally() {
    return tally;
  }

  /** The index of the next document to process, or -1. */
  int next() {
    if (isStopped() || next.get() >= documents.size()) {
      return -1;
    }
    int index = next.getAndIncrement();
    return index < documents.size() ? index : -1;
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
  private void failUnreached() {
    for (int index; (index = next()) >= 0; ) {
      String document = documents.get(index).name();
      tally.failed(index, new Failure(document, "not reached: " + tally.troubles()));
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

  private static TypeSystem types(Pipeline pipeline) {
    try {
      return pipeline.engine().newJCas().getTypeSystem();
    } catch (UIMAException e) {
      throw CascadeException.of(
          pipeline.engine().getMetaData().getName(),
          CascadeException.describe(e),
          "make the type systems of its parts compatible",
          e);
    }
  }
}
