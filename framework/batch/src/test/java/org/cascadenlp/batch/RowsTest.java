package org.cascadenlp.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cascadenlp.batch.parts.Mischief;
import org.cascadenlp.core.process.Interruption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A document on each line of a file, with a result file for each or one for all. */
class RowsTest {

  @TempDir Path in;
  @TempDir Path out;

  private Path result = Path.of("");

  @BeforeEach
  void place() {
    result = out.resolve("new/all.rows");
  }

  private static Cascade.Ended run(Path output, Path input, Object... more) {
    List<Object> all =
        new ArrayList<>(List.of("--input", input, "--as", "rows", "--format", "rows"));
    all.addAll(List.of(more));
    return Cascade.run("pipeline.xml", output, all.toArray());
  }

  private static JsonObject report(Path file) throws IOException {
    return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
  }

  private Path reportFile() {
    return result.resolveSibling("all.rows.run.json");
  }

  private static List<String> failures(JsonObject report) {
    return report.getAsJsonArray("failed").asList().stream()
        .map(JsonElement::getAsJsonObject)
        .map(f -> f.get("document").getAsString() + " | " + f.get("cause").getAsString())
        .toList();
  }

  @Test
  void aThousandRowsBecomeOneFileInTheirOrderWithAnyNumberOfWorkers() throws IOException {
    StringBuilder rows = new StringBuilder();
    StringBuilder expected = new StringBuilder("id|text|found\n");
    for (int i = 0; i < 1000; i++) {
      String text = "a ".repeat(i * 7 % 30) + "Bob";
      rows.append(i).append('|').append(text).append('\n');
      int found = 1 + 1 + 1 + i * 7 % 30 + 1 + 1; // metadata, sentence, tokens, vectors, name
      expected.append(i).append('|').append(text).append('|').append(found).append('\n');
    }
    Path file = Cascade.file(in, "data.txt", rows.toString());
    for (int workers : new int[] {1, 4}) {
      Cascade.Ended ended = run(result, file, "--workers", workers);

      assertThat(ended.code()).as(ended.printed()).isZero();
      assertThat(ended.printed()).contains("1000 of 1000 documents annotated");
      assertThat(Files.readString(result)).isEqualTo(expected.toString());
      assertThat(report(reportFile()).get("as").getAsString()).isEqualTo("rows");
    }
    assertThat(files(result.getParent()))
        .containsExactlyInAnyOrder("all.rows", "all.rows.run.json", "all.rows.run.json.before");
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void aBadRowIsNamedByFileAndLineAndEndsNothing() throws IOException {
    Path file = Cascade.file(in, "data.txt", "1|Bob\nno bar\n3|!fail\n4|Bob\n");

    Cascade.Ended ended = run(result, file);

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.printed()).contains("2 of 4 documents annotated");
    String noBar = file + ", line 2: there is no bar; write id|text";
    String bad = "Mischief: a bad word; leave it out";
    assertThat(Files.readString(result))
        .isEqualTo("id|text|found\n1|Bob|5\nno bar||" + noBar + "\n3|!fail|" + bad + "\n4|Bob|5\n");
    assertThat(failures(report(reportFile())))
        .containsExactly("data.txt-2 | " + noBar, "data.txt-3 | " + bad);
  }

  @Test
  void aFileThatCannotBeReadOnCostsItsRestAlone() throws IOException {
    Cascade.file(in, "a.txt", "1|Bob\nend!\n3|Bob\n");
    Cascade.file(in, "b.txt", "end!\n");
    Cascade.file(in, "c.txt", "4|Bob\n");

    Cascade.Ended ended = run(result, in);

    assertThat(ended.code()).isEqualTo(1);
    assertThat(Files.readString(result)).contains("1|Bob|5\n", "4|Bob|5\n").doesNotContain("3|");
    assertThat(failures(report(reportFile())))
        .containsExactly(
            "a.txt | " + in.resolve("a.txt") + ", line 2: it ends here; mend it",
            "b.txt | " + in.resolve("b.txt") + ", line 1: it ends here; mend it");
    assertThat(run(result, in.resolve("b.txt")).code()).as("nothing to annotate").isEqualTo(2);
  }

