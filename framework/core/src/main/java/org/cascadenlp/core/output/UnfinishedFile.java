package org.cascadenlp.core.output;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file on its way to its name: written under a random one in the same folder, then moved.
 *
 * <pre>{@code
 * try (UnfinishedFile file = UnfinishedFile.of(target)) {
 *   file.stream().write(bytes);
 *   file.finish();
 * }
 * }</pre>
 *
 * <p>The target is complete or as it was before. Writers of one target, in one process or in
 * several, on one machine or on several, never share an unfinished file; the last to finish stays.
 * Errors name the target, the only file that the user knows.
 */
public final class UnfinishedFile implements AutoCloseable {

  private static final String PREFIX = ".cascade-";
  private static final String SUFFIX = ".part";
  private static final Pattern NAME =
      Pattern.compile(
          Pattern.quote(PREFIX) + "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\" + SUFFIX);

  private final Path target;
  private final Path part;
  private final FileChannel channel;
  private final OutputStream stream;
  private boolean finished;

  private UnfinishedFile(Path target, Path part, FileChannel channel) {
    this.target = target;
    this.part = part;
    this.channel = channel;
    this.stream = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
  }

  /** Begins what is to be {@code target}, whose folder is there. */
  public static UnfinishedFile of(Path target) throws IOException {
    Path part = beside(target);
    try {
      FileChannel channel =
          FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      return new UnfinishedFile(target, part, channel);
    } catch (FileSystemException e) {
      throw named(target, e);
    }
  }

  /** Writes {@code text} in UTF-8 as {@code target}; a pipe or device is written to as it is. */
  public static void write(Path target, String text) throws IOException {
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      Files.writeString(target, text);
      return;
    }
    try (UnfinishedFile file = of(target)) {
      file.stream.write(text.getBytes(StandardCharsets.UTF_8));
      file.finish();
    }
  }

  /** A name beside {@code target} that nobody else has, for a file or a folder. */
  static Path beside(Path target) {
    return target.resolveSibling(PREFIX + UUID.randomUUID() + SUFFIX);
  }

  /** Whether {@code file} has a name of the kind that {@link #beside} gives. */
  static boolean isNamed(Path file) {
    return NAME.matcher(String.valueOf(file.getFileName())).matches();
  }

  /**
   * Removes the unfinished files in {@code folder}, without those in folders below.
   *
   * <p>Only for a folder that nobody else writes to: see {@link FolderLock}.
   */
  public static void removeAll(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (isNamed(file) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /** Takes the file's bytes, buffered; not to be mixed with {@link #channel}. */
  public OutputStream stream() {
    return stream;
  }

  /** The file itself, for writers that go back to its beginning. */
  public FileChannel channel() {
    return channel;
  }

  /** Completes the file and gives it its name, in place of one that is there. */
  public void finish() throws IOException {
    stream.flush();
    channel.close();
    try {
      move(part, target);
    } catch (FileSystemException e) {
      throw named(target, e);
    }
    finished = true;
  }

  /** What {@code error} says of an unfinished file, said of {@code target}. */
  static FileSystemException named(Path target, FileSystemException error) {
    String name = target.toString();
    FileSystemException named;
    if (error instanceof NoSuchFileException) {
      named = new NoSuchFileException(name, null, error.getReason());
    } else if (error instanceof AccessDeniedException) {
      named = new AccessDeniedException(name, null, error.getReason());
    } else {
      named = new FileSystemException(name, null, error.getReason());
    }
    named.addSuppressed(error); // no cause: that would be the one that is told
    return named;
  }

  private static void move(Path part, Path target) throws IOException {
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Takes away what was written where {@link #finish} was not reached. */
  @Override
  public void close() {
    if (finished) {
      return;
    }
    try {
      channel.close();
      Files.deleteIfExists(part);
    } catch (IOException e) {
      // the error that is already on its way says more
    }
  }
}
