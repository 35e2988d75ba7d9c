package org.cascadenlp.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents from a UIMA collection reader. */
class ReaderTest {

  private static final String NAME = "org.cascadenlp.batch.parts.ToyReader";

  @TempDir private Path out;

  private static Cascade.Ended run(Path output, String reader, Object... more) {
    List<Object> all = new ArrayList<>(List.of("--reader", reader));
    all.addAll(List.of(more));
    return Cascade.run("pipeline.xml", output, all.toArray());
  }

  @Test
  void eachDocumentIsAnnotatedBesideWhatTheReaderMade() throws IOException {
    Cascade.Ended ended = run(out, NAME, "--workers", 2);

    assertThat(ended.code()).as(ended.printed()).isZero();
    assertThat(ended.printed()).contains("3 of 3 documents annotated");
    Map<String, String> results = Cascade.results(out);
    assertThat(results).containsOnlyKeys("document-1.json", "document-2.json", "document-3.json");
    assertThat(results.get("document-2.json").lines())
        .startsWith("document-2", "Text 2 of Bob")
        .contains("Mark 0-2", "Classification 0-4", "ScoredEntity 10-13 NAME 0.33333334");
  }

  @Test
  void itsOrderIsThatOfOneFileWithAnyNumberOfWorkers() throws IOException {
    List<String> files = new ArrayList<>();
    for (int workers : new int[] {1, 4}) {
      Path file = out.resolve(workers + ".rows");
      Path descriptor = Cascade.pipeline("parts/ToyReader.xml");
      String reader = descriptor.toString();
      Cascade.Ended ended =
          run(
              file,
              reader,
              "--format",
              "rows",
              "--workers",
              workers,
              "--read",
              "texts=300",
              "--read",
              "failing=17");
      assertThat(ended.code()).as(ended.printed()).isEqualTo(1);
      assertThat(ended.printed())
          .contains("299 of 300 documents annotated")
          .contains("document-17: ToyReader: IOException: text 17 is lost; correct the document");
      files.add(Files.readString(file));
    }
    assertThat(files.get(0).lines()).hasSize(301);
    assertThat(files.get(0).lines().toList().get(17)).contains("text 17 is lost");
    assertThat(files.get(1)).isEqualTo(files.get(0));
  }

  /** It may read from anywhere, so nothing tells whether its documents are the same. */
  @Test
  void oneFileIsMadeAgainAndTheReasonIsSaid() throws IOException {
    Path file = out.resolve("all.rows");
    assertThat(run(file, NAME, "--format", "rows", "--existing", "skip").printed())
        .doesNotContain("--existing skip");
    Files.writeString(file, "old");
    assertThat(run(file, NAME, "--format", "rows", "--existing", "skip").printed())
        .contains("--existing skip: a collection reader does not tell whether its documents have");
    assertThat(Files.readString(file)).contains("found");
  }

  @Test
  void whatIsWrongIsNamed() {
    assertThat(run(out, "none.xml").printed())
        .contains("--reader none.xml: there is no such file; name the descriptor of a collection");
    assertThat(run(out, Cascade.pipeline("pipeline.xml").toString()).printed())
        .contains("--reader ", "name the descriptor of a collection reader");
    assertThat(run(out, NAME, "--read", "many=3").printed())
        .contains("--read many: there is no such parameter", "[failing, texts]");
    assertThat(run(out, NAME, "--read", "texts=many").printed())
        .contains("--read texts=many; this parameter is of type Integer");
    assertThat(run(out, NAME, "--input", "a.txt").printed()).contains("exclude each other");
    assertThat(Cascade.run("pipeline.xml", out).printed())
        .contains("Missing required option: '--in");
    assertThat(out).isEmptyDirectory();
  }
}
