package org.cascadenlp.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder for what a benchmark writes, gone when it is closed.
 *
 * @param path where it is
 */
public record WorkFolder(Path path) implements AutoCloseable {

  /** A new and empty one. */
  public static WorkFolder create() throws IOException {
    return new WorkFolder(Files.createTempDirectory("cascade-benchmark"));
  }

  /** A folder in this one that may or may not be there yet. */
  public Path resolve(String name) {
    return path.resolve(name);
  }

  /** Deletes {@code folder} with all that is in it, where there is one. */
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
