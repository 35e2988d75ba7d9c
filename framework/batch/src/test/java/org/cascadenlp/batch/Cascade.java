package org.cascadenlp.batch;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.cascadenlp.batch.output.ResultRecord;
import org.cascadenlp.core.error.CascadeException;
import picocli.CommandLine;

/**
 * Runs {@code cascade run} as the command line does, in this process, with the format {@code toy}
 * unless another is given.
 */
public final class Cascade {

  /** The exit code of a run, and what it printed to standard error. */
  public record Ended(int code, String printed) {}

  private static final Set<String> RUN_FILES =
      Set.of(BatchRun.REPORT, BatchRun.FORMER_REPORT, ResultRecord.FILE, ".cascade.lock");

  private Cascade() {}

  public static Ended run(String pipeline, Path output, Object... arguments) {
    List<String> all = new ArrayList<>(List.of("--output", output.toString()));
    for (Object argument : arguments) {
      all.add(argument.toString());
    }
    all.add(1 + 1, pipeline(pipeline).toString());
    if (!all.contains("--format")) {
      all.addAll(List.of("--format", "toy"));
    }
    StringWriter printed = new StringWriter();
    CommandLine command = new CommandLine(new RunCommand());
    command.setErr(new PrintWriter(printed));
    command.setExecutionExceptionHandler(
        (e, line, result) -> {
          line.getErr().println(CascadeException.describe(e));
          return CascadeException.in(e) != null ? 2 : 70;
        });
    return new Ended(command.execute(all.toArray(String[]::new)), printed.toString());
  }

  static Path pipeline(String name) {
    try {
      URL found = Cascade.class.getResource(name);
      return found == null ? Path.of(name) : Path.of(found.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  public static Path file(Path folder, String name, String text) throws IOException {
    return file(folder, name, text.getBytes(StandardCharsets.UTF_8));
  }

  public static Path file(Path folder, String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }

  /** The report of the last run into {@code output}. */
  static JsonObject report(Path output) throws IOException {
    return JsonParser.parseString(Files.readString(output.resolve(BatchRun.REPORT)))
        .getAsJsonObject();
  }

  /** The files below {@code folder} by name, those that tell of the run left out. */
  public static Map<String, String> results(Path folder) throws IOException {
    Map<String, String> results = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString();
        if (!RUN_FILES.contains(name)) {
          results.put(name, Files.readString(file));
        }
      }
    }
    return results;
  }
}
