package org.cascadenlp.batch;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cascadenlp.batch.input.InputDocument;
import org.cascadenlp.batch.input.InputFiles;
import org.cascadenlp.batch.output.OnExistingResult;
import org.cascadenlp.batch.output.OutputFile;
import org.cascadenlp.batch.output.OutputFolder;
import org.cascadenlp.core.document.CollectionWriter;
import org.cascadenlp.core.document.OutputFormat;
import org.cascadenlp.core.document.OutputOptions;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.files.Fingerprint;
import org.cascadenlp.core.output.TargetLock;

/**
 * What {@code --output} names: a folder with a file for each document, or one file for all if it
 * ends in an extension of the format and is not a folder.
 */
record ResultPlace(
    Path output, OutputFormat format, OutputOptions options, OnExistingResult existing) {

  private static final String JSON_LINES = "jsonl"; // what json files are in one file
  private static final String READER =
      "a collection reader does not tell whether its documents have changed; they are annotated"
          + " again";

  /** Whether the name is that of a file of the format. */
  private boolean isNamedAsFile() {
    String file = String.valueOf(output.getFileName());
    boolean lines = format.extension().equals("json") && file.endsWith("." + JSON_LINES);
    return (lines || file.endsWith("." + format.extension())) && !Files.isDirectory(output);
  }

  /** The writer of one file for all documents; empty for a folder. */
  private Optional<CollectionWriter> collection() {
    return isNamedAsFile() ? format.collectionWriter(options) : Optional.empty();
  }

  /**
   * Checks the options before the pipeline is loaded.
   *
   * @param whole whether each input file is one document; then a folder may have any name
   * @throws CascadeException if the format does not support the options or one file for all
   *     documents, or the file exists and the user wants that to be an error
   */
  void check(boolean whole) {
    if (collection().isEmpty()) {
      format.writer(options);
      if (!whole && isNamedAsFile()) {
        throw CascadeException.of(
            "--output " + output,
            "a file of this format has one document",
            "name a folder, or choose csv, json, jsonl or conll");
      }
    } else if (existing == OnExistingResult.FAIL && Files.exists(output)) {
      throw CascadeException.of(
          "--output " + output, "this file already exists", "choose --existing replace");
    }
  }

  /**
   * Opens the place for the results of a run.
   *
   * @param maker a fingerprint of everything that results depend on, except the documents
   * @param whole whether each file of {@code found} is one document
   * @param fields the names of the fields of documents
   * @throws CascadeException if nothing can be written there
   */
  Results open(
      String maker, InputFiles found, boolean whole, List<String> fields, PrintWriter err) {
    Optional<CollectionWriter> collection = collection();
    if (collection.isPresent()) {
      return openFile(collection.get(), maker, found, fields, err);
    }
    OutputFolder folder = OutputFolder.open(output, maker);
    OutputFile.remark(folder.isLocked(), output, err);
    ResultWriter writer = ResultWriter.of(format, options);
    FolderResults results =
        new FolderResults(writer, folder, existing, whole ? found.documents() : List.of());
    long others = existing == OnExistingResult.SKIP ? results.madeOtherwise() : 0;
    if (others > 0) {
      err.println(
          "--existing skip: "
              + others
              + " results were made by another pipeline, setting, format or version, or their"
              + " origin is unknown; their documents are annotated again");
    }
    return results;
  }

  private Results openFile(
      CollectionWriter writer,
      String maker,
      InputFiles found,
      List<String> fields,
      PrintWriter err) {
    OutputFile file = new OutputFile(output);
    found.documents().forEach(document -> file.refuse(document.file()));
    String all = maker(maker, found);
    TargetLock lock = file.lock(err);
    boolean wanted = existing == OnExistingResult.SKIP && Files.isRegularFile(output);
    boolean reader = found.documents().isEmpty();
    boolean complete = wanted && !reader && isComplete(all);
    if (wanted && !complete) {
      err.println("--existing skip: " + (reader ? READER : ofAnother()));
    }
    return new FileResults(output, lock, writer, fields, all, complete);
  }

  private String ofAnother() {
    return output
        + " is not the complete result of this input, pipeline, settings, format and version; it is"
        + " made again";
  }

  /** The fingerprint of one file for all documents, which depends on them, too. */
  private static String maker(String maker, InputFiles found) {
    Fingerprint print = new Fingerprint().add(maker);
    for (InputDocument document : found.documents()) {
      print.addModel(document.file());
    }
    return print.text();
  }

  /** Whether a complete run has written the file with the fingerprint {@code maker}. */
  private boolean isComplete(String maker) {
    try (Reader in = Files.newBufferedReader(FileResults.report(output))) {
      JsonObject report = JsonParser.parseReader(in).getAsJsonObject();
      return report.get("outcome").getAsString().equals("complete")
          && report.getAsJsonArray("failed").isEmpty()
          && report.has(FileResults.MAKER)
          && report.get(FileResults.MAKER).getAsString().equals(maker);
    } catch (IOException | JsonParseException | IllegalStateException | NullPointerException e) {
      return false; // of another program, or none: it is written anew
    }
  }
}
