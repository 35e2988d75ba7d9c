package org.cascadenlp.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cascadenlp.batch.parts.Mischief;
import org.cascadenlp.core.process.Interruption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RunCommandTest {

  @TempDir Path in;
  @TempDir Path out;

  @Test
  void itWritesTextAndAnnotationsOfADocument() throws IOException {
    Path file = Cascade.file(in, "a.txt", "Hi 😀 Bob");

    Cascade.Ended ended = Cascade.run("pipeline.xml", out, "--input", file);

    assertThat(ended.code()).as(ended.printed()).isZero();
    assertThat(Cascade.results(out))
        .containsOnlyKeys("a.txt.json")
        .containsEntry(
            "a.txt.json",
            """
            a.txt
            Hi 😀 Bob
            Sentence 0-9
            Token 0-2
            ScoredEntity 0-2 NAME 0.5
            Token 3-5
            Token 6-9
            ScoredEntity 6-9 NAME 0.33333334
            """);
  }

  @Test
  void itKeepsTheFoldersOfTheDocuments() throws IOException {
    Cascade.file(in, "one/a.txt", "A");
    Cascade.file(in, "two/deep/a.txt", "A");

    assertThat(Cascade.run("pipeline.xml", out, "--input", in).code()).isZero();

    assertThat(Cascade.results(out)).containsOnlyKeys("one/a.txt.json", "two/deep/a.txt.json");
  }

  @Test
  void oneBadDocumentDoesNotStopTheOthers() throws IOException {
    Cascade.file(in, "a.txt", "Fine");
    Cascade.file(in, "b.txt", "This is !fail indeed");
    Cascade.file(in, "c.txt", "This is !crash indeed");
    Cascade.file(in, "d.txt", "Fine");

    Cascade.Ended ended = Cascade.run("pipeline.xml", out, "--input", in);

    assertThat(ended.code()).isEqualTo(1);
    assertThat(Cascade.results(out)).containsOnlyKeys("a.txt.json", "d.txt.json");
    assertThat(failures())
        .containsExactly(
            "b.txt | Mischief: a bad word; leave it out",
            "c.txt | IllegalStateException: crashed as asked");
    assertThat(ended.printed())
        .contains("2 of 4 documents annotated", "b.txt: Mischief: a bad word");
  }

  @Test
  void aStoppedRunKeepsItsResultsAndReportsNoFailedDocument() throws IOException {
    Cascade.file(in, "a.txt", "Fine");
    Cascade.file(in, "b.txt", "This !end is long");
    Cascade.file(in, "c.txt", "Fine");
    Cascade.run("pipeline.xml", out, "--input", in);
    Map<String, String> former = Cascade.results(out);
    assertThat(former).hasSize(3);
    Files.writeString(in.resolve("a.txt"), "Fine too");

    Cascade.Ended ended;
    try (Interruption process = Interruption.of()) {
      Mischief.end = process::ask;
      ended = Cascade.run("pipeline.xml", out, "--input", in, "--workers", 1);
    } finally {
      Mischief.end = () -> {};
    }

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.printed())
        .contains("1 of 3 documents annotated", "interrupted: 2 documents were not done");
    assertThat(report().get("outcome").getAsString()).isEqualTo("interrupted");
    assertThat(report().get("documents"))
        .hasToString(
            "{\"found\":3,\"done\":1,\"failed\":0,\"skipped\":0,\"notReached\":2,\"empty\":0}");
    assertThat(report().getAsJsonArray("troubles")).isEmpty();
    assertThat(Cascade.results(out).get("a.txt.json")).contains("Fine too");
    assertThat(Cascade.results(out))
        .containsEntry("b.txt.json", former.get("b.txt.json"))
        .containsEntry("c.txt.json", former.get("c.txt.json"));
  }

  @Test
  void theReportHasCountsTimesAndSettings() throws IOException {
    Cascade.file(in, "a.txt", "Two words");
    Cascade.file(in, "b.txt", "!fail");
    Cascade.file(in, "c.txt", "");

    Cascade.run("pipeline.xml", out, "--input", in, "--workers", 1, "--set", "task.label=X");

    JsonObject report = report();
    assertThat(report.get("outcome").getAsString()).isEqualTo("complete");
    assertThat(report.get("workers").getAsInt()).isEqualTo(1);
    assertThat(report.get("tokens").getAsInt()).isEqualTo(2);
    assertThat(report.get("documents"))
        .hasToString(
            "{\"found\":3,\"done\":2,\"failed\":1,\"skipped\":0,\"notReached\":0,\"empty\":1}");
    assertThat(report.get("settings")).hasToString("{\"task.label\":\"X\"}");
    assertThat(roles(report))
        .contains("tokenizer", "embedding", "mischief", "task", "(reading)", "(writing)");
  }

  @Test
  void settingsOverrideParametersOfParts() throws IOException {
    Path file = Cascade.file(in, "a.txt", "Bob");

    Cascade.run("pipeline.xml", out, "--input", file, "--set", "task.label=PER=SON");

    assertThat(Cascade.results(out).get("a.txt.json")).contains("ScoredEntity 0-3 PER=SON");
  }

  @Test
  void vectorsAreWrittenOnlyOnRequest() throws IOException {
    Path file = Cascade.file(in, "a.txt", "abc d");

    Cascade.run("pipeline.xml", out, "--input", file);
    assertThat(Cascade.results(out).get("a.txt.json")).doesNotContain("ectors");

    Cascade.run("pipeline.xml", out, "--input", file, "--vectors");
    assertThat(Cascade.results(out).get("a.txt.json"))
        .contains("Vectors 0-5 [3.0, 97.0, 1.0, 100.0]");
  }

  @Test
  void existingResultsAreReplacedOrSkippedOrRefused() throws IOException {
    Path file = Cascade.file(in, "a.txt", "Bob");
    Cascade.run("pipeline.xml", out, "--input", file);
    Cascade.file(out, "a.txt.json", "old");

    Cascade.Ended skip = Cascade.run("pipeline.xml", out, "--input", in, "--existing", "skip");
    assertThat(skip.code()).isZero();
    assertThat(Files.readString(out.resolve("a.txt.json"))).isEqualTo("old");

    assertThat(Cascade.run("pipeline.xml", out, "--input", in, "--existing", "fail").code())
        .isEqualTo(1);
    assertThat(failures().get(0)).contains("a result already exists");

    assertThat(Cascade.run("pipeline.xml", out, "--input", file).code()).isZero();
    assertThat(Files.readString(out.resolve("a.txt.json"))).contains("Bob");
  }

  @Test
  void nothingRunsIfPipelineInputOrOutputIsWrong() throws IOException {
    Path file = Cascade.file(in, "a.txt", "Bob");

    assertThat(Cascade.run("nowhere.xml", out, "--input", file))
        .satisfies(e -> assertThat(e.code()).isEqualTo(2))
        .satisfies(e -> assertThat(e.printed()).contains("nowhere.xml: there is no such file"));
    assertThat(Cascade.run("pipeline.xml", out, "--input", in.resolve("b.txt")))
        .satisfies(e -> assertThat(e.code()).isEqualTo(2))
        .satisfies(e -> assertThat(e.printed()).contains("b.txt: there is no such file or folder"));
    assertThat(Cascade.run("pipeline.xml", file.resolve("out"), "--input", file))
        .satisfies(e -> assertThat(e.code()).isEqualTo(2))
        .satisfies(
            e -> assertThat(e.printed()).contains("--output", "nothing can be written there"));
    assertThat(Cascade.run("pipeline.xml", out, "--input", file, "--encoding", "UTF-9"))
        .satisfies(e -> assertThat(e.code()).isEqualTo(2))
        .satisfies(e -> assertThat(e.printed()).contains("UTF-9: there is no such encoding"));
    assertThat(Cascade.run("pipeline.xml", out, "--input", file, "--workers", 0).printed())
        .contains("--workers: = 0; it must be from 1 to 1024");
    assertThat(Cascade.run("pipeline.xml", out, "--input", file, "--types", "dkpro").printed())
        .contains("--types dkpro: format toy has no types; leave it out");
    assertThat(Cascade.run("pipeline.xml", out, "--input", file, "--plugins", file).printed())
        .contains("--plugins", "a.txt: this is neither a folder nor a jar");
  }

  @Test
  void aPartThatAllowsOneInstanceRefusesTwoWorkers() throws IOException {
    Path file = Cascade.file(in, "a.txt", "Bob");

    Cascade.Ended two = Cascade.run("single.xml", out, "--input", file, "--workers", 2);
    assertThat(two.printed())
        .contains("a part of the pipeline allows one instance only")
        .contains("--workers 1");
    assertThat(two.code()).isEqualTo(2);
    assertThat(Cascade.run("single.xml", out, "--input", file, "--workers", 1).code()).isZero();
  }

  @Test
  void aPartThatAllowsOneInstanceRunsWithOneWorkerByDefault() throws IOException {
    Path file = Cascade.file(in, "a.txt", "Bob");
    assertThat(Cascade.run("single.xml", out, "--input", file).code()).isZero();
    assertThat(report().get("workers").getAsInt()).isEqualTo(1);
  }

  @Test
  void aDocumentWhoseResultWouldBeTheReportIsRefused() throws IOException {
    Path file = Cascade.file(in, "run", "Bob");

    assertThat(Cascade.run("pipeline.xml", out, "--input", file).printed())
        .contains("its result would be named run.json");
  }

  private JsonObject report() throws IOException {
    return JsonParser.parseString(Files.readString(out.resolve("run.json"))).getAsJsonObject();
  }

  private List<String> failures() throws IOException {
    JsonArray failed = report().getAsJsonArray("failed");
    return failed.asList().stream()
        .map(JsonElement::getAsJsonObject)
        .map(f -> f.get("document").getAsString() + " | " + f.get("cause").getAsString())
        .toList();
  }

  private static List<String> roles(JsonObject report) {
    return report.getAsJsonArray("components").asList().stream()
        .map(c -> c.getAsJsonObject().get("role").getAsString())
        .toList();
  }

  @Test
  void theErrorOfAnUnknownFormatListsTheFormats() throws IOException {
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
  void theNameOfAFormatMayBeInCapitalsAndIsReportedAsBound() throws IOException {
    Path file = Cascade.file(in, "a.txt", "Bob");
    assertThat(Cascade.run("pipeline.xml", out, "--input", file, "--format", "TOY").code())
        .isZero();
    assertThat(report().get("format").getAsString()).isEqualTo("toy");
  }

  @Test
  void helpListsTheFormats() {
    assertThat(new CommandLine(new RunCommand()).getUsageMessage().replaceAll("\\s+", " "))
        .containsPattern("The format of the results: .*toy, toy-index.* \\(default: json\\)");
  }

  @Test
  void filesBesideTheResultsExistFromTheStartAndListFailuresAtTheEnd() throws IOException {
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
  void viewsThatAFormatLeavesOutAreReported() throws IOException {
    Cascade.file(in, "a.txt", "Bob");
    String note =
        "views [capitals] of 1 documents are not in the results: this format writes only the"
            + " initial view; use --format xmi for all views";
    Cascade.Ended ended = Cascade.run("parts/SecondView.xml", out, "--input", in);
    assertThat(ended.code()).as(ended.printed()).isZero();
    assertThat(ended.printed()).contains(note);
    assertThat(notes()).containsExactly(note);

    Cascade.run("parts/SecondView.xml", out, "--input", in, "--format", "toy-index");
    assertThat(notes()).containsExactly("a note of the writer");
  }

  private List<String> notes() throws IOException {
    return report().getAsJsonArray("notes").asList().stream()
        .map(JsonElement::getAsString)
        .toList();
  }
}
