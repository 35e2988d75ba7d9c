package org.cascadenlp.batch;

import java.io.PrintWriter;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.uima.resource.ResourceManager;
import org.cascadenlp.batch.input.DocumentOptions;
import org.cascadenlp.batch.input.Documents;
import org.cascadenlp.batch.input.InputFiles;
import org.cascadenlp.batch.input.TextOptions;
import org.cascadenlp.batch.output.OnExistingResult;
import org.cascadenlp.batch.report.BatchReport;
import org.cascadenlp.batch.report.RunJson;
import org.cascadenlp.core.DocumentFormats;
import org.cascadenlp.core.Injectors;
import org.cascadenlp.core.command.CascadeCommand;
import org.cascadenlp.core.command.PipelineOptions;
import org.cascadenlp.core.command.ProgressLine;
import org.cascadenlp.core.document.OutputFormat;
import org.cascadenlp.core.document.OutputOptions;
import org.cascadenlp.core.document.OutputTypes;
import org.cascadenlp.core.document.VectorOutput;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.files.Fingerprint;
import org.cascadenlp.core.loading.PluginClassLoader;
import org.cascadenlp.core.pipeline.Pipeline;
import org.cascadenlp.core.pipeline.PipelineText;
import org.cascadenlp.core.process.Interruption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code cascade run}: annotates documents and writes one file for each, or one for all.
 *
 * <p>The exit code is 0 if every document is done, 1 if some or all of them failed or the run was
 * interrupted, and 2 if the run could not begin: the pipeline does not load, an input names no
 * document, the output cannot be written.
 */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Annotates documents with a pipeline and writes one file for each, or one for all.")
