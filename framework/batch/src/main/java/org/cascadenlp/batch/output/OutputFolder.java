package org.cascadenlp.batch.output;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.cascadenlp.core.document.DocumentWriter.Content;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.output.FolderLock;
import org.cascadenlp.core.output.UnfinishedFile;

/**
 * The folder for results, locked for one run at a time. Files appear in it only when complete;
 * unfinished files of a killed run are removed.
 */
public final class OutputFolder implements AutoCloseable {

  private final Path folder;
  private final FolderLock lock;
  private final ResultRecord record;
  private final Set<Path> cleaned = ConcurrentHashMap.newKeySet();

  private OutputFolder(Path folder, FolderLock lock, ResultRecord record) {
    this.folder = folder;
    this.lock = lock;
    this.record = record;
    cleaned.add(folder); // by the lock
  }

  /**
   * Creates {@code folder} if absent, and locks it against other runs until it is closed.
   *
   * @param maker a fingerprint of everything that results depend on: pipeline, settings, format
   * @throws CascadeException if the folder is not writable, or another run has locked it
   */
  public static OutputFolder open(Path folder, String maker) {
    FolderLock lock = null;
    OutputFolder opened = null;
    try {
      lock = FolderLock.of(folder, "--output " + folder);
      opened = new OutputFolder(folder, lock, ResultRecord.open(folder, maker));
      return opened;
    } catch (IOException e) {
      throw CascadeException.of(
          "--output " + folder,
          "nothing can be written there: " + reason(e),
          "name a folder that you may write to",
          e);
    } finally {
      if (opened == null && lock != null) {
        lock.close();
      }
    }
  }

  /** The path of the folder. */
  public Path path() {
    return folder;
  }

  /** Whether the folder is locked; false if the file system has no locks. */
  public boolean isLocked() {
    return lock.isHeld();
  }

  /** Whether there is a file or folder {@code name}. */
  public boolean has(String name) {
    return Files.exists(folder.resolve(name));
  }

  /** Whether the result {@code name} exists and was made with the fingerprint of this run. */
  public boolean hasOwn(String name) {
    return record.isOwn(name) && has(name);
  }

  /** The names of the results that this run or an earlier one made; their files may be gone. */
  public List<String> recorded() {
    return record.names();
  }

  /** Writes the result {@code name} as {@link #write} does, and records that this run made it. */
  public void writeResult(String name, Content content) {
    write(name, content);
    record.add(name);
  }

  /**
   * Removes the result {@code name} of an earlier run; a file that no run made stays.
   *
   * @throws CascadeException if it cannot be removed
   */
  public void removeResult(String name) {
    if (record.isKnown(name)) {
      remove(name);
    }
  }

  /** Renames the file {@code name}, if present, to {@code former}. */
  public void setAside(String name, String former) {
    try {
      Files.move(folder.resolve(name), folder.resolve(former), StandardCopyOption.REPLACE_EXISTING);
    } catch (NoSuchFileException e) {
      // the first run
    } catch (IOException e) {
      throw CascadeException.of(
          folder.resolve(name).toString(),
          "cannot be renamed to " + former + ": " + reason(e),
          "move it away",
          e);
    }
  }

  /**
   * Writes the file {@code name}, replacing an existing one.
   *
   * @throws CascadeException if the file cannot be written; the unfinished file is removed
   */
  public void write(String name, Content content) {
    Path target = folder.resolve(name);
    Path parent = target.getParent();
    try {
      if (parent != null && cleaned.add(parent) && Files.isDirectory(parent)) {
        UnfinishedFile.removeAll(parent);
      }
    } catch (IOException e) {
      // unfinished files of a killed run do no harm
    }
    writeFile(target, content, " (results written before are complete)");
  }

  /**
   * Writes one {@code file} in any folder, without a lock.
   *
   * @throws CascadeException if the file cannot be written
   */
  public static void writeFile(Path file, Content content) {
    writeFile(file, content, "");
  }

  private static void writeFile(Path file, Content content, String others) {
    try (UnfinishedFile unfinished = unfinished(file)) {
      content.write(unfinished.stream());
      unfinished.finish();
    } catch (IOException e) {
      throw CascadeException.of(
          file.toString(), "cannot be written: " + reason(e) + others, "name another --output", e);
    }
  }

  /** Creates the parent folder only after a first attempt has failed, which is rare. */
  private static UnfinishedFile unfinished(Path file) throws IOException {
    try {
      return UnfinishedFile.of(file);
    } catch (NoSuchFileException e) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      return UnfinishedFile.of(file);
    }
  }

  private void remove(String name) {
    Path file = folder.resolve(name);
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw CascadeException.of(
          file.toString(), "cannot be removed: " + reason(e), "remove it by hand", e);
    }
  }

  @Override
  public void close() {
    record.close();
    lock.close();
  }

  private static String reason(IOException e) {
    boolean bare = e instanceof FileSystemException f && f.getReason() == null;
    String name = e.getClass().getSimpleName().replace("Exception", "");
    return bare || e.getMessage() == null ? name + ": " + e.getMessage() : e.getMessage();
  }
}
