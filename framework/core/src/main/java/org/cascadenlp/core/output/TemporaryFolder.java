package org.cascadenlp.core.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder for temporary files, deleted when it is closed or the process ends. */
public final class TemporaryFolder implements AutoCloseable {

  private final Path path;
  private final Thread atExit;

  private TemporaryFolder(Path path) {
    this.path = path;
    this.atExit = new Thread(() -> delete(path), "delete " + path);
  }

  /** Creates a folder whose name begins with {@code prefix}; only its owner may open it. */
  public static TemporaryFolder of(String prefix) throws IOException {
    TemporaryFolder folder = new TemporaryFolder(Files.createTempDirectory(prefix));
    Runtime.getRuntime().addShutdownHook(folder.atExit);
    return folder;
  }

  /** The path of the folder. */
  public Path path() {
    return path;
  }

  private static void delete(Path path) {
    try {
      UnfinishedFolder.delete(path);
    } catch (IOException e) {
      // what stays is in the folder for temporary files
    }
  }

  @Override
  public void close() {
    delete(path);
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // the process is ending
    }
  }
}
