package org.cascadenlp.staticembeddings.imports;

import java.nio.file.Path;
import org.cascadenlp.core.command.CascadeCommand;
import org.cascadenlp.core.command.ProgressLine;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.words.VectorFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cascade import vectors}: converts word vectors of any known format to a vector file. */
@Command(
    name = "import vectors",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Converts word vectors to one file that opens in milliseconds at any size.",
      "FILE is word2vec text or binary, GloVe text, fastText .vec or .bin, or NLP4J's serialised"
          + " map; also compressed by gzip, xz or zip. JAR!/ENTRY names an entry of a jar or zip."
    })
public final class ImportVectorsCommand implements CascadeCommand {

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE", description = "The word vectors.")
  String source = "";

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FILE",
      description = "The file to write, NAME" + VectorFile.EXTENSION + ".")
  Path output = Path.of("");

  @Option(names = "--skip-bad", description = "Skips, counts and reports invalid entries.")
  boolean skipBad;

  @Override
  public Integer call() {
    if (!output.toString().endsWith(VectorFile.EXTENSION)) {
      throw CascadeException.of(
          "--output " + output,
          "an embedding recognises word vectors by their extension",
          "end the name with " + VectorFile.EXTENSION);
    }
    ImportSummary summary;
    try (ProgressLine progress = ProgressLine.of(spec.commandLine().getErr())) {
      summary =
          VectorImport.run(source, output, skipBad ? BadEntries.SKIP : BadEntries.REFUSE, progress);
    }
    spec.commandLine().getOut().println(summary);
    spec.commandLine().getOut().println("written to " + output);
    spec.commandLine().getOut().flush();
    return 0;
  }
}