public final class RunCommand implements CascadeCommand {

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "PIPELINE.xml", description = "The descriptor of the pipeline.")
  Path pipeline = Path.of("");

  @Mixin DocumentOptions input = new DocumentOptions();

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR|FILE",
      description = {
        "The folder for results; each file is named after its document and the format.",
        "A name with the extension of the format, such as out.csv, is one file for all documents"
            + " (csv, json, jsonl, conll; out.jsonl with --format json has a line for each), with"
            + " out.csv.run.json beside it."
      })
  Path output = Path.of("");

  @Option(
      names = "--format",
      defaultValue = "json",
      completionCandidates = OutputFormats.class,
      description =
          "The format of the results: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  String format = "json";

  @Option(
      names = "--workers",
      defaultValue = "2",
      paramLabel = "N",
      description =
          "The number of documents processed in parallel (default: ${DEFAULT-VALUE}, or 1 if a part"
              + " of the pipeline allows only one instance).")
  int workers;

  @Mixin PipelineOptions options = new PipelineOptions();

  @Option(names = "--vectors", description = "Also writes the vectors of the embedding.")
  boolean vectors;

  @Option(
      names = "--types",
      defaultValue = "all",
      description =
          "The types in an xmi: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). dkpro writes"
              + " only the types of DKPro Core, for programs that support no others.")
  OutputTypes types = OutputTypes.ALL;

  @Option(
      names = "--existing",
      defaultValue = "replace",
      description =
          "How to treat results that already exist: ${COMPLETION-CANDIDATES}"
              + " (default: ${DEFAULT-VALUE}).")
  OnExistingResult existing = OnExistingResult.REPLACE;

  @Override
  public Integer call() {
    ResourceManager resources = Pipeline.resources(pipeline, options.jars());
    try { // formats and the pipeline share one injector
      return run(DocumentFormats.of(resources), resources);
    } finally {
      input.close();
      Pipeline.release(resources);
    }
  }

  private int run(DocumentFormats formats, ResourceManager resources) {
    PrintWriter err = spec.commandLine().getErr();
    input.check(spec);
    OutputFormat writing = format(formats.outputs());
    VectorOutput written = vectors ? VectorOutput.WRITTEN : VectorOutput.LEFT_OUT;
    ResultPlace place =
        new ResultPlace(output, writing, new OutputOptions(written, types), existing);
    place.check(input.isWhole());
    BatchSettings.check(workers, input.text().maxChars());
    InputFiles found = input.find(output, formats, err);
    try (Interruption guard = Interruption.of();
        Documents documents = input.open(found, resources);
        Pipeline loaded = Pipeline.load(pipeline, options.overrides(pipeline), resources);
        Results results =
            place.open(maker(loaded), found, input.isWhole(), documents.fields(), err)) {
      if (results.isComplete()) {
        err.println("--existing skip: " + output + " has the results of this input and pipeline");
        return 0;
      }
      workers = workers(loaded);
      BatchRun run =
          new BatchRun(loaded, documents, results, viewFormats(formats.outputs()), workers);
      guard.whereItTakesTooLong(() -> write(run.report(), results));
      BatchReport report = execute(run, err);
      Summary.print(report, output, err);
      return wasWritten(report, results, err) ? report.exitCode() : 1;
    }
  }

  private OutputFormat format(Map<String, OutputFormat> formats) {
    for (Map.Entry<String, OutputFormat> known : formats.entrySet()) {
      String name = known.getKey();
      if (name.equals(format) || name.toUpperCase(Locale.ROOT).equals(format)) {
        format = name;
        return known.getValue();
      }
    }
    throw new ParameterException(
        spec.commandLine(),
        "Invalid value for option '--format': expected one of "
            + formats.keySet()
            + " but was '"
            + format
            + "'");
  }

  /** The names of the formats that keep all views, for the note about lost ones. */
  private static List<String> viewFormats(Map<String, OutputFormat> formats) {
    return formats.entrySet().stream()
        .filter(known -> known.getValue().keepsViews())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The number of workers: as requested, or the default if {@code loaded} allows it, or 1. */
  private int workers(Pipeline loaded) {
    boolean asked = spec.commandLine().getParseResult().hasMatchedOption("--workers");
    return asked || BatchRun.allowsMany(loaded) ? workers : 1;
  }

  private static BatchReport execute(BatchRun run, PrintWriter err) {
    try (ProgressLine progress = ProgressLine.of(err)) {
      progress.keepShowing(() -> Summary.soFar(run.report()));
      return run.execute();
    }
  }

  /** Writes the report; if that fails, prints the error and keeps the results. */
  private boolean wasWritten(BatchReport report, Results results, PrintWriter err) {
    try {
      write(report, results);
      return true;
    } catch (CascadeException e) {
      err.println(e.getMessage());
      return false;
    }
  }

  private void write(BatchReport report, Results results) {
    results.report(out -> RunJson.write(report, choices(results), out));
  }

  /** A fingerprint of everything that a result depends on, except the document. */
  private String maker(Pipeline loaded) {
    Fingerprint print = new Fingerprint();
    PipelineText.of(loaded).addTo(print, options.overrides(pipeline));
    String kind = types == OutputTypes.ALL ? format : format + " " + types;
    TextOptions text = input.text();
    print.add(List.of(kind, String.valueOf(vectors), text.encoding(), text.language()));
    input.addTo(print);
    print.add(RunJson.cascadeVersion());
    for (URL jar : PluginClassLoader.jars(Injectors.loader(loaded.resources()))) {
      print.addModel(Path.of(URI.create(jar.toString())));
    }
    return print.text();
  }

  /** The user's options, for the report. */
  private Map<String, Object> choices(Results results) {
    Map<String, Object> choices = new LinkedHashMap<>();
    choices.put("pipeline", pipeline);
    options.addTo(choices);
    choices.put("format", format);
    choices.put("types", types);
    choices.put("workers", workers);
    TextOptions text = input.text();
    choices.put("encoding", text.encoding());
    choices.put("language", text.language());
    choices.put("maxChars", text.maxChars());
    input.addTo(choices);
    results.maker().ifPresent(maker -> choices.put(FileResults.MAKER, maker));
    return choices;
  }
}
