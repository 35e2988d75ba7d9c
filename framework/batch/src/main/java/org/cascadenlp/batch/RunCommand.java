package org.cascadenlp.batch;

import java.io.PrintWriter;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.uima.resource.ResourceManager;
import org.cascadenlp.batch.input.InputFiles;
import org.cascadenlp.batch.input.InputFiles.Links;
import org.cascadenlp.batch.input.TextOptions;
import org.cascadenlp.batch.output.OnExistingResult;
import org.cascadenlp.batch.output.OutputFolder;
import org.cascadenlp.batch.report.BatchReport;
import org.cascadenlp.batch.report.RunJson;
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
 * {@code cascade run}: annotates documents and writes one file for each.
 *
 * <p>The exit code is 0 if every document is done, 1 if some or all of them failed or the run was
 * interrupted, and 2 if the run could not begin: the pipeline does not load, an input names no
 * document, the output cannot be written.
 */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Annotates documents with a pipeline and writes one file for each.")
public final class RunCommand implements CascadeCommand {

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "PIPELINE.xml", description = "The descriptor of the pipeline.")
  Path pipeline = Path.of("");

  @Option(
      names = "--input",
      required = true,
      arity = "1..*",
      paramLabel = "FILE|FOLDER|GLOB",
      description = "Plain-text documents; a folder is read with all its subfolders.")
  List<String> inputs = new ArrayList<>();

  @Option(
      names = "--follow-links",
      description = "Also follows symbolic links that lead out of an input folder.")
  boolean followLinks;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "The folder for results; each file is named after its document and the format.")
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

  @Mixin TextOptions text = new TextOptions();

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
    try { // the format and the pipeline share one injector
      return run(writer(OutputFormats.of(resources)), resources);
    } finally {
      Pipeline.release(resources);
    }
  }

  private int run(ResultWriter writer, ResourceManager resources) {
    PrintWriter err = spec.commandLine().getErr();
    BatchSettings batch =
        new BatchSettings(
            workers, text.maxChars(), text.charset(), text.language(), existing, text.as());
    InputFiles found = InputFiles.find(inputs, output, followLinks ? Links.ALL : Links.INSIDE);
    if (!found.leftOut().isEmpty()) {
      err.println(
          "--input: "
              + count(found.leftOut().size())
              + " out of the folder were not followed, for example "
              + found.leftOut().get(0)
              + "; add --follow-links to follow them");
    }
    try (Interruption guard = Interruption.of();
        Pipeline loaded = Pipeline.load(pipeline, options.settings(), resources);
        OutputFolder folder = OutputFolder.open(output, maker(loaded))) {
      if (!folder.isLocked()) {
        err.println(
            "--output "
                + output
                + ": this file system has no locks; make sure that no other run writes there");
      }
      workers = workers(loaded);
      BatchRun run = new BatchRun(loaded, found, writer, folder, batch.withWorkers(workers));
      long others = existing == OnExistingResult.SKIP ? run.madeOtherwise() : 0;
      if (others > 0) {
        err.println(
            "--existing skip: "
                + others
                + " results were made by another pipeline, setting, format or version, or their"
                + " origin is unknown; their documents are annotated again");
      }
      guard.whereItTakesTooLong(() -> write(run.report(), folder));
      BatchReport report = execute(run, err);
      Summary.print(report, output, err);
      return wasWritten(report, folder, err) ? report.exitCode() : 1;
    }
  }

  private static String count(int links) {
    return links + (links == 1 ? " link" : " links");
  }

  private ResultWriter writer(Map<String, OutputFormat> formats) {
    for (Map.Entry<String, OutputFormat> known : formats.entrySet()) {
      String name = known.getKey();
      if (name.equals(format) || name.toUpperCase(Locale.ROOT).equals(format)) {
        format = name;
        VectorOutput written = vectors ? VectorOutput.WRITTEN : VectorOutput.LEFT_OUT;
        return ResultWriter.of(known.getValue(), new OutputOptions(written, types)).among(formats);
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
  private boolean wasWritten(BatchReport report, OutputFolder folder, PrintWriter err) {
    try {
      write(report, folder);
      return true;
    } catch (CascadeException e) {
      err.println(e.getMessage());
      return false;
    }
  }

  private void write(BatchReport report, OutputFolder folder) {
    folder.write(BatchRun.REPORT, out -> RunJson.write(report, choices(), out));
  }

  /** A fingerprint of everything that a result depends on, except the document. */
  private String maker(Pipeline loaded) {
    Fingerprint print = new Fingerprint();
    PipelineText.of(loaded).addTo(print, options.settings());
    String kind = types == OutputTypes.ALL ? format : format + " " + types;
    print.add(List.of(kind, String.valueOf(vectors), text.encoding(), text.language()));
    print.add(RunJson.cascadeVersion());
    for (URL jar : PluginClassLoader.jars(Injectors.loader(loaded.resources()))) {
      print.addModel(Path.of(URI.create(jar.toString())));
    }
    return print.text();
  }

  /** The user's options, for the report. */
  private Map<String, Object> choices() {
    Map<String, Object> choices = new LinkedHashMap<>();
    choices.put("pipeline", pipeline);
    choices.put("settings", options.settings());
    choices.put("format", format);
    choices.put("types", types);
    choices.put("workers", workers);
    choices.put("encoding", text.encoding());
    choices.put("language", text.language());
    choices.put("maxChars", text.maxChars());
    choices.put("as", text.as());
    return choices;
  }
}
