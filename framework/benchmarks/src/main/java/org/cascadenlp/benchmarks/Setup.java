package org.cascadenlp.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import org.cascadenlp.core.CascadeException;
import org.jspecify.annotations.Nullable;

/**
 * What a benchmark runs with.
 *
 * @param root the checkout
 * @param data the folder of the corpora, if one was named
 * @param rounds how often each contender is measured, in turns
 */
public record Setup(Path root, @Nullable Path data, int rounds) {

  /** A file or folder of the corpora. */
  public Path corpus(String name) {
    if (data == null) {
      throw CascadeException.of(
          "--data",
          "is not set",
          "name the folder that holds " + name + ", for example --data DIR");
    }
    Path file = data.resolve(name);
    if (!Files.exists(file)) {
      throw CascadeException.of(
          "--data " + data, "there is no " + name + " in it", "name the folder of the corpora");
    }
    return file;
  }
}
