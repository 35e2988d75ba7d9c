package org.cascadenlp.core.error;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Known causes of errors thrown by Java or a library, in the machine or in a file, each with its
 * remedy. They are recognized in this class only, because the code that catches an error knows what
 * was attempted, but not why it failed.
 */
public enum Cause {
  NO_SPACE(
      "free space on the device",
      io("No space left on device", "Disk quota exceeded", "not enough space on the disk")),
  READ_ONLY("name a place that can be written", io("Read-only file system")),
  NAME_TOO_LONG("give it a shorter name", io("File name too long")),
  NOT_A_FOLDER(
      "a folder was expected where a file is: name another place, or remove the file",
      error ->
          error instanceof NotDirectoryException
              || error instanceof FileAlreadyExistsException // thrown by createDirectory
              || hasReason(error, "Not a directory")),
  NO_TEMPORARY_FOLDER(
      "make that folder, or name another by CASCADE_JAVA_OPTS=-Djava.io.tmpdir=DIR",
      error ->
          error instanceof NoSuchFileException named
              && isTemporary(named.getFile())
              && !Files.isDirectory(temporary())),
  TOO_MANY_FILES(
      "raise the limit of open files (`ulimit -n`), or lower --workers", io("Too many open files")),
  NO_PERMISSION(
      "give the user that runs Cascade the right to it, or name another place",
      error -> error instanceof AccessDeniedException || hasReason(error, "Permission denied")),
  TRUNCATED(
      "it is truncated: fetch it again",
      error -> error instanceof EOFException || hasReason(error, "Unexpected end of ZLIB")),
  NOT_EXECUTABLE(
      "it lies on a file system mounted noexec: name a folder from which programs may run",
      error ->
          error instanceof UnsatisfiedLinkError
              && has(error, "failed to map segment from shared object")),
  THREADS(
      "raise the limit of processes and threads (`ulimit -u`), or lower --workers",
      error -> error instanceof OutOfMemoryError && has(error, "native thread")),
  MEMORY(
      "give Java more, for example CASCADE_JAVA_OPTS=-Xmx4g",
      error -> error instanceof OutOfMemoryError),
  STACK(
      "give Java a larger stack, for example CASCADE_JAVA_OPTS=-Xss8m",
      error -> error instanceof StackOverflowError);

  private final String remedy;
  private final Predicate<Throwable> test;

  Cause(String remedy, Predicate<Throwable> test) {
    this.remedy = remedy;
    this.test = test;
  }

  /**
   * The cause of {@code error}, searched in its chain of causes; empty if it is unknown, or if the
   * chain has a {@link CascadeException}, which has its own remedy.
   */
  public static Optional<Cause> of(Throwable error) {
    return found(error).map(Found::cause);
  }

  /** The remedy for {@code error}; empty if its cause is unknown. */
  public static Optional<String> remedy(Throwable error) {
    return found(error).map(found -> found.cause.remedy + whereOf(found));
  }

  private record Found(Cause cause, Throwable error) {}

  private static Optional<Found> found(Throwable error) {
    if (CascadeException.in(error) != null) {
      return Optional.empty();
    }
    return CauseChain.of(error)
        .flatMap(
            one ->
                Arrays.stream(values())
                    .filter(cause -> cause.test.test(one))
                    .map(cause -> new Found(cause, one)))
        .findFirst();
  }

  /**
   * A hint for files in Java's temporary folder, which the user did not choose: the setting that
   * names the folder; otherwise empty.
   */
  private static String whereOf(Found found) {
    String file = found.error instanceof FileSystemException named ? named.getFile() : null;
    boolean place = found.cause.compareTo(NAME_TOO_LONG) < 0 || found.cause == NO_PERMISSION;
    return place && isTemporary(file)
        ? ": Java's temporary folder is set by CASCADE_JAVA_OPTS=-Djava.io.tmpdir=DIR"
        : "";
  }

  private static boolean isTemporary(@Nullable String file) {
    return file != null && temporary().equals(Path.of(file).toAbsolutePath().getParent());
  }

  private static Path temporary() {
    return Path.of(System.getProperty("java.io.tmpdir", "")).toAbsolutePath();
  }

  private static Predicate<Throwable> io(String... messages) {
    return error -> Arrays.stream(messages).anyMatch(message -> hasReason(error, message));
  }

  /**
   * Java gives the operating system's reason only as text, which is English because the launcher
   * sets the locale.
   */
  private static boolean hasReason(Throwable error, String message) {
    return error instanceof IOException && has(error, message);
  }

  private static boolean has(Throwable error, String message) {
    return error.getMessage() != null && error.getMessage().contains(message);
  }
}
