package org.cascadenlp.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A temporary folder for the output of a benchmark, deleted when closed.
 *
 * @param path the path of the folder
 */
public record WorkFolder(Path path) implements AutoCloseable {

  /** Creates a new, empty folder. */
  public static WorkFolder create() throws IOException {
    return new WorkFolder(Files.createTempDirectory("cascade-benchmark"));
  }

  /** The path {@code name} in this folder, which may be absent. */
  public Path resolve(String name) {
    return path.resolve(name);
  }

  /** Deletes {@code folder} with its content, if present. */
  public static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : all) {
      Files.delete(file);
    }
  }

  @Override
  public void close() throws IOException {
    delete(path);
  }
}
