package org.cascadenlp.pipelines;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cascadenlp.batch.RunCommand;
import org.cascadenlp.weights.json.JsonFile;
import picocli.CommandLine;

/**
 * A {@code cascade run} in this process.
 *
 * @param code the exit code
 * @param output the output folder
 * @param messages what the run printed
 */
record Run(int code, Path output, String messages) {

  private static final Pattern NETWORK =
      Pattern.compile(
          "key=\"(\\w*[eE]mbedding)\">\\s*<import (?!location=\"embeddings/glove.xml\")");

  /** Runs {@code pipeline} over {@code inputs}, with networks in float32. */
  static Run of(Path pipeline, List<Path> inputs, Path output, String... further) {
    List<String> arguments = new ArrayList<>(List.of(pipeline.toString(), "--input"));
    inputs.forEach(input -> arguments.add(input.toString()));
    arguments.addAll(List.of("--output", output.toString()));
    for (String network : networks(pipeline)) {
      arguments.addAll(List.of("--set", network + ".precision=float32"));
    }
    arguments.addAll(List.of(further));
    StringWriter messages = new StringWriter();
    CommandLine line = new CommandLine(new RunCommand());
    line.setErr(new PrintWriter(messages, true));
    int code = line.execute(arguments.toArray(String[]::new));
    return new Run(code, output, messages.toString());
  }

  /** The roles of the embeddings that are networks. */
  private static List<String> networks(Path pipeline) {
    try {
      return Files.exists(pipeline)
          ? NETWORK.matcher(Files.readString(pipeline)).results().map(m -> m.group(1)).toList()
          : List.of("embedding");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The content of {@code run.json}. */
  JsonObject report() {
    return JsonFile.read(output.resolve("run.json"));
  }

  /** The result of a document. */
  JsonObject document(String name) {
    return JsonFile.read(output.resolve(name + ".json"));
  }

  /** The names of all results, sorted, without {@code run.json} and the record of results. */
  List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(output)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals("run.json") && !name.equals(".cascade-results"))
          .sorted()
          .toList();
    }
  }
}
