package org.cascadenlp.batch.input;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.uima.resource.ResourceManager;
import org.cascadenlp.batch.input.InputFiles.Links;
import org.cascadenlp.batch.input.find.InputCopies;
import org.cascadenlp.core.DocumentFormats;
import org.cascadenlp.core.files.Fingerprint;
import org.cascadenlp.core.pipeline.CollectionReaders;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options of {@code run} for its documents: files, or a collection reader. */
public final class DocumentOptions implements AutoCloseable {

  @Option(
      names = "--input",
      arity = "1..*",
      paramLabel = "FILE|FOLDER|GLOB",
      description =
          "Files of plain text, or of the format in --as; a folder is read with all its"
              + " subfolders, a zip, tar or tar.gz as a folder, and - is standard input.")
  private List<String> inputs = new ArrayList<>();

  @Option(
      names = "--reader",
      paramLabel = "DESCRIPTOR.xml",
      description =
          "Instead of --input, a UIMA collection reader: a file or a name on the class path; --read"
              + " sets its parameters.")
  private String reader = "";

  @Option(
      names = "--follow-links",
      description = "Also follows symbolic links that lead out of an input folder.")
  private boolean followLinks;

  @Mixin private TextOptions text = new TextOptions();

  private final InputCopies copies = new InputCopies();

  /** For picocli. */
  public DocumentOptions() {}

  /** How documents are read. */
  public TextOptions text() {
    return text;
  }

  /**
   * Checks that the options go together.
   *
   * @param spec the command, for errors
   */
  public void check(CommandSpec spec) {
    if (inputs.isEmpty() == reader.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          reader.isEmpty()
              ? "Missing required option: '--input=FILE|FOLDER|GLOB...'"
              : "--input and --reader exclude each other");
    }
    if (isWhole()) {
      text.refuseSettings();
    }
  }

  /** Whether each input file is one document. */
  public boolean isWhole() {
    return reader.isEmpty() && text.isPlain();
  }

  /**
   * Finds the input files; none for a reader.
   *
   * @param output the place for results, which is not read
   * @param formats the formats of documents
   * @param err receives remarks about what was not read
   */
  public InputFiles find(Path output, DocumentFormats formats, PrintWriter err) {
    Links followed = followLinks ? Links.ALL : Links.INSIDE;
    InputFiles found =
        reader.isEmpty()
            ? text.find(files(), output, followed, formats)
            : InputFiles.find(List.of(), output, followed);
    found.remarks("add --follow-links to follow them").forEach(err::println);
    return found;
  }

  /** The inputs; {@code --as text} reads the bytes of an archive. */
  private List<String> files() {
    boolean bytes = text.isPlain() && text.as() == ReadAs.TEXT;
    return bytes ? copies.ofStandardInput(inputs) : copies.of(inputs);
  }

  /** The documents in {@code found}, or of the reader. */
  public Documents open(InputFiles found, ResourceManager resources) {
    if (!reader.isEmpty()) {
      return new ReaderDocuments(
          CollectionReaders.open(reader, text.read(), resources), text.rules());
    }
    return text.isPlain()
        ? new TextFiles(found, text.reader(), text.language())
        : new FormatFiles(
            found, text.format(DocumentFormats.of(resources)), text.inputOptions(), text.rules());
  }

  /** Adds what results depend on beside the files. */
  public void addTo(Fingerprint print) {
    if (!isWhole()) {
      print.add(List.of(reader, text.name(), text.read().toString()));
    }
  }

  /** Adds the choices of the user to a report. */
  public void addTo(Map<String, Object> choices) {
    choices.put("as", text.name());
    if (!isWhole()) {
      choices.put("reader", reader);
      choices.put("read", text.read());
    }
  }

  /** Deletes the copies of inputs. */
  @Override
  public void close() {
    copies.close();
  }
}
