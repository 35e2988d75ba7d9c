package org.cascadenlp.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import org.cascadenlp.core.error.CascadeException;
import org.jspecify.annotations.Nullable;

/**
 * What a benchmark runs with.
 *
 * @param root the checkout
 * @param data the folder of the corpora, if one was named
 * @param rounds how often each contender is measured, in turns
 * @param documents how many documents or sentences a run may have at most
 * @param python what Python's side took, to be put beside, if it was named
 * @param models the folder of encoders to be measured, if one was named
 */
public record Setup(
    Path root,
    @Nullable Path data,
    int rounds,
    int documents,
    @Nullable PythonNumbers python,
    @Nullable Path models) {

  /** As many documents as any table wants. */
  static final int ALL = 20_000;

  /** So many documents, or fewer where a trial is to be short. */
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
   * The folder of an encoder.
   *
   * @param how what makes it
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
