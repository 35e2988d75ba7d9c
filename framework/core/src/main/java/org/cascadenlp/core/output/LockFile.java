package org.cascadenlp.core.output;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.cascadenlp.core.error.CascadeException;
import org.jspecify.annotations.Nullable;

/**
 * An exclusive lock of the operating system on a file made for it, held until it is closed or the
 * process ends. It works between processes, containers and, if the file system supports locks,
 * machines. A killed process leaves the file behind, but not the lock.
 */
final class LockFile implements AutoCloseable {

  private static final int TRIES = 100;

  // POSIX releases a process's lock when any of its descriptors of the file is closed, so open it
  // once
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  /**
   * What the lock is for, in errors.
   *
   * @param place its name, such as {@code --output DIR}
   * @param kind {@code folder} or {@code file}
   */
  record Use(String place, String kind) {

    private CascadeException taken() {
      return CascadeException.of(
          place,
          "another run is writing there",
          "wait until it has ended, or name another " + kind);
    }
  }

  private final Path file;
  private final FileChannel channel;
  private final boolean held;

  private LockFile(Path file, FileChannel channel, boolean held) {
    this.file = file;
    this.channel = channel;
    this.held = held;
  }

  /**
   * Locks {@code file}, which is created if it is missing.
   *
   * @param file its real path
   * @throws CascadeException if another run holds the lock
   * @throws IOException if the file cannot be written
   */
  static LockFile of(Path file, Use use) throws IOException {
    if (!HELD.add(file)) {
      throw use.taken();
    }
    LockFile lock = null;
    try {
      for (int i = 0; i < TRIES && lock == null; i++) {
        lock = attempt(file, use);
      }
    } finally {
      if (lock == null) {
        HELD.remove(file);
      }
    }
    if (lock == null) {
      throw use.taken();
    }
    return lock;
  }

  /** The lock, or null if its former owner removed the file in the meantime. */
  private static @Nullable LockFile attempt(Path file, Use use) throws IOException {
    try {
      Files.createFile(file);
    } catch (FileAlreadyExistsException e) {
      // of a run that is active, or that was killed
    } catch (FileSystemException e) {
      throw UnfinishedFile.named(file.resolveSibling(""), e); // users know the folder only
    }
    Object before = key(file);
    FileChannel channel;
    try {
      channel = FileChannel.open(file, StandardOpenOption.WRITE);
    } catch (NoSuchFileException e) {
      return null;
    }
    LockFile lock = null;
    try {
      boolean locked = lock(channel, use);
      if (before != null && before.equals(key(file))) {
        lock = new LockFile(file, channel, locked);
      }
      return lock;
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
  }

  /** False on a file system without locks. */
  private static boolean lock(FileChannel channel, Use use) {
    try {
      if (channel.tryLock() == null) {
        throw use.taken();
      }
      return true;
    } catch (OverlappingFileLockException e) {
      throw use.taken(); // by this class in another class loader
    } catch (IOException e) {
      return false;
    }
  }

  /** The identity of the file at this path; null if absent. */
  private static @Nullable Object key(Path file) throws IOException {
    try {
      Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
      return key == null ? "" : key; // Windows has no file keys, and does not delete an open file
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /** Whether the file is locked; false on a file system without locks. */
  boolean isHeld() {
    return held;
  }

  /** Whether {@link #close} was not called yet. */
  boolean isOpen() {
    return channel.isOpen();
  }

  /** Releases the lock and deletes the file. */
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
    } catch (IOException e) {
      // the file stays; it has no effect without a lock
    } finally {
      HELD.remove(file);
    }
  }
}
