package org.cascadenlp.core.files;

import java.nio.file.Path;
import org.cascadenlp.core.error.CascadeException;

/** Refuses to open FIFOs, devices and sockets that a user, a descriptor or a model names. */
public final class SpecialFiles {

  private SpecialFiles() {}

  /**
   * Checks that {@code path} is a regular file, a folder, or missing.
   *
   * @throws CascadeException with the path and its kind otherwise
   */
  public static void refuse(Path path) {
    String kind = SpecialFile.kind(path);
    if (!kind.isEmpty()) {
      throw CascadeException.of(
          path.toString(),
          "is " + kind,
          "name a file: FIFOs, devices and sockets are not opened, as they may never end");
    }
  }
}
