package org.cascadenlp.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cascadenlp.batch.parts.Mischief;
import org.cascadenlp.core.process.Interruption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

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
            "c.txt | Mischief (mischief): IllegalStateException: crashed as asked");
    assertThat(ended.printed())
        .contains("2 of 4 documents annotated", "b.txt: Mischief: a bad word");
  }

  @Test
  void anUnexpectedErrorInAPartOfSomebodyElseNamesThePart() throws IOException {
    Cascade.file(in, "a.txt", "Fine");
    Cascade.file(in, "b.txt", "This is !crash indeed");

    Cascade.run("stranger.xml", out, "--input", in);

    assertThat(failures())
        .containsExactly(
            "b.txt | Their annotator (stranger): IllegalStateException: crashed as asked");
    assertThat(Cascade.results(out)).containsOnlyKeys("a.txt.json");
  }

  @Test
  void aRunWhoseProcessEndsKeepsWhatIsDoneAndCallsNoDocumentFailed() throws IOException {
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

  @EnabledOnOs({OS.LINUX, OS.MAC})
  @Test
  void aFifoInTheInputIsNamedInOneLineAndInTheReport() throws Exception {
    Cascade.file(in, "a.txt", "Fine");
    Path fifo = in.resolve("fifo.txt");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();

    Cascade.Ended ended = Cascade.run("pipeline.xml", out, "--input", in);

    assertThat(ended.code()).isZero();
    assertThat(ended.printed()).contains("--input: 1 file was not read, for example " + fifo);
    assertThat(report().get("notRead"))
        .hasToString("[{\"file\":\"" + fifo + "\",\"reason\":\"a FIFO\"}]");
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
    return Cascade.report(out);
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
}
