package org.cascadenlp.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results of documents that are no longer in the input are named, and stay. */
class StaleResultsTest {

  @TempDir private Path in;
  @TempDir private Path out;

  private Cascade.Ended run(Object... more) {
    Object[] all = new Object[more.length + 2];
    all[0] = "--input";
    all[1] = in;
    System.arraycopy(more, 0, all, 2, more.length);
    return Cascade.run("pipeline.xml", out, all);
  }

  private String stale() throws IOException {
    return Cascade.report(out).getAsJsonArray("stale").toString();
  }

  @Test
  void theyAreCountedAndNamedAndNoOtherFileIs() throws IOException {
    for (String name : new String[] {"a", "b.txt", "c.txt", "d/d.txt", "e.txt"}) {
      Cascade.file(in, name, "Bob");
    }
    Cascade.Ended first = run();
    assertThat(first.printed()).doesNotContain("earlier runs");
    assertThat(stale()).isEqualTo("[]");
    Cascade.file(out, "notes.txt.json", "the user's");
    Cascade.file(in, "a.txt", "Bob");
    for (String name : new String[] {"a", "b.txt", "c.txt", "d/d.txt"}) {
      Files.delete(in.resolve(name));
    }

    for (String existing : new String[] {"skip", "replace"}) {
      Cascade.Ended second = run("--existing", existing);

      assertThat(second.code()).isZero();
      assertThat(second.printed())
          .contains(
              "4 results of earlier runs, of documents that are not in the input, were not changed:"
                  + " a.json, b.txt.json, c.txt.json ... (all in run.json)");
      assertThat(stale()).isEqualTo("[\"a.json\",\"b.txt.json\",\"c.txt.json\",\"d/d.txt.json\"]");
    }
    assertThat(Cascade.results(out)).containsKeys("a.json", "d/d.txt.json", "notes.txt.json");

    for (String name : new String[] {"a", "b.txt", "c.txt"}) {
      Files.delete(out.resolve(name + ".json"));
    }
    assertThat(run().printed())
        .contains(
            "1 result of earlier runs, of documents that are not in the input, was not changed:"
                + " d/d.txt.json\n");
  }

  @Test
  void resultsOfTheSameDocumentsInAnotherFormatAreNot() throws IOException {
    Cascade.file(in, "a.txt", "1|Bob\n");
    run("--format", "toy-index");
    run();
    assertThat(stale()).isEqualTo("[]");
    Files.move(in.resolve("a.txt"), in.resolve("b.txt"));
    run();
    assertThat(stale()).isEqualTo("[\"a.txt.json\",\"a.txt.toy\"]");
  }

  @Test
  void rowsThatAreNoLongerInAFileHaveStaleResultsToo() throws IOException {
    Path file = Cascade.file(in, "data.txt", "1|Bob\n2|Bob\nno bar\n");
    run("--as", "rows");
    Cascade.file(in, "data.txt", "1|Bob\n");

    Cascade.Ended ended = Cascade.run("pipeline.xml", out, "--input", file, "--as", "rows");

    assertThat(ended.code()).isZero();
    assertThat(stale()).isEqualTo("[\"data.txt-2.json\"]");
  }
}
