package org.cascadenlp.neural.torch;

import ai.djl.util.Utils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cascadenlp.core.output.WritablePlace;

/**
 * The folder that DJL unpacks a native library to and loads it from. What keeps it from that is
 * told before it tries: its own errors name what failed last, such as the file of a tokenizer.
 */
final class NativeCache {

  /** The environment variable by which DJL's folder is chosen. */
  private static final String VARIABLE = "DJL_CACHE_DIR";

  /** What helps against {@link #trouble}. */
  static final String REMEDY =
      "name another folder, with room and where programs may run, by the environment variable "
          + VARIABLE;

  // far longer than unpacking takes
  private static final Duration ABANDONED = Duration.ofHours(1);

  private final Path folder;

  NativeCache(Path folder) {
    this.folder = folder;
  }

  /** That of {@code engine}, as DJL names it: {@code pytorch} or {@code tokenizers}. */
  static NativeCache of(String engine) {
    return new NativeCache(Utils.getEngineCacheDir(engine));
  }

  Path folder() {
    return folder;
  }

  /**
   * What keeps a library from being unpacked to the folder and loaded from it; empty if nothing
   * does.
   *
   * @param bytes the room that they need
   */
  Optional<String> trouble(long bytes) {
    WritablePlace place = new WritablePlace(folder);
    Optional<String> wrong = place.unwritable();
    if (wrong.isEmpty()) {
      wrong = place.notExecutable().map(why -> "programs in it cannot be run: " + why);
    }
    if (wrong.isEmpty()) {
      wrong = room().filter(free -> free < bytes).map(free -> needs(bytes, free));
    }
    return wrong.map(why -> "it cannot be unpacked to " + folder + " and run: " + why);
  }

  private static String needs(long bytes, long free) {
    return "needs " + (bytes >> 20) + " MB, " + (free >> 20) + " MB are free";
  }

  private Optional<Long> room() {
    try {
      return Optional.of(Files.getFileStore(folder).getUsableSpace());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Whether nothing has been unpacked to it yet. */
  boolean isEmpty() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.noneMatch(file -> !isUnfinished(file) && Files.isDirectory(file));
    } catch (IOException e) {
      return true;
    }
  }

  /** Removes what starts that were killed while they unpacked have left. */
  void removeAbandoned() {
    Instant before = Instant.now().minus(ABANDONED);
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(file -> isUnfinished(file) && isOlder(file, before))
          .forEach(Utils::deleteQuietly);
    } catch (IOException e) {
      // it is not there yet
    }
  }

  /** DJL unpacks to a folder with this name and renames it. */
  private static boolean isUnfinished(Path file) {
    return file.getFileName().toString().matches("tmp[0-9]+");
  }

  private static boolean isOlder(Path folder, Instant limit) {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = Stream.concat(Stream.of(folder), files).toList();
      for (Path file : all) {
        FileTime time = Files.getLastModifiedTime(file);
        if (time.toInstant().isAfter(limit)) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      return false; // another start is at it
    }
  }
}
