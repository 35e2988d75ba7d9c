package org.cascadenlp.core.output;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.cascadenlp.core.error.CascadeException;

/** Tests whether files can be written to a folder, and programs in it executed. */
public final class WritablePlace {

  private static final long PATIENCE_SECONDS = 5;

  private final Path folder;

  public WritablePlace(Path folder) {
    this.folder = folder;
  }

  /**
   * Why no file can be written to the folder, which is created if it is missing; empty if writing
   * works.
   */
  public Optional<String> unwritable() {
    Path trial = UnfinishedFile.beside(folder.resolve("x"));
    try {
      Files.createDirectories(folder);
      Files.writeString(trial, "x"); // on a full disk an empty file can be created, but not filled
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(reason(e));
    } finally {
      remove(trial);
    }
  }

  /**
   * Why no program in the folder can be executed, for example because of a file system mounted
   * noexec; empty if executing works.
   */
  public Optional<String> notExecutable() {
    if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return Optional.empty();
    }
    Path trial = UnfinishedFile.beside(folder.resolve("x"));
    try {
      Files.writeString(trial, "#!/bin/sh\nexit 0\n");
      Files.setPosixFilePermissions(
          trial, Set.copyOf(PosixFilePermissions.fromString("rwx------")));
      Process process = new ProcessBuilder(trial.toString()).start();
      boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return ended ? Optional.empty() : Optional.of("a program in it does not end");
    } catch (IOException e) {
      return Optional.of(reason(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      remove(trial);
    }
  }

  private static void remove(Path trial) {
    try {
      Files.deleteIfExists(trial);
    } catch (IOException e) {
      // leaves a few bytes in a temporary folder
    }
  }

  /** The reason of {@code e}, without the name of the test file, which was deleted. */
  private static String reason(IOException e) {
    String reason = e instanceof FileSystemException named ? named.getReason() : null;
    return reason == null ? CascadeException.describe(e) : reason;
  }
}
