package org.cascadenlp.core.files;

import java.nio.file.Path;
import org.cascadenlp.core.error.CascadeException;

/** Refuses to open FIFOs, devices and sockets that a user, a descriptor or a model names. */
public final class SpecialFiles {

  private SpecialFiles() {}

  /**
   * Passes if {@code path} is a file or a folder, or is not there.
   *
   * @throws CascadeException that names it and what it is
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
