package org.cascadenlp.cli.check;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cascadenlp.core.command.CascadeCommand;
import org.cascadenlp.core.command.PipelineOptions;
import org.cascadenlp.core.descriptor.DescriptorCheck;
import org.cascadenlp.core.descriptor.Problem;
import org.cascadenlp.core.descriptor.RemovedDescriptors;
import org.cascadenlp.core.descriptor.Step;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.files.SpecialFiles;
import org.cascadenlp.core.pipeline.Pipeline;
import org.cascadenlp.core.pipeline.PipelineCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * {@code cascade check PIPELINE.xml}: checks the descriptors and reports all problems with file and
 * line. Likely mistakes are reported as warnings, which do not change the exit code. If there are
 * no problems, the command loads the pipeline, so that its parts check their models, runs the
 * self-tests, and prints inputs, outputs and summary of each step.
 */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Checks a pipeline before any run: descriptors, types, parameters, models.")
public final class CheckCommand implements CascadeCommand {

  @Parameters(paramLabel = "PIPELINE.xml", description = "The pipeline's descriptor.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path pipeline;

  @Mixin private PipelineOptions options = new PipelineOptions();

  /** For the service loader. */
  public CheckCommand() {}

  @Override
  public Integer call() {
    List<Path> jars = options.jars();
    SpecialFiles.refuse(pipeline);
    RemovedDescriptors.refuse(pipeline);
    if (!Files.isRegularFile(pipeline)) {
      throw CascadeException.of(
          pipeline.toString(),
          Files.isDirectory(pipeline) ? "is a folder" : "there is no such file",
          "name the XML file of a pipeline");
    }
    DescriptorCheck checked = PipelineCheck.of(pipeline, options.overrides(pipeline), jars);
    checked.warnings().forEach(warning -> System.err.println("warning: " + warning));
    if (!checked.problems().isEmpty()) {
      checked.problems().forEach(problem -> System.err.println(problem));
      System.err.println(count(checked.problems()) + " in " + pipeline);
      return 2;
    }
    try (Pipeline made = Pipeline.load(pipeline, options.overrides(pipeline), jars)) {
      print(made, checked.steps());
      List<String> differences = made.probe();
      if (!differences.isEmpty()) {
        differences.forEach(line -> System.err.println(pipeline + ": probe of " + line));
        return 2;
      }
    }
    System.out.println("no problems in " + pipeline);
    return 0;
  }

  private void print(Pipeline made, List<Step> steps) {
    PrintStream out = System.out;
    int number = 0;
    for (Step step : steps) {
      out.printf(
          "%2d. %s%s%n", ++number, step.role().isEmpty() ? "" : step.role() + ": ", step.name());
      out.println("      in:  " + types(step.inputs()));
      out.println("      out: " + types(step.outputs()));
      String summary = made.summary(step.role());
      if (!summary.isEmpty()) {
        out.println("      " + summary);
      }
    }
  }

  private static String types(List<String> types) {
    return types.isEmpty()
        ? "-"
        : String.join(", ", types.stream().map(t -> t.substring(t.lastIndexOf('.') + 1)).toList());
  }

  private static String count(List<Problem> problems) {
    return problems.size() == 1 ? "1 problem" : problems.size() + " problems";
  }
}
