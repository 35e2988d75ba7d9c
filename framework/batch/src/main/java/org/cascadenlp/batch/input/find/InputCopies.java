package org.cascadenlp.batch.input.find;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.batch.input.archive.UnpackedArchive;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.output.TemporaryFolder;

/**
 * Copies of inputs in temporary folders: of standard input, because the documents of a file are
 * counted before they are read, and of the files in archives.
 */
public final class InputCopies implements AutoCloseable {

  private static final String STANDARD_INPUT = "-";
  private static final String NAME = "standard-input";

  private final List<Runnable> removals = new ArrayList<>();

  /** No copies yet. */
  public InputCopies() {}

  /**
   * Copies what has to be copied.
   *
   * @param inputs files, folders and globs as on the command line
   * @return the inputs, with a file in place of {@code -} and a folder in place of an archive
   * @throws CascadeException if standard input or an archive cannot be copied
   */
  public List<String> of(List<String> inputs) {
    return inputs.stream().map(this::copied).toList();
  }

  /** As {@link #of}, with archives as they are. */
  public List<String> ofStandardInput(List<String> inputs) {
    return inputs.stream()
        .map(input -> input.equals(STANDARD_INPUT) ? standardInput() : input)
        .toList();
  }

  private String copied(String input) {
    if (input.equals(STANDARD_INPUT)) {
      return standardInput();
    }
    if (!isArchive(input)) {
      return input;
    }
    UnpackedArchive archive = UnpackedArchive.of(Path.of(input));
    removals.add(archive::close);
    return archive.folder().toString();
  }

  private static boolean isArchive(String input) {
    try {
      return UnpackedArchive.isNamed(Path.of(input));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private String standardInput() {
    try {
      TemporaryFolder folder = TemporaryFolder.of("cascade-input-");
      removals.add(folder::close);
      Path file = folder.path().resolve(NAME);
      Files.copy(System.in, file);
      return file.toString();
    } catch (IOException e) {
      throw CascadeException.of(
          "--input -",
          "standard input cannot be copied to a temporary file: " + CascadeException.describe(e),
          "free space there, or name another folder by -Djava.io.tmpdir in CASCADE_JAVA_OPTS",
          e);
    }
  }

  /** Deletes the copies. */
  @Override
  public void close() {
    removals.forEach(Runnable::run);
    removals.clear();
  }
}
