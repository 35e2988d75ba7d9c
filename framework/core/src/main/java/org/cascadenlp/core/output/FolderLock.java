package org.cascadenlp.core.output;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.cascadenlp.core.error.CascadeException;
import org.jspecify.annotations.Nullable;

/**
 * An exclusive lock for writing to a folder, held until it is closed or the process ends. On close,
 * a folder that was created by it and is still empty is deleted.
 *
 * <p>It is a lock of the operating system on the hidden file {@value #NAME}. It works between
 * processes, containers and, if the file system supports locks, machines. A killed process leaves
 * the file behind, but not the lock.
 */
public final class FolderLock implements AutoCloseable {

  private static final String NAME = ".cascade.lock";
  private static final int TRIES = 100;

  // POSIX releases a process's lock when any of its descriptors of the file is closed, so open it
  // once
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;
  private final boolean held;
  private boolean made;

  private FolderLock(Path file, FileChannel channel, boolean held) {
    this.file = file;
    this.channel = channel;
    this.held = held;
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
    boolean missing = !Files.exists(folder);
    Files.createDirectories(folder);
    FolderLock lock = lock(folder.toRealPath().resolve(NAME), place);
    lock.made = missing;
    if (lock.held) {
      UnfinishedFolder.removeAll(folder);
      UnfinishedFile.removeAll(folder);
    }
    return lock;
  }

  /** True if {@code folder} contains anything other than the lock file and unfinished files. */
  public static boolean isOccupied(Path folder) throws IOException {
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.anyMatch(file -> !file.endsWith(NAME) && !UnfinishedFile.isNamed(file));
    }
  }

  private static FolderLock lock(Path file, String place) throws IOException {
    if (!HELD.add(file)) {
      throw taken(place);
    }
    FolderLock lock = null;
    try {
      for (int i = 0; i < TRIES && lock == null; i++) {
        lock = attempt(file, place);
      }
    } finally {
      if (lock == null) {
        HELD.remove(file);
      }
    }
    if (lock == null) {
      throw taken(place);
    }
    return lock;
  }

  /** The lock, or null if its former owner removed the file in the meantime. */
  private static @Nullable FolderLock attempt(Path file, String place) throws IOException {
    try {
      Files.createFile(file);
    } catch (FileAlreadyExistsException e) {
      // of a run that is active, or that was killed
    }
    Object before = key(file);
    FileChannel channel;
    try {
      channel = FileChannel.open(file, StandardOpenOption.WRITE);
    } catch (NoSuchFileException e) {
      return null;
    }
    FolderLock lock = null;
    try {
      boolean locked = lock(channel, place);
      if (before != null && before.equals(key(file))) {
        lock = new FolderLock(file, channel, locked);
      }
      return lock;
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
  }

  /** False on a file system without locks. */
  private static boolean lock(FileChannel channel, String place) {
    try {
      if (channel.tryLock() == null) {
        throw taken(place);
      }
      return true;
    } catch (OverlappingFileLockException e) {
      throw taken(place); // by this class in another class loader
    } catch (IOException e) {
      return false;
    }
  }

  /** The identity of the file at this path; null if absent. */
  private static @Nullable Object key(Path file) throws IOException {
    try {
      Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
      return key == null ? NAME : key; // Windows has no file keys, and does not delete an open file
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private static CascadeException taken(String place) {
    return CascadeException.of(
        place, "another run is writing there", "wait until it has ended, or name another folder");
  }

  /** Whether the folder is locked; false on a file system without locks. */
  public boolean isHeld() {
    return held;
  }

  @Override
  public void close() {
    if (!channel.isOpen()) {
      return;
    }
    try {
      if (held) {
        Files.deleteIfExists(file); // while locked: later it may be another run's
      }
      channel.close();
      if (made) {
        Files.deleteIfExists(file.resolveSibling(""));
      }
    } catch (DirectoryNotEmptyException e) {
      // expected: the run has written files
    } catch (IOException e) {
      // the file stays; it has no effect without a lock
    } finally {
      HELD.remove(file);
    }
  }
}
