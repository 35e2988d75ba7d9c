package org.cascadenlp.batch.output;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;

/**
 * Which results in an output folder were made by what, so that a run that goes on takes no result
 * of another pipeline, format or setting for its own.
 *
 * <p>It is the hidden file {@value #FILE}, a line for each result once that is complete: the
 * maker's fingerprint, a blank and the name as a JSON string. The last line of a name counts; a
 * line that a killed run has cut short is no line.
 */
public final class ResultRecord implements AutoCloseable {

  public static final String FILE = ".cascade-results";

  private static final Gson JSON = new Gson();

  private final Path file;
  private final String maker;
  private final Map<String, String> makers;
  private final Writer out;

  private ResultRecord(Path file, String maker, Map<String, String> makers, Writer out) {
    this.file = file;
    this.maker = maker;
    this.makers = makers;
    this.out = out;
  }

  /**
   * Opens the record of {@code folder}, which this process has for itself.
   *
   * @param maker fingerprint of what makes the results of this run
   */
  static ResultRecord open(Path folder, String maker) {
    Path file = folder.resolve(FILE);
    try {
      Map<String, String> makers = new HashMap<>();
      int lines = Files.exists(file) ? read(file, makers) : 0;
      if (lines > 2 * makers.size()) {
        OutputFolder.writeFile(
            file,
            content -> {
              for (Map.Entry<String, String> made : makers.entrySet()) {
                content.write(
                    line(made.getValue(), made.getKey()).getBytes(StandardCharsets.UTF_8));
              }
            });
      }
      Writer out =
          Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      out.write(lines == 0 ? "" : "\n"); // ends a line that was cut short
      return new ResultRecord(file, maker, makers, out);
    } catch (IOException e) {
      throw unusable(file, e);
    }
  }

  /** The number of lines. */
  private static int read(Path file, Map<String, String> makers) throws IOException {
    int lines = 0;
    // a line that was cut short may end within a letter, which Files.newBufferedReader refuses
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
      for (String line; (line = in.readLine()) != null; ) {
        lines++;
        int blank = line.indexOf(' ');
        if (blank > 0 && line.endsWith("\"")) {
          try {
            String name = JSON.fromJson(line.substring(blank + 1), String.class);
            makers.put(name, line.substring(0, blank));
          } catch (JsonParseException e) {
            // cut short
          }
        }
      }
    }
    return lines;
  }

  private static String line(String maker, String name) {
    return maker + " " + JSON.toJson(new JsonPrimitive(name)) + "\n";
  }

  /** True where the result {@code name} was made by what makes those of this run. */
  synchronized boolean isOwn(String name) {
    return maker.equals(makers.get(name));
  }

  /** True where a run has made the result {@code name}, whatever its pipeline. */
  synchronized boolean isKnown(String name) {
    return makers.containsKey(name);
  }

  /** Adds a result that is complete. */
  synchronized void add(String name) {
    try {
      out.write(line(maker, name));
      out.flush();
    } catch (IOException e) {
      throw unusable(file, e);
    }
    makers.put(name, maker);
  }

  private static CascadeException unusable(Path file, IOException e) {
    return CascadeException.of(
        file.toString(),
        "the record of results cannot be read or written: " + CascadeException.describe(e),
        "free space, or remove the file: all documents are then annotated anew",
        e);
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      // each line was flushed
    }
  }
}
