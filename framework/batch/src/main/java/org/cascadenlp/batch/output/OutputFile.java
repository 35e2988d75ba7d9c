package org.cascadenlp.batch.output;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.output.TargetLock;

/**
 * The file that {@code --output} names, for all results of a run.
 *
 * @param path its path, as the user gave it
 */
public record OutputFile(Path path) {

  /**
   * Locks the file against other runs; its folder is created if it is missing.
   *
   * @param err receives a line if the file system has no locks
   * @throws CascadeException if another run has locked it, or nothing can be written there
   */
  public TargetLock lock(PrintWriter err) {
    try {
      TargetLock lock = TargetLock.of(path, option(path));
      remark(lock.isHeld(), path, err);
      return lock;
    } catch (IOException e) {
      throw CascadeException.of(
          option(path),
          "nothing can be written there: " + CascadeException.describe(e),
          "name a file in a folder that you may write to",
          e);
    }
  }

  /** Prints a line if {@code output} is not locked, because its file system has no locks. */
  public static void remark(boolean locked, Path output, PrintWriter err) {
    if (!locked) {
      err.println(
          option(output)
              + ": this file system has no locks; make sure that no other run writes there");
    }
  }

  /**
   * Checks that the file is not an input.
   *
   * @throws CascadeException if it is the file {@code input}
   */
  public void refuse(Path input) {
    if (Files.exists(path) && isSame(input)) {
      throw CascadeException.of(option(path), "this is also the --input", "name another file");
    }
  }

  private boolean isSame(Path input) {
    try {
      return Files.isSameFile(input, path);
    } catch (IOException e) {
      return false; // reading it reports the error
    }
  }

  private static String option(Path output) {
    return "--output " + output;
  }
}
