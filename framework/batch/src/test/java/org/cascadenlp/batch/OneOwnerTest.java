package org.cascadenlp.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.cascadenlp.batch.output.OutputFolder;
import org.cascadenlp.batch.output.ResultRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An output folder takes one run at a time, and a run skips no result of another pipeline. */
class OneOwnerTest {

  private static final String RESULT = "a.txt.json";

  @TempDir Path in;
  @TempDir Path out;

  private Cascade.Ended run(Object... more) {
    Object[] all = new Object[more.length + 2];
    all[0] = "--input";
    all[1] = in;
    System.arraycopy(more, 0, all, 2, more.length);
    return Cascade.run("pipeline.xml", out, all);
  }

  private String result() throws IOException {
    return Files.readString(out.resolve(RESULT));
  }

  @Test
  void aSecondRunOnOneOutputIsRefusedByName() throws IOException {
    Cascade.file(in, "a.txt", "Bob");
    try (OutputFolder other = OutputFolder.open(out, "other")) {
      assertThat(other.isLocked()).isTrue();
      for (int i = 0; i < 2; i++) { // a refused run leaves the lock in place
        Cascade.Ended second = run();
        assertThat(second.code()).isEqualTo(2);
        assertThat(second.printed()).contains("--output " + out, "another run is writing there");
      }
    }
    assertThat(run().code()).isZero();
    assertThat(out.resolve(".cascade.lock")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "--set,task.label=PERSON",
    "--language,en",
    "--encoding,windows-1252",
    "--vectors,''"
  })
  void resultsOfAnotherSettingAreNotSkipped(String option, String value) throws IOException {
    Cascade.file(in, "a.txt", "Bob");
    run();
    Files.writeString(out.resolve(RESULT), "old");

    Cascade.Ended other =
        value.isEmpty()
            ? run(option, "--existing", "skip")
            : run(option, value, "--existing", "skip");

    assertThat(other.code()).isZero();
    assertThat(other.printed()).contains("1 results were made by another pipeline");
    assertThat(result()).contains("Bob");

    Files.writeString(out.resolve(RESULT), "new");
    run("--existing", "skip");
    assertThat(result()).as("nor is the result of the other setting skipped").contains("Bob");
  }

  @Test
  void aResultOfUnknownOriginIsNotSkipped() throws IOException {
    Cascade.file(in, "a.txt", "Bob");
    Cascade.file(out, RESULT, "old");

    assertThat(run("--existing", "skip").code()).isZero();

    assertThat(result()).contains("Bob");
  }

  @Test
  void theFormerResultOfAFailedDocumentIsDeletedAndOtherFilesAreKept() throws IOException {
    Cascade.file(in, "a.txt", "Bob");
    run();
    Cascade.file(in, "a.txt", "!fail");
    Cascade.file(in, "b.txt", "!fail");
    Cascade.file(out, "b.txt.json", "the user's");

    assertThat(run().code()).isEqualTo(1);

    assertThat(out.resolve(RESULT)).doesNotExist();
    assertThat(out.resolve("b.txt.json")).hasContent("the user's");
  }

  @Test
  void theReportOfTheFormerRunIsSetAsideAtTheStart() throws IOException {
    Cascade.file(in, "a.txt", "Bob");
    run();
    String report = Files.readString(out.resolve(BatchRun.REPORT));

    assertThat(run("--set", "task.label=PERSON", "--workers", "1").code()).isZero();

    assertThat(out.resolve(BatchRun.FORMER_REPORT)).hasContent(report);
    assertThat(Files.readString(out.resolve(BatchRun.REPORT))).contains("PERSON");
  }

  @Test
  void unfinishedFilesOfAKilledRunAreRemovedAndNoOthers() throws IOException {
    Cascade.file(in, "sub/a.txt", "Bob");
    Path left = Cascade.file(out, "sub/.cascade-01234567-89ab-cdef-0123-456789abcdef.part", "{");
    Path own = Cascade.file(out, "sub/.cascade-notes.part", "the user's");

    assertThat(run().code()).isZero();

    assertThat(left).doesNotExist();
    assertThat(own).hasContent("the user's");
  }

  @Test
  void aTruncatedRecordLosesOneDocumentOnly() throws IOException {
    Cascade.file(in, "a.txt", "Bob");
    Cascade.file(in, "ä.txt", "Bob");
    run("--workers", "1");
    Path record = out.resolve(ResultRecord.FILE);
    byte[] lines = Files.readAllBytes(record);
    int inTheLetter = new String(lines, StandardCharsets.ISO_8859_1).lastIndexOf('Ã') + 1;
    Files.write(record, java.util.Arrays.copyOf(lines, inTheLetter));
    Files.writeString(out.resolve(RESULT), "old");
    Files.writeString(out.resolve("ä.txt.json"), "old");

    assertThat(run("--existing", "skip").code()).isZero();

    assertThat(result()).isEqualTo("old");
    assertThat(Files.readString(out.resolve("ä.txt.json"))).contains("Bob");
    assertThat(run("--existing", "skip").printed()).doesNotContain("made by another");
  }

  @Test
  void aRecordOfManyRunsStaysShort() throws IOException {
    Cascade.file(in, "a.txt", "Bob");
    for (int i = 0; i < 20; i++) {
      run();
    }
    assertThat(Files.readAllLines(out.resolve(ResultRecord.FILE))).hasSizeLessThan(10);
  }

  @Test
  void aRecordThatIsNotTextIsIgnored() throws IOException {
    Cascade.file(in, "a.txt", "Bob");
    Files.write(
        out.resolve(ResultRecord.FILE),
        new byte[] {0, (byte) 0xff, '\n', 'x', ' ', '"', '\\', '"'},
        StandardOpenOption.CREATE_NEW);

    assertThat(run("--existing", "skip").code()).isZero();
    assertThat(result()).contains("Bob");
  }

  @Test
  void resultsWithClashingNamesAreFoundBeforeTheRun() throws IOException {
    Cascade.file(in, "d", "Bob");
    Cascade.file(in, "d.json/z.txt", "Ann");

    Cascade.Ended refused = run();

    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.printed())
        .contains("d: its result would be named d.json, which is the folder of the result of")
        .contains("z.txt");
    assertThat(Cascade.results(out)).isEmpty();
  }

  @Test
  void aFolderInTheOutputNamedLikeAResultIsFoundBeforeTheRun() throws IOException {
    Cascade.file(in, "a.txt", "Bob");
    Cascade.file(in, "b.txt", "Bob");
    Files.createDirectory(out.resolve("b.txt.json"));

    assertThat(run().printed()).contains("b.txt.json, which is a folder");
    assertThat(Cascade.results(out)).isEmpty();
  }

  @Test
  void aFileInTheOutputNamedLikeAFolderOfResultsIsFoundBeforeTheRun() throws IOException {
    Cascade.file(in, "a.txt", "Bob");
    Cascade.file(in, "sub/b.txt", "Bob");
    Cascade.file(out, "sub", "the user's");

    assertThat(run().printed()).contains(out.resolve("sub") + ", which is a file");
    assertThat(Cascade.results(out)).containsOnlyKeys("sub");
  }

  @Test
  void aFolderNamedLikeTheReportIsRefused() throws IOException {
    Cascade.file(in, "run.json/a.txt", "Bob");

    assertThat(run().printed())
        .contains("the folder of its result would be named run.json, a file that the run");
  }
}
