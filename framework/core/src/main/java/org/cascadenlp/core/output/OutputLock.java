package org.cascadenlp.core.output;

import java.io.IOException;
import java.nio.file.Path;

/**
 * An exclusive lock for writing results, held until it is closed or the process ends. On close, a
 * folder that was created by it and is still empty is deleted.
 */
public abstract sealed class OutputLock implements AutoCloseable permits FolderLock, TargetLock {

  private final LockFile lock;
  private final NewFolder folder;

  OutputLock(LockFile lock, NewFolder folder) {
    this.lock = lock;
    this.folder = folder;
  }

  /** The real path of the folder of the results. */
  final Path folder() {
    return folder.path();
  }

  /** Removes unfinished files of killed processes, if locked; if that fails, unlocks. */
  final void tidy() throws IOException {
    boolean done = false;
    try {
      if (isHeld()) {
        removeUnfinished();
      }
      done = true;
    } finally {
      if (!done) {
        close();
      }
    }
  }

  /** Removes the unfinished files that only the owner of this lock writes. */
  abstract void removeUnfinished() throws IOException;

  /** Whether the results are locked; false on a file system without locks. */
  public final boolean isHeld() {
    return lock.isHeld();
  }

  @Override
  public final void close() {
    if (lock.isOpen()) {
      lock.close();
      folder.removeIfUnused();
    }
  }
}
