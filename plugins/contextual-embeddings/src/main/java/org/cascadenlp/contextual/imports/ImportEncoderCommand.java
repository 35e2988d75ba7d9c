package org.cascadenlp.contextual.imports;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.cascadenlp.core.command.CascadeCommand;
import org.cascadenlp.core.process.Interruption;
import org.cascadenlp.transformers.tokenizer.SubwordTokenizer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code cascade import encoder}: converts an encoder's files to a folder that embeddings can use.
 */
@Command(
    name = "import encoder",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes an encoder as a Hugging Face folder, with hashes of its files in model.json.",
      "SOURCE is a folder or a weight file with config.json (or bert_config.json) and the tokenizer"
          + " next to it: safetensors in one or several files, PyTorch (.bin, .pt, .pth), a"
          + " TensorFlow checkpoint (given by its prefix), or an ONNX file that PyTorch exported"
          + " (also with NAME.json and NAME-tokenizer.json; registered models need no"
          + " configuration).",
      "JAR!/ENTRY is an entry of a jar, which may be a zipped TensorFlow model with its"
          + " vocabulary.",
      "Reports for every array whether it was used, renamed or transposed, and saves the report as"
          + " import.json. An array that does not belong to the encoder, or an unknown field of the"
          + " configuration, is an error unless it is allowed by name."
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

  @Option(
      names = "--allow",
      paramLabel = "NAME",
      description =
          "An array, by its name in the file, or a field of the configuration that is ignored;"
              + " repeatable.")
  Set<String> allowed = new TreeSet<>();

  @Override
  public Integer call() {
    try (Interruption guard = Interruption.of()) {
      EncoderFiles files = EncoderFiles.read(source, allowed);
      PrintWriter out = spec.commandLine().getOut();
      try (SubwordTokenizer tokenizer = files.tokenizer()) {
        EncoderImport.run(files, output, licence, allowed).print(out);
        out.println("written to " + output);
        out.flush();
      }
    }
    return 0;
  }
}
