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
 * The folder to which DJL unpacks a native library and from which it loads it. Problems are
 * detected before DJL tries, because DJL's own errors name only what failed last, such as the file
 * of a tokenizer.
 */
final class NativeCache {

  /** The environment variable that sets DJL's folder. */
  private static final String VARIABLE = "DJL_CACHE_DIR";

  /** The remedy for {@link #trouble}. */
  static final String REMEDY =
      "name another folder, with room and where programs may run, by the environment variable "
          + VARIABLE;

  // much longer than unpacking takes
  private static final Duration ABANDONED = Duration.ofHours(1);

  private final Path folder;

  NativeCache(Path folder) {
    this.folder = folder;
  }

  /** The folder of {@code engine}, by DJL's name: {@code pytorch} or {@code tokenizers}. */
  static NativeCache of(String engine) {
    return new NativeCache(Utils.getEngineCacheDir(engine));
  }

  Path folder() {
    return folder;
  }

  /**
   * The reason why a library cannot be unpacked to the folder and loaded from it; empty if it can.
   *
   * @param bytes the disk space needed
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

  /** True if no library has been unpacked yet. */
  boolean isEmpty() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.noneMatch(file -> !isUnfinished(file) && Files.isDirectory(file));
    } catch (IOException e) {
      return true;
    }
  }

  /** Removes leftovers of processes that were killed while unpacking. */
  void removeAbandoned() {
    Instant before = Instant.now().minus(ABANDONED);
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(file -> isUnfinished(file) && isOlder(file, before))
          .forEach(Utils::deleteQuietly);
    } catch (IOException e) {
      // the folder does not exist yet
    }
  }

  /** True for a folder that DJL unpacks to before renaming it. */
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
      return false; // another process is changing it
    }
  }
}
