package org.cascadenlp.core.output;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.cascadenlp.core.error.CascadeException;
import org.jspecify.annotations.Nullable;

/**
 * Files that are written into a folder of a random name inside the target and then moved into the
 * target.
 *
 * <pre>{@code
 * try (UnfinishedFolder model = UnfinishedFolder.in(target)) {
 *   model.fill(folder -> write(folder));
 *   model.finish(List.of(), "model.json");
 * }
 * }</pre>
 *
 * <p>It is inside the target, not beside it, because a mount point can be written to, but not
 * renamed. Until {@link #finish} the target's files are unchanged.
 */
public final class UnfinishedFolder implements AutoCloseable {

  private final Path target;
  private final Path part;
  private final boolean made;
  private boolean finished;

  private UnfinishedFolder(Path target, Path part, boolean made) {
    this.target = target;
    this.part = part;
    this.made = made;
  }

  /** Begins files for {@code target}, which is created if it is missing. */
  public static UnfinishedFolder in(Path target) throws IOException {
    boolean made = !Files.exists(target);
    Files.createDirectories(target);
    Path part = UnfinishedFile.beside(target.resolve("x"));
    try {
      Files.createDirectory(part);
    } catch (FileSystemException e) {
      throw UnfinishedFile.named(target, e);
    }
    return new UnfinishedFolder(target, part, made);
  }

  /**
   * Writes the files.
   *
   * @param <T> the type of its result
   */
  public interface Filling<T> {

    /** Writes the files below {@code folder}. */
    T fill(Path folder) throws IOException;
  }

  /**
   * Runs {@code filling} to write the files. In its errors the temporary paths are replaced by
   * those in the target, because the temporary folder is deleted after an error.
   */
  public <T> T fill(Filling<T> filling) throws IOException {
    try {
      return filling.fill(part);
    } catch (CascadeException e) {
      boolean hidden = (e.place() + e.problem()).contains(part.toString());
      throw hidden
          ? CascadeException.ofKnown(named(e.place()), named(e.problem()), e.remedy(), e)
          : e;
    } catch (FileSystemException e) {
      String file = e.getFile();
      throw file == null ? e : UnfinishedFile.named(Path.of(named(file)), e);
    }
  }

  private String named(String text) {
    return text.replace(part.toString(), target.toString());
  }

  /** The temporary folder of the files. */
  Path path() {
    return part;
  }

  /**
   * Moves the files into the target, replacing files of the same names.
   *
   * @param former files of the target to delete, by their paths in it; {@code last} is deleted
   *     before them
   * @param last the file that makes the others valid: deleted first and moved last
   */
  public void finish(Collection<String> former, String last) throws IOException {
    remove(last);
    for (String name : former) {
      remove(name);
    }
    List<Path> files = new ArrayList<>();
    try (Stream<Path> found = Files.walk(part)) {
      found
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .forEach(files::add);
    }
    Path whole = part.resolve(last);
    files.sort(Comparator.comparing(whole::equals));
    for (Path file : files) {
      Path place = target.resolve(part.relativize(file));
      Files.createDirectories(place.toAbsolutePath().getParent());
      Files.move(file, place, StandardCopyOption.REPLACE_EXISTING);
    }
    finished = true;
  }

  private void remove(String name) throws IOException {
    Path file = target.resolve(name).normalize();
    if (file.startsWith(target.normalize()) && Files.isRegularFile(file)) {
      Files.delete(file);
    }
  }

  /**
   * Deletes the temporary folder, and a target that was created by this if {@link #finish} was not
   * reached.
   */
  @Override
  public void close() {
    try {
      delete(part);
      if (!finished && made) {
        Files.deleteIfExists(target);
      }
    } catch (DirectoryNotEmptyException e) {
      // another process writes there
    } catch (IOException e) {
      // the error that is being thrown is more informative
    }
  }

  /**
   * Removes unfinished folders of killed processes from {@code folder}.
   *
   * <p>Only for a folder that no other process writes to: see {@link FolderLock}.
   */
  static void removeAll(Path folder) throws IOException {
    try (Stream<Path> inside = Files.list(folder)) {
      for (Path each : inside.filter(UnfinishedFile::isNamed).toList()) {
        if (Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)) {
          delete(each);
        }
      }
    }
  }

  /** Deletes {@code folder} recursively; does not follow links. */
  static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path sub, @Nullable IOException e)
              throws IOException {
            Files.delete(sub);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
