package org.cascadenlp.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import org.cascadenlp.core.error.CascadeException;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a benchmark run.
 *
 * @param root the checkout
 * @param data the folder of the corpora; null if not given
 * @param rounds the number of measurements of each contender
 * @param documents the maximum number of documents or sentences in a run
 * @param python the measurements of Python to compare with; null if not given
 * @param models the folder of models to be measured; null if not given
 * @param subwords the length of the document of {@code long}, in subwords
 * @param interpreter the Python that runs the peer of {@code long}; null if not given
 */
public record Setup(
    Path root,
    @Nullable Path data,
    int rounds,
    int documents,
    @Nullable PythonNumbers python,
    @Nullable Path models,
    int subwords,
    @Nullable String interpreter) {

  /** At least the number of documents of every table. */
  static final int ALL = 20_000;

  /** The default length of a long document, in subwords. */
  public static final int LONG = 8_000;

  /** {@code wanted} documents, or fewer in a short trial. */
  public int most(int wanted) {
    return Math.min(wanted, documents);
  }

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

  /**
   * The folder of a model.
   *
   * @param how the remedy if it is absent: how to create it
   */
  public Path model(String name, String how) {
    if (models == null) {
      throw CascadeException.of("--models", "is not set", how);
    }
    Path folder = models.resolve(name).toAbsolutePath();
    if (!Files.isDirectory(folder)) {
      throw CascadeException.of("--models " + models, "there is no folder " + name + " in it", how);
    }
    return folder;
  }
}
