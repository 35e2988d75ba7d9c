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
import java.util.stream.Stream;
import org.cascadenlp.batch.RunCommand;
import org.cascadenlp.neural.JsonFile;
import picocli.CommandLine;

/**
 * One {@code cascade run} in this process.
 *
 * @param code its exit code
 * @param output the folder it wrote to
 * @param messages what it printed
 */
record Run(int code, Path output, String messages) {

  /** Runs {@code pipeline}, in float32 where its embedding is a network, over {@code inputs}. */
  static Run of(Path pipeline, List<Path> inputs, Path output, String... further) {
    List<String> arguments = new ArrayList<>(List.of(pipeline.toString(), "--input"));
    inputs.forEach(input -> arguments.add(input.toString()));
    arguments.addAll(List.of("--output", output.toString()));
    if (hasNetwork(pipeline)) {
      arguments.addAll(List.of("--set", "embedding.precision=float32"));
    }
    arguments.addAll(List.of(further));
    StringWriter messages = new StringWriter();
    CommandLine line = new CommandLine(new RunCommand());
    line.setErr(new PrintWriter(messages, true));
    int code = line.execute(arguments.toArray(String[]::new));
    return new Run(code, output, messages.toString());
  }

  private static boolean hasNetwork(Path pipeline) {
    try {
      String text = Files.exists(pipeline) ? Files.readString(pipeline) : "key=\"embedding\"";
      return text.contains("key=\"embedding\"") && !text.contains("embeddings/glove.xml");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What {@code run.json} says. */
  JsonObject report() {
    return JsonFile.read(output.resolve("run.json"));
  }

  /** The result of a document. */
  JsonObject document(String name) {
    return JsonFile.read(output.resolve(name + ".json"));
  }

  /** The names of all results, sorted, without {@code run.json}. */
  List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(output)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals("run.json"))
          .sorted()
          .toList();
    }
  }
}
