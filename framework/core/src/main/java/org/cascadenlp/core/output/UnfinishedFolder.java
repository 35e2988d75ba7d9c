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
 * Several files on their way to a folder: written below a random name inside it, then moved.
 *
 * <pre>{@code
 * try (UnfinishedFolder model = UnfinishedFolder.in(target)) {
 *   model.fill(folder -> write(folder));
 *   model.finish(List.of(), "model.json");
 * }
 * }</pre>
 *
 * <p>It lies inside the folder, not beside it, since a folder that is a mount point can be written
 * to, but not renamed. Until {@link #finish} the target holds what it held before.
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

  /** Begins files of {@code target}, which is made where it is missing. */
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
   * What writes the files.
   *
   * @param <T> what comes of it besides
   */
  public interface Filling<T> {

    /** Writes the files below {@code folder}. */
    T fill(Path folder) throws IOException;
  }

  /**
   * Lets {@code filling} write the files. Its errors name the places that they were to have: where
   * they lie until then is hidden, and gone with the error.
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

  /** Where the files lie until they are finished. */
  Path path() {
    return part;
  }

  /**
   * Puts the files in their places, over those of the same names.
   *
   * @param former files of the target that go, by their names in it; {@code last} is the first to
   * @param last the file without which the others are no whole
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

  /** Takes away what was written where {@link #finish} was not reached. */
  @Override
  public void close() {
    try {
      delete(part);
      if (!finished && made) {
        Files.deleteIfExists(target);
      }
    } catch (DirectoryNotEmptyException e) {
      // somebody else writes there
    } catch (IOException e) {
      // the error that is already on its way says more
    }
  }

  /**
   * Removes what killed processes have left unfinished in {@code folder}.
   *
   * <p>Only for a folder that nobody else writes to: see {@link FolderLock}.
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

  /** Deletes {@code folder} and what is in it; links, not what they lead to. */
  private static void delete(Path folder) throws IOException {
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
