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
 * The sole right to write to a folder, until it is closed or the process ends in whatever way. A
 * folder that was made for it and is still empty then goes, too.
 *
 * <p>It is a lock of the operating system on the hidden file {@value #NAME}, so that it holds
 * between processes, containers and, where the file system has locks, machines; a killed process
 * leaves the file, but no lock.
 */
public final class FolderLock implements AutoCloseable {

  private static final String NAME = ".cascade.lock";
  private static final int TRIES = 100;

  // POSIX lets go of a process's lock when it closes the file a second time, so it opens it once
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
   * Takes the right to write to {@code folder}, which is made where it is missing, and removes what
   * killed processes have left unfinished in it.
   *
   * @param place what to call the folder in errors, such as {@code --output DIR}
   * @throws CascadeException if another run has the right
   * @throws IOException if nothing can be written there
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

  /** True if there is more in {@code folder} than a lock and what is unfinished. */
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

  /** Null if a former owner has removed the file in the meantime. */
  private static @Nullable FolderLock attempt(Path file, String place) throws IOException {
    try {
      Files.createFile(file);
    } catch (FileAlreadyExistsException e) {
      // of an owner who is still there, or who was killed
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

  /** False on a file system that has no locks. */
  private static boolean lock(FileChannel channel, String place) {
    try {
      if (channel.tryLock() == null) {
        throw taken(place);
      }
      return true;
    } catch (OverlappingFileLockException e) {
      throw taken(place); // by another copy of this class
    } catch (IOException e) {
      return false;
    }
  }

  /** What tells this file from another of its name; null if absent. */
  private static @Nullable Object key(Path file) throws IOException {
    try {
      Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
      return key == null ? NAME : key; // Windows has no keys and keeps a file that is open
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private static CascadeException taken(String place) {
    return CascadeException.of(
        place, "another run is writing there", "wait until it has ended, or name another folder");
  }

  /** Whether others are kept out; false on a file system that has no locks. */
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
        Files.deleteIfExists(file); // before the lock goes: after it the file may be another's
      }
      channel.close();
      if (made) {
        Files.deleteIfExists(file.resolveSibling(""));
      }
    } catch (DirectoryNotEmptyException e) {
      // as it should be
    } catch (IOException e) {
      // the file stays; it says nothing without a lock
    } finally {
      HELD.remove(file);
    }
  }
}
