package org.cascadenlp.core.output;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder for results, which is removed again if nothing is written to it.
 *
 * @param path its real path
 * @param made whether it was missing before
 */
record NewFolder(Path path, boolean made) {

  /** Creates {@code folder} if it is missing. */
  static NewFolder of(Path folder) throws IOException {
    boolean missing = !Files.exists(folder);
    Files.createDirectories(folder);
    return new NewFolder(folder.toRealPath(), missing);
  }

  /** Removes the folder if it was missing and is empty. */
  void removeIfUnused() {
    try {
      if (made) {
        Files.deleteIfExists(path);
      }
    } catch (DirectoryNotEmptyException e) {
      // expected: the run has written files
    } catch (IOException e) {
      // an empty folder stays
    }
  }
}
