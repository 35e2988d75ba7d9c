package org.cascadenlp.core.output;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cascadenlp.core.error.CascadeException;

/**
 * An exclusive lock for writing one file, beside which other runs may write other files.
 *
 * <p>It is a {@linkplain LockFile lock of the operating system} on a hidden file beside the target.
 * Names of unfinished files have the mark of their target, so that the next owner of the lock
 * removes those of a killed process, and nobody those of an active one.
 */
public final class TargetLock extends OutputLock {

  private static final String UUID_FORM = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  private final String mark;

  private TargetLock(LockFile lock, NewFolder folder, String mark) {
    super(lock, folder);
    this.mark = mark;
  }

  /**
   * Locks {@code target}, whose folder is created if it is missing, and removes unfinished files of
   * killed processes for this target.
   *
   * @param place the target's name in errors, such as {@code --output FILE}
   * @throws CascadeException if another run holds the lock
   * @throws IOException if the folder cannot be written
   */
  public static TargetLock of(Path target, String place) throws IOException {
    Path whole = target.toAbsolutePath();
    NewFolder folder = NewFolder.of(whole.resolveSibling(""));
    String mark = mark(whole);
    LockFile lock =
        LockFile.of(folder.path().resolve(mark + ".lock"), new LockFile.Use(place, "file"));
    TargetLock locked = new TargetLock(lock, folder, mark);
    locked.tidy();
    return locked;
  }

  /** The mark of fixed length, as a name with its own mark may be too long for a file system. */
  private static String mark(Path target) {
    String name = String.valueOf(target.getFileName());
    return ".cascade-" + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  void removeUnfinished() throws IOException {
    Pattern own = Pattern.compile(Pattern.quote(mark + ".") + UUID_FORM + "\\.part");
    try (Stream<Path> files = Files.list(folder())) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (own.matcher(String.valueOf(file.getFileName())).matches()
            && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /**
   * Begins {@code file}: the target, or one that is written with it and lies beside it. The next
   * owner of the lock removes it if this process is killed.
   */
  public UnfinishedFile begin(Path file) throws IOException {
    Path part = file.resolveSibling(mark + "." + UUID.randomUUID() + ".part");
    return UnfinishedFile.of(file, part);
  }

  /** As {@link #begin}; if that fails, this lock is closed. */
  public UnfinishedFile beginOrClose(Path file) throws IOException {
    UnfinishedFile begun = null;
    try {
      begun = begin(file);
      return begun;
    } finally {
      if (begun == null) {
        close();
      }
    }
  }
}
