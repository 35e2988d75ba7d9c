package org.cascadenlp.training.checkpoint;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of checkpoints.
 *
 * <p>A checkpoint is written under another name, forced to the device and then renamed, so that a
 * folder {@code step-N} is complete. One that is removed is renamed first.
 */
record CheckpointFolder(Path path, FileOperations files) {

  private static final String WRITING = ".part";
  private static final String REMOVING = ".old";

  /** The checkpoints, the latest first. */
  List<Path> all() throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> inside = Files.list(path)) {
      return inside
          .filter(each -> Checkpoint.step(each) >= 0)
          .sorted(Comparator.comparingLong(Checkpoint::step).reversed())
          .toList();
    }
  }

  /** Writes the files of a checkpoint. */
  interface Filling {
    void fill(CheckpointWriter out) throws IOException;
  }

  /** Adds the checkpoint after {@code step} updates, in place of one of the same name. */
  Path add(int step, Filling filling) throws IOException {
    Path place = path.resolve(Checkpoint.name(step));
    Path part = path.resolve(Checkpoint.name(step) + WRITING);
    boolean whole = false;
    try {
      files.createFolder(path);
      discard(part);
      files.createFolder(part);
      CheckpointWriter out = new CheckpointWriter(files, part);
      filling.fill(out);
      out.finish();
      remove(place);
      files.rename(part, place);
      whole = true;
      files.force(path);
      return place;
    } finally {
      if (!whole) {
        discardQuietly(part);
      }
    }
  }

  /** Removes a checkpoint, if it is there. */
  void remove(Path checkpoint) throws IOException {
    if (Files.exists(checkpoint)) {
      Path old = checkpoint.resolveSibling(checkpoint.getFileName() + REMOVING);
      discard(old);
      files.rename(checkpoint, old);
      discard(old);
    }
  }

  /** Removes all checkpoints, the latest last, and the folder unless it has files of the user. */
  void clear() throws IOException {
    if (!Files.isDirectory(path)) {
      return;
    }
    List<Path> all = all();
    for (int i = all.size() - 1; i >= 0; i--) {
      remove(all.get(i));
    }
    tidy();
    try {
      files.delete(path);
    } catch (DirectoryNotEmptyException e) {
      // it has files of the user
    }
  }

  /** Removes what killed trainings have left. */
  void tidy() throws IOException {
    if (Files.isDirectory(path)) {
      try (Stream<Path> inside = Files.list(path)) {
        for (Path each : inside.toList()) {
          if (each.getFileName().toString().matches("step-[0-9]+\\.(part|old)")) {
            discard(each);
          }
        }
      }
    }
  }

  private void discard(Path unfinished) throws IOException {
    if (Files.isDirectory(unfinished)) {
      try (Stream<Path> inside = Files.walk(unfinished)) {
        for (Path each : inside.sorted(Comparator.reverseOrder()).toList()) {
          files.delete(each);
        }
      }
    }
  }

  private void discardQuietly(Path unfinished) {
    try {
      discard(unfinished);
    } catch (IOException e) {
      // the error that is being thrown is more informative
    }
  }
}
