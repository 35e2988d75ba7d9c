package org.cascadenlp.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.cascadenlp.core.output.TargetLock;
import org.cascadenlp.core.output.UnfinishedFile;

/** The unfinished file of a process that was killed. */
public final class LeftPart {

  private LeftPart() {}

  /** Leaves an unfinished file for {@code target}, in whose folder there is no other. */
  public static Path of(Path target) throws IOException {
    try (TargetLock killed = TargetLock.of(target, "");
        UnfinishedFile begun = killed.begin(target)) {
      begun.stream().write(1);
      Path part = part(killed, target);
      String name = part.getFileName().toString();
      int last = name.length() - ".part".length() - 1;
      char other = name.charAt(last) == '0' ? '1' : '0';
      return Files.copy(part, part.resolveSibling(name.substring(0, last) + other + ".part"));
    }
  }

  private static Path part(TargetLock killed, Path target) throws IOException {
    assertThat(killed.isHeld()).isTrue();
    try (Stream<Path> files = Files.list(target.resolveSibling(""))) {
      List<Path> parts = files.filter(file -> file.toString().endsWith(".part")).toList();
      assertThat(parts).hasSize(1);
      return Objects.requireNonNull(parts.get(0));
    }
  }
}
