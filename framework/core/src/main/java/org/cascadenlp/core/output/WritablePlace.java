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

/** A folder that libraries are unpacked to: what keeps them from being written or run there. */
public final class WritablePlace {

  private static final long PATIENCE_SECONDS = 5;

  private final Path folder;

  public WritablePlace(Path folder) {
    this.folder = folder;
  }

  /** Why no file can be written to it, which is made where it is missing; empty if one can. */
  public Optional<String> unwritable() {
    Path trial = UnfinishedFile.beside(folder.resolve("x"));
    try {
      Files.createDirectories(folder);
      Files.writeString(trial, "x"); // a full disk takes a file, but nothing in it
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(reason(e));
    } finally {
      remove(trial);
    }
  }

  /** Why no program in it can be run, as on a file system mounted noexec; empty if one can. */
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
      // a few bytes in a folder of temporary files
    }
  }

  /** Without the name of the trial, which is gone. */
  private static String reason(IOException e) {
    String reason = e instanceof FileSystemException named ? named.getReason() : null;
    return reason == null ? CascadeException.describe(e) : reason;
  }
}
