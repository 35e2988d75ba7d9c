package org.cascadenlp.neural.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeCacheTest {

  @TempDir private Path folder;

  @Test
  void aWritableFolderWithSpaceHasNoProblem() {
    NativeCache cache = new NativeCache(folder.resolve("pytorch"));
    assertThat(cache.trouble(1)).isEmpty();
    assertThat(cache.isEmpty()).isTrue();
  }

  @Test
  void anUnwritableFolderIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThat(new NativeCache(file.resolve("pytorch")).trouble(1).orElse(""))
        .isEqualTo(
            "it cannot be unpacked to " + file.resolve("pytorch") + " and run: Not a directory");
  }

  @Test
  void missingDiskSpaceIsReported() {
    assertThat(new NativeCache(folder).trouble(Long.MAX_VALUE).orElse(""))
        .startsWith("it cannot be unpacked to " + folder + " and run: needs ")
        .endsWith(" MB are free");
  }

  /** Folders that are complete or still being unpacked by another process stay. */
  @Test
  void leftoversOfKilledProcessesAreRemoved() throws IOException {
    Path abandoned = unpacked("tmp123", Duration.ofHours(3));
    Path running = unpacked("tmp124", Duration.ofMinutes(5));
    Path whole = unpacked("2.7.1-cpu-linux-x86_64", Duration.ofDays(30));
    NativeCache cache = new NativeCache(folder);
    cache.removeAbandoned();
    assertThat(abandoned).doesNotExist();
    assertThat(running).isDirectory();
    assertThat(whole.resolve("libx.so")).exists();
    assertThat(cache.isEmpty()).isFalse();
  }

  private Path unpacked(String name, Duration age) throws IOException {
    Path made = Files.createDirectories(folder.resolve(name));
    Path library = Files.writeString(made.resolve("libx.so"), "x");
    FileTime time = FileTime.from(Instant.now().minus(age));
    Files.setLastModifiedTime(library, time);
    Files.setLastModifiedTime(made, time);
    return made;
  }
}
