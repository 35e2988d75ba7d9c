package org.cascadenlp.core.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.cascadenlp.core.error.CascadeException;

/**
 * An exclusive lock for writing to a folder.
 *
 * <p>It is a {@linkplain LockFile lock of the operating system} on the hidden file {@value #NAME}.
 * A killed process leaves the file behind, but not the lock.
 */
public final class FolderLock extends OutputLock {

  private static final String NAME = ".cascade.lock";

  private FolderLock(LockFile lock, NewFolder folder) {
    super(lock, folder);
  }

  /**
   * Locks {@code folder}, creates it if it is missing, and removes unfinished files of killed
   * processes from it.
   *
   * @param place the folder's name in errors, such as {@code --output DIR}
   * @throws CascadeException if another run holds the lock
   * @throws IOException if the folder cannot be written
   */
  public static FolderLock of(Path folder, String place) throws IOException {
    NewFolder made = NewFolder.of(folder);
    LockFile lock = LockFile.of(made.path().resolve(NAME), new LockFile.Use(place, "folder"));
    FolderLock locked = new FolderLock(lock, made);
    locked.tidy();
    return locked;
  }

  @Override
  void removeUnfinished() throws IOException {
    UnfinishedFolder.removeAll(folder());
    UnfinishedFile.removeAll(folder());
  }

  /** True if {@code folder} contains anything other than the lock file and unfinished files. */
  public static boolean isOccupied(Path folder) throws IOException {
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.anyMatch(file -> !file.endsWith(NAME) && !UnfinishedFile.isNamed(file));
    }
  }
}
