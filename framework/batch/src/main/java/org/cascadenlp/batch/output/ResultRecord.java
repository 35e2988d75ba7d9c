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
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;

/**
 * The record of the fingerprints that the results in an output folder were made with, so that a
 * resumed run does not keep results of another pipeline, format or setting.
 *
 * <p>It is the hidden file {@value #FILE}, with one line for each complete result: the fingerprint,
 * a space and the name as a JSON string. The last line of a name counts; a truncated line of a
 * killed run is ignored.
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
   * Opens the record of {@code folder}, which must be locked by this process.
   *
   * @param maker the fingerprint of this run
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
      out.write(lines == 0 ? "" : "\n"); // ends a truncated line
      return new ResultRecord(file, maker, makers, out);
    } catch (IOException e) {
      throw unusable(file, e);
    }
  }

  /** Reads the record into {@code makers} and returns the number of lines. */
  private static int read(Path file, Map<String, String> makers) throws IOException {
    int lines = 0;
    // a truncated line may end within a character, which Files.newBufferedReader refuses
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
            // truncated
          }
        }
      }
    }
    return lines;
  }

  private static String line(String maker, String name) {
    return maker + " " + JSON.toJson(new JsonPrimitive(name)) + "\n";
  }

  /** Whether the result {@code name} was made with the fingerprint of this run. */
  synchronized boolean isOwn(String name) {
    return maker.equals(makers.get(name));
  }

  /** Whether any run made the result {@code name}. */
  synchronized boolean isKnown(String name) {
    return makers.containsKey(name);
  }

  /** The names of the results that any run made; their files may be gone. */
  synchronized List<String> names() {
    return List.copyOf(makers.keySet());
  }

  /** Records a complete result. */
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
        "free space, or remove the file: all documents are then annotated again",
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
