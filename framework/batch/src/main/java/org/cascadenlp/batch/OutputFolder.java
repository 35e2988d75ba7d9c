package org.cascadenlp.batch;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.cascadenlp.batch.writers.DocumentWriter.Content;
import org.cascadenlp.core.CascadeException;

/**
 * The folder that results go to. A file appears in it complete or not at all: it is written under a
 * hidden name and then moved.
 */
public final class OutputFolder {

  private final Path folder;

  private OutputFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes {@code folder} where it is missing.
   *
   * @throws CascadeException where nothing can be written to it
   */
  public static OutputFolder open(Path folder) {
    OutputFolder opened = new OutputFolder(folder);
    Path trial = folder.resolve(partName("trial"));
    try {
      Files.createDirectories(folder);
      Files.newOutputStream(trial).close();
      Files.delete(trial);
    } catch (IOException e) {
      throw CascadeException.of(
          "--output " + folder,
          "nothing can be written there: " + reason(e),
          "name a folder that you may write to",
          e);
    }
    return opened;
  }

  /** Where the folder is. */
  public Path path() {
    return folder;
  }

  /** True where there is a file of that name. */
  boolean has(String name) {
    return Files.exists(folder.resolve(name));
  }

  /**
   * Writes the file {@code name}, over one that is there.
   *
   * @param writer tells this writer's unfinished file from those of writers at the same time
   * @throws CascadeException where the disk is full or the place is not writable; an unfinished
   *     file is gone by then
   */
  public void write(String name, String writer, Content content) {
    Path target = folder.resolve(name);
    Path part = target.resolveSibling(partName(writer));
    boolean complete = false;
    try {
      try (OutputStream out = new BufferedOutputStream(create(part), 1 << 16)) {
        content.write(out);
      }
      move(part, target);
      complete = true;
    } catch (IOException e) {
      throw CascadeException.of(
          target.toString(),
          "cannot be written: " + reason(e),
          "free space or name another --output; results written before are complete",
          e);
    } finally {
      if (!complete) {
        deleteQuietly(part);
      }
    }
  }

  /** Opens {@code part}; its folder is made where that fails for want of it, which is seldom. */
  private static OutputStream create(Path part) throws IOException {
    try {
      return Files.newOutputStream(part);
    } catch (NoSuchFileException e) {
      Files.createDirectories(part.toAbsolutePath().getParent());
      return Files.newOutputStream(part);
    }
  }

  private static void move(Path part, Path target) throws IOException {
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void deleteQuietly(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      // the error that is already on its way says more
    }
  }

  private static String partName(String writer) {
    return ".cascade-" + ProcessHandle.current().pid() + "-" + writer + ".part";
  }

  private static String reason(IOException e) {
    boolean bare = e instanceof FileSystemException f && f.getReason() == null;
    String name = e.getClass().getSimpleName().replace("Exception", "");
    return bare || e.getMessage() == null ? name + ": " + e.getMessage() : e.getMessage();
  }
}
