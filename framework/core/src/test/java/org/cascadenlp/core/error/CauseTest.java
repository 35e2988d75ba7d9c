package org.cascadenlp.core.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CauseTest {

  @TempDir private Path folder;

  static Stream<Arguments> known() {
    return Stream.of(
        Arguments.of(new IOException("No space left on device"), Cause.NO_SPACE),
        Arguments.of(new FileSystemException("f", null, "Disk quota exceeded"), Cause.NO_SPACE),
        Arguments.of(new FileSystemException("f", null, "Read-only file system"), Cause.READ_ONLY),
        Arguments.of(new NotDirectoryException("f"), Cause.NOT_A_FOLDER),
        Arguments.of(new FileAlreadyExistsException("f"), Cause.NOT_A_FOLDER),
        Arguments.of(new IOException("/x/y: Too many open files"), Cause.TOO_MANY_FILES),
        Arguments.of(new AccessDeniedException("f"), Cause.NO_PERMISSION),
        Arguments.of(new EOFException(), Cause.TRUNCATED),
        Arguments.of(new OutOfMemoryError("Java heap space"), Cause.MEMORY),
        Arguments.of(new OutOfMemoryError("unable to create native thread"), Cause.THREADS),
        Arguments.of(new StackOverflowError(), Cause.STACK),
        Arguments.of(
            new UnsatisfiedLinkError("x.so: failed to map segment from shared object"),
            Cause.NOT_EXECUTABLE));
  }

  @ParameterizedTest
  @MethodSource("known")
  void aCauseIsRecognisedAtAnyDepth(Throwable error, Cause cause) {
    assertThat(Cause.of(error)).contains(cause);
    assertThat(Cause.of(new IllegalStateException(new RuntimeException(error)))).contains(cause);
  }

  /** Real errors of the operating system; the messages above imitate such errors. */
  @Test
  void tooLongNamesAndFilesUsedAsFoldersAreRecognised() throws IOException {
    assertThat(Cause.of(failure(folder.resolve("x".repeat(300))))).contains(Cause.NAME_TOO_LONG);
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThat(Cause.of(failure(file.resolve("below")))).contains(Cause.NOT_A_FOLDER);
  }

  @Test
  void theRemedyOfAKnownCauseReplacesThatOfTheCatchingCode() {
    assertThat(message(new IOException("No space left on device")))
        .isEqualTo("model.bin: cannot be opened; free space on the device");
    assertThat(message(new IOException("strange")))
        .isEqualTo("model.bin: cannot be opened; fetch it again");
    assertThat(message(CascadeException.of("other", "is full", "wait", new EOFException())))
        .as("a cause that is a CascadeException")
        .isEqualTo("model.bin: cannot be opened; fetch it again");
    assertThat(
            CascadeException.ofKnown("cache", "is full", "name another", new EOFException())
                .getMessage())
        .isEqualTo("cache: is full; name another");
  }

  @Test
  void theOptionForTheTemporaryFolderIsNamed() {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir")).resolve("pt-model123");
    assertThat(
            message(new FileSystemException(temporary.toString(), null, "Read-only file system")))
        .endsWith("CASCADE_JAVA_OPTS=-Djava.io.tmpdir=DIR");
  }

  @Test
  void aMissingTemporaryFolderIsAKnownCauseAndOtherMissingFilesAreNot() {
    String before = System.setProperty("java.io.tmpdir", folder.resolve("missing").toString());
    try {
      assertThat(message(new NoSuchFileException(folder.resolve("missing/pt-model1").toString())))
          .endsWith("make that folder, or name another by CASCADE_JAVA_OPTS=-Djava.io.tmpdir=DIR");
      assertThat(Cause.of(new NoSuchFileException(folder.resolve("x").toString()))).isEmpty();
    } finally {
      System.setProperty("java.io.tmpdir", before);
    }
  }

  private static String message(Throwable error) {
    return CascadeException.of("model.bin", "cannot be opened", "fetch it again", error)
        .getMessage();
  }

  private static IOException failure(Path file) {
    try {
      Files.writeString(file, "");
    } catch (IOException e) {
      return e;
    }
    throw new AssertionError(file + " was written");
  }
}
