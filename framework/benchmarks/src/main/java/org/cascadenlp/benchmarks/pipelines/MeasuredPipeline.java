package org.cascadenlp.benchmarks.pipelines;

import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.uima.UIMAException;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.batch.BatchRun;
import org.cascadenlp.batch.BatchSettings;
import org.cascadenlp.batch.ResultWriter;
import org.cascadenlp.batch.output.OnExistingResult;
import org.cascadenlp.batch.output.OutputFolder;
import org.cascadenlp.batch.report.BatchReport;
import org.cascadenlp.core.document.OutputOptions;
import org.cascadenlp.core.document.VectorOutput;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.pipeline.Pipeline;
import org.cascadenlp.formats.json.JsonOutput;

/** A shipped pipeline, run over documents as {@code cascade run} does, or its engine alone. */
public final class MeasuredPipeline implements AutoCloseable {

  private static final int MOST_CHARACTERS = 5_000_000;

  private final Documents documents;
  private final Path output;
  private final Pipeline pipeline;
  private final Map<Integer, BatchReport> reports = new LinkedHashMap<>();
  private int runs;

  /**
   * Loads {@code descriptor}; the results of each run are written to a new folder below {@code
   * output}.
   */
  public MeasuredPipeline(Path descriptor, Documents documents, Path output) {
    this.documents = documents;
    this.output = output;
    this.pipeline = Pipeline.load(descriptor);
  }

  /** Reads and annotates all documents, and writes them as JSON to new files. */
  public void run(int workers) {
    Path results = output.resolve(String.valueOf(++runs));
    BatchSettings settings =
        new BatchSettings(
            workers,
            MOST_CHARACTERS,
            StandardCharsets.UTF_8,
            "x-unspecified",
            OnExistingResult.FAIL);
    BatchReport report;
    try (OutputFolder folder = OutputFolder.open(results, "the benchmark")) {
      report =
          new BatchRun(
                  pipeline,
                  documents.files(results),
                  ResultWriter.of(new JsonOutput(), OutputOptions.of(VectorOutput.LEFT_OUT)),
                  folder,
                  settings)
              .execute();
    }
    if (report.exitCode() != 0) {
      throw CascadeException.of(
          pipeline.description().getMetaData().getName(),
          report.failed().size() + " documents failed" + report.troubles(),
          report.failed().stream().findFirst().map(String::valueOf).orElse("see above"));
    }
    reports.put(workers, report);
  }

  /**
   * Annotates all documents with a new engine and one reused CAS, and returns the number of tokens.
   */
  long annotate() throws UIMAException {
    try (Pipeline own = pipeline.fork()) {
      long tokens = 0;
      JCas cas = own.engine().newJCas();
      for (String text : documents.texts()) {
        cas.reset();
        cas.setDocumentText(text);
        own.engine().process(cas);
        tokens += cas.select(Token.class).count();
      }
      return tokens;
    }
  }

  List<String> texts() {
    return documents.texts();
  }

  /** The number of documents in a run. */
  public int documents() {
    return documents.texts().size();
  }

  /** The report of the last run with {@code workers} workers. */
  BatchReport report(int workers) {
    return Objects.requireNonNull(reports.get(workers));
  }

  @Override
  public void close() {
    pipeline.close();
  }
}
