package org.cascadenlp.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Tests {@code --format}, and what a format writes beside the results. */
class RunFormatTest {

  @TempDir Path in;
  @TempDir Path out;

  @Test
  void aFormatThatIsNotThereIsRefusedWithThoseThatAre() throws IOException {
    Path file = Cascade.file(in, "a.txt", "Bob");
    Cascade.Ended ended = Cascade.run("pipeline.xml", out, "--input", file, "--format", "Toy");
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.printed())
        .containsPattern(
            "Invalid value for option '--format': expected one of \\[.*toy, toy-index.*\\] but was"
                + " 'Toy'");
    assertThat(out.resolve(BatchRun.REPORT)).doesNotExist();
  }

  @Test
  void aFormatMayBeNamedInCapitalsAndIsReportedAsItIsBound() throws IOException {
    Path file = Cascade.file(in, "a.txt", "Bob");
    assertThat(Cascade.run("pipeline.xml", out, "--input", file, "--format", "TOY").code())
        .isZero();
    assertThat(Cascade.report(out).get("format").getAsString()).isEqualTo("toy");
  }

  @Test
  void helpListsTheFormats() {
    assertThat(new CommandLine(new RunCommand()).getUsageMessage().replaceAll("\\s+", " "))
        .containsPattern("The format of the results: .*toy, toy-index.* \\(default: json\\)");
  }

  @Test
  void filesBesideTheResultsAreThereFromTheStartAndNameFailuresAtTheEnd() throws IOException {
    Path good = Cascade.file(in, "good.txt", "Bob sees Ada");
    Path bad = Cascade.file(in, "bad.txt", "!fail");
    Cascade.Ended ended =
        Cascade.run("pipeline.xml", out, "--format", "toy-index", "--input", good, bad);
    assertThat(ended.code()).as(ended.printed()).isEqualTo(1);
    assertThat(Cascade.results(out)).containsOnlyKeys("good.txt.toy", "index.toy");
    assertThat(Cascade.results(out).get("index.toy"))
        .contains(
            "document=bad.txt, cause=Mischief: a bad word; leave it out", "document=good.txt");
  }

  @Test
  void aDocumentWhoseResultWouldBeAFileBesideThemIsRefused() throws IOException {
    Path index = Cascade.file(in, "index", "Bob");
    Cascade.Ended ended =
        Cascade.run("pipeline.xml", out, "--format", "toy-index", "--input", index);
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.printed()).contains("index.toy, a file that the run itself writes");
  }

  @Test
  void viewsThatAFormatLacksAreNoted() throws IOException {
    Cascade.file(in, "a.txt", "Bob");
    String note =
        "views [capitals] of 1 documents are not in the results: this format writes only the"
            + " initial view; use --format toy-index for all views";
    Cascade.Ended ended = Cascade.run("parts/SecondView.xml", out, "--input", in);
    assertThat(ended.code()).as(ended.printed()).isZero();
    assertThat(ended.printed()).contains(note);
    assertThat(notes()).containsExactly(note);

    Cascade.run("parts/SecondView.xml", out, "--input", in, "--format", "toy-index");
    assertThat(notes()).containsExactly("a note of the writer");
  }

  private List<String> notes() throws IOException {
    return Cascade.report(out).getAsJsonArray("notes").asList().stream()
        .map(JsonElement::getAsString)
        .toList();
  }
}