  @Test
  void anInterruptedRunLeavesTheFormerFileAndNoHalfOne() throws IOException {
    Path file = Cascade.file(in, "data.txt", "1|Bob\n2|Ann\n");
    run(result, file);
    String former = Files.readString(result);
    Cascade.file(in, "data.txt", "1|Bob and Ann\n2|!end of it\n3|Bob\n");

    Cascade.Ended ended;
    try (Interruption process = Interruption.of()) {
      Mischief.end = process::ask;
      ended = run(result, file, "--workers", 1);
    } finally {
      Mischief.end = () -> {};
    }

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.printed()).contains("interrupted: 2 documents were not done");
    assertThat(Files.readString(result)).isEqualTo(former);
    assertThat(report(reportFile()).get("outcome").getAsString()).isEqualTo("interrupted");
    assertThat(files(result.getParent())).noneMatch(name -> name.endsWith(".part"));
  }

  @Test
  void anExistingFileIsReplacedKeptOrRefused() throws IOException {
    Path file = Cascade.file(in, "data.txt", "1|Bob\n");
    run(result, file);
    Files.writeString(result, "kept");

    assertThat(run(result, file, "--existing", "skip").printed()).contains("--existing skip: ");
    assertThat(Files.readString(result)).isEqualTo("kept");
    assertThat(run(result, file, "--existing", "fail").code()).isEqualTo(2);
    assertThat(Files.readString(result)).isEqualTo("kept");

    Cascade.Ended other = run(result, file, "--existing", "skip", "--set", "task.label=OTHER");
    assertThat(other.printed())
        .contains("--existing skip: " + result + " is not the complete result of this input");
    assertThat(Files.readString(result)).as("of other settings").contains("Bob");
    Cascade.file(in, "data.txt", "1|Bob and Ann\n");
    run(result, file, "--existing", "skip", "--set", "task.label=OTHER");
    assertThat(Files.readString(result)).as("of another input").contains("Ann");
    Cascade.file(in, "data.txt", "1|no bar\nx\n");
    run(result, file);
    Files.writeString(result, "with failures");
    run(result, file, "--existing", "skip");
    assertThat(Files.readString(result)).as("of a run with failures").contains("no bar");
  }

  @Test
  void rowsMayHaveAFileEach() throws IOException {
    Cascade.file(in, "sub/data.txt", "1|Bob\nno bar\n../../up|Ann\n");

    Cascade.Ended ended = run(out, in);

    assertThat(ended.code()).as(ended.printed()).isEqualTo(1);
    assertThat(Cascade.results(out))
        .isEqualTo(
            Map.of(
                "sub/data.txt-1.rows",
                "1|Bob|5\n",
                "sub/data.txt-document-3.rows",
                "../../up|Ann|5\n"));
    Files.writeString(out.resolve("sub/data.txt-1.rows"), "kept");
    run(out, in, "--existing", "skip");
    assertThat(Cascade.results(out)).containsEntry("sub/data.txt-1.rows", "kept");
  }

  @Test
  void theOutputIsNotAnInput() throws IOException {
    Path file = Cascade.file(in, "data.rows", "1|Bob\n");

    Cascade.Ended ended = run(file, file);
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.printed()).contains("this is also the --input");

    Path inside = in.resolve("all.rows");
    assertThat(run(inside, in).code()).isZero();
    assertThat(run(inside, in).code()).isZero();
    assertThat(Files.readString(inside)).isEqualTo("id|text|found\n1|Bob|5\n");
  }

  @Test
  void textsMayBeOneFileToo() throws IOException {
    Cascade.file(in, "a.txt", "Bob");
    Cascade.file(in, "b.txt", "");
    Cascade.Ended ended = Cascade.run("pipeline.xml", result, "--input", in, "--format", "rows");
    assertThat(ended.code()).as(ended.printed()).isZero();
    assertThat(Files.readString(result)).isEqualTo("|found\n5\n1\n");
  }

  @Test
  void whatIsWrongIsNamedBeforeThePipelineLoads() throws IOException {
    Path file = Cascade.file(in, "data.txt", "1|Bob\n");
    assertThat(Cascade.run("none.xml", result, "--input", file, "--as", "rose").printed())
        .contains("--as rose: there is no such format; use auto, text or one of [", "rows");
    assertThat(Cascade.run("none.xml", result, "--input", file, "--read", "a=b").printed())
        .contains("--read {a=b}: plain text has no settings; name the format");
    assertThat(run(result, file, "--read", "a=b").printed()).contains("rows: no setting {a=b}");
    assertThat(run(result, file, "--max-chars", 2).code()).isEqualTo(1);
    assertThat(Files.readString(result)).contains("the limit of --max-chars");
    assertThat(run(result, file, "--encoding", "x").printed())
        .contains("there is no such encoding");
  }
}
