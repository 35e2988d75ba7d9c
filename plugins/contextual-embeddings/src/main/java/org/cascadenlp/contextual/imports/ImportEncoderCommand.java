package org.cascadenlp.contextual.imports;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.cascadenlp.contextual.tokenizer.SubwordTokenizer;
import org.cascadenlp.core.CascadeCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cascade import encoder}: a BERT's files as a folder that an embedding can name. */
@Command(
    name = "import encoder",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes a BERT in Hugging Face's layout, with hashes of its files in model.json.",
      "SOURCE is a Hugging Face folder, or an ONNX file that PyTorch exported, with config.json and"
          + " tokenizer.json beside it (or NAME.json and NAME-tokenizer.json; the configurations of"
          + " registered models are known); JAR!/ENTRY names an entry of a jar. Prints what became"
          + " of every array."
    })
public final class ImportEncoderCommand implements CascadeCommand {

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "SOURCE", description = "The encoder's folder or file.")
  String source = "";

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "The folder to write, new or empty.")
  Path output = Path.of("");

  @Option(
      names = "--licence",
      defaultValue = "not stated",
      paramLabel = "TEXT",
      description = "The licence of the weights, for model.json (default: ${DEFAULT-VALUE}).")
  String licence = "not stated";

  @Override
  public Integer call() {
    EncoderFiles files = EncoderFiles.read(source);
    PrintWriter out = spec.commandLine().getOut();
    SubwordTokenizer tokenizer = files.tokenizer();
    try {
      EncoderImport.run(files, output, licence).print(out);
      out.println("written to " + output);
      out.flush();
    } finally {
      tokenizer.close();
    }
    return 0;
  }
}
