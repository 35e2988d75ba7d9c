package org.cascadenlp.batch.encode;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.uima.UIMAException;
import org.apache.uima.jcas.JCas;
import org.apache.uima.resource.ResourceManager;
import org.cascadenlp.batch.input.DocumentReader;
import org.cascadenlp.batch.input.Documents;
import org.cascadenlp.batch.input.FormatFiles;
import org.cascadenlp.batch.input.InputFiles;
import org.cascadenlp.batch.input.TextOptions;
import org.cascadenlp.batch.input.find.InputCopies;
import org.cascadenlp.batch.output.OutputFile;
import org.cascadenlp.core.DocumentFormats;
import org.cascadenlp.core.command.CascadeCommand;
import org.cascadenlp.core.command.PipelineOptions;
import org.cascadenlp.core.document.TextCleaner;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.files.SpecialFiles;
import org.cascadenlp.core.pipeline.DocumentProcess;
import org.cascadenlp.core.pipeline.Pipeline;
import org.cascadenlp.core.process.Interruption;
import org.cascadenlp.core.process.StoppedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cascade encode}: writes a pipeline's vectors of the sentences or tokens of a text. */
@Command(
    name = "encode",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes a vector for each sentence or token of a text.",
      "The text is standard input or one file. A line of output is {\"begin\", \"end\","
          + " \"vector\"}, with offsets in UTF-16 units; several layers are concatenated.",
      "With a format in --as each row, line or sentence of a file is a text, and a line of output"
          + " begins with its \"document\"; one that fails is named, and the next follows."
    })
public final class EncodeCommand implements CascadeCommand {

  private static final String NO_NAME = ""; // the vectors of a text are not named

  @Parameters(paramLabel = "PIPELINE.xml", description = "A pipeline with an embedding.")
  Path pipeline = Path.of("");

  @Option(
      names = "--unit",
      required = true,
      description = "What a vector stands for: ${COMPLETION-CANDIDATES}.")
  EncodedSpanType unit = EncodedSpanType.SENTENCE;

  @Option(
      names = "--pooling",
      defaultValue = "auto",
      description = {
        "How a sentence is pooled to one vector: ${COMPLETION-CANDIDATES} (default:"
            + " ${DEFAULT-VALUE}).",
        "pooled is the embedding's pooled vector (see its parameter pooled), mean and max are over"
            + " the vectors of tokens; auto is pooled if the embedding has it, otherwise mean."
      })
  SentencePooling pooling = SentencePooling.AUTO;

  @Option(
      names = "--vectors",
      defaultValue = "",
      paramLabel = "ROLE",
      description = "The role of the embedding, if the pipeline has several.")
  String vectors = "";

  @Option(
      names = "--input",
      defaultValue = "-",
      paramLabel = "FILE",
      description = "The text; - is standard input (default: ${DEFAULT-VALUE}).")
  String input = "-";

  @Option(
      names = "--output",
      defaultValue = "-",
      paramLabel = "FILE",
      description = {
        "The file for the vectors: NAME.jsonl or NAME.npy (float32, one row per vector); - is"
            + " standard output, as JSON lines (default: ${DEFAULT-VALUE})."
      })
  String output = "-";

  @Mixin PipelineOptions options = new PipelineOptions();

  @Mixin TextOptions text = new TextOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    VectorFormat format = format();
    return text.isPlain() ? encodeText(format) : encodeDocuments(format);
  }

  private int encodeText(VectorFormat format) {
    text.refuseSettings();
    refuseAsInput(Path.of(input));
    String read = TextCleaner.clean(read()).text();
    try (Interruption guard = Interruption.of();
        Target target = Target.of(output, spec.commandLine().getErr());
        Pipeline loaded = Pipeline.load(pipeline, options.overrides(pipeline), options.jars())) {
      VectorRows rows =
          VectorRows.of(annotate(loaded, read), unit, pooling, vectors, pipeline.toString());
      if (Target.isStandardOutput(output)) {
        guard.close(); // a slow reader of standard output must not delay the end of the process
      }
      VectorFile file = format.file(target);
      file.add(NO_NAME, rows);
      file.finish();
    } catch (IOException e) {
      throw Target.unwritable(output, e);
    }
    return 0;
  }

  /** Encodes the documents of a file in a format. */
  private int encodeDocuments(VectorFormat format) {
    try (InputCopies copies = new InputCopies()) {
      return encodeDocuments(format, copies.of(List.of(input)));
    }
  }

  private int encodeDocuments(VectorFormat format, List<String> inputs) {
    ResourceManager resources = Pipeline.resources(pipeline, options.jars());
    PrintWriter err = spec.commandLine().getErr();
    try (Interruption guard = Interruption.of();
        Documents documents = documents(inputs, DocumentFormats.of(resources), err);
        Target target = Target.of(output, err);
        Pipeline loaded = Pipeline.load(pipeline, options.overrides(pipeline), resources)) {
      DocumentEncoding encoding =
          new DocumentEncoding(
              loaded, cas -> VectorRows.of(cas, unit, pooling, vectors, pipeline.toString()));
      return encoding.encode(documents, format.file(target), err) == 0 ? 0 : 1;
    } catch (IOException e) {
      throw Target.unwritable(output, e);
    } finally {
      Pipeline.release(resources);
    }
  }

  private Documents documents(List<String> inputs, DocumentFormats formats, PrintWriter err) {
    InputFiles found = text.find(inputs, Path.of(output), InputFiles.Links.INSIDE, formats);
    found.documents().forEach(document -> refuseAsInput(document.file()));
    found.remarks("name what they lead to").forEach(err::println);
    return new FormatFiles(found, text.format(formats), text.inputOptions(), text.rules());
  }

  private void refuseAsInput(Path read) {
    if (!Target.isStandardOutput(output)) {
      new OutputFile(Path.of(output)).refuse(read);
    }
  }

  private JCas annotate(Pipeline loaded, String read) {
    try {
      JCas cas = loaded.engine().newJCas();
      cas.setDocumentText(read);
      cas.setDocumentLanguage(text.language());
      DocumentProcess.run(loaded.engine(), cas.getCas());
      return cas;
    } catch (UIMAException e) {
      StoppedException stopped = StoppedException.in(e);
      if (stopped != null) {
        throw stopped;
      }
      CascadeException known = CascadeException.in(e);
      throw known != null
          ? known
          : CascadeException.of(
              input.equals("-") ? "standard input" : input,
              CascadeException.describe(e),
              "nothing was written",
              e);
    }
  }

  private String read() {
    DocumentReader reader = text.reader();
    boolean piped = input.equals("-");
    if (!piped) {
      SpecialFiles.refuse(Path.of(input));
    }
    try (InputStream in = piped ? System.in : Files.newInputStream(Path.of(input))) {
      return reader.read(piped ? "standard input" : input, in);
    } catch (IOException e) {
      throw CascadeException.of(
          "--input " + input,
          "cannot be read: " + CascadeException.describe(e),
          "name a text file, or - for standard input",
          e);
    }
  }

  private VectorFormat format() {
    if (output.equals("-") || output.endsWith(".jsonl")) {
      return VectorFormat.JSONL;
    }
    if (output.endsWith(".npy")) {
      return VectorFormat.NPY;
    }
    throw CascadeException.of(
        "--output " + output,
        "the extension is of no known format",
        "end the name with .jsonl or .npy");
  }
}
