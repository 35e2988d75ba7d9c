package org.cascadenlp.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.cascadenlp.core.output.TargetLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One file for all documents takes one run at a time, beside runs into other files. */
class OneFileOwnerTest {

  @TempDir private Path in;
  @TempDir private Path out;

  private Cascade.Ended run(Path output) throws IOException {
    Path file = Cascade.file(in, "data.txt", "1|Bob\n");
    return Cascade.run("pipeline.xml", output, "--input", file, "--as", "rows", "--format", "rows");
  }

  @Test
  void aSecondRunOnOneFileIsRefusedByNameAndOneOnAnotherFileIsNot() throws IOException {
    Path file = out.resolve("all.rows");
    try (TargetLock other = TargetLock.of(out.resolve("./all.rows"), "--output all.rows")) {
      assertThat(other.isHeld()).isTrue();
      for (int i = 0; i < 2; i++) { // a refused run leaves the lock in place
        Cascade.Ended second = run(file);
        assertThat(second.code()).isEqualTo(2);
        assertThat(second.printed())
            .contains(
                "--output "
                    + file
                    + ": another run is writing there; wait until it has ended, or"
                    + " name another file");
      }
      assertThat(run(out.resolve("other.rows")).code()).isZero();
    }
    assertThat(run(file).code()).isZero();
    try (Stream<Path> files = Files.list(out)) {
      assertThat(files.map(each -> each.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "all.rows", "all.rows.run.json", "other.rows", "other.rows.run.json");
    }
  }

  @Test
  void anUnfinishedFileOfAKilledRunIsRemovedByTheNextOnThisFileAlone() throws IOException {
    Path file = out.resolve("all.rows");
    Path left = LeftPart.of(file);
    Path others = Cascade.file(out, ".cascade-01234567-89ab-cdef-0123-456789abcdef.part", "{");
    Path own = Cascade.file(out, ".all.rows.part", "the user's");

    assertThat(run(out.resolve("other.rows")).code()).isZero();
    assertThat(left).exists();
    assertThat(Cascade.run("pipeline.xml", out, "--input", in).code()).isZero();
    assertThat(left).as("after a run into the folder").exists();
    Files.writeString(others, "{"); // a run into the folder removes it
    assertThat(run(file).code()).isZero();

    assertThat(left).doesNotExist();
    assertThat(others).hasContent("{");
    assertThat(own).hasContent("the user's");
  }
}
