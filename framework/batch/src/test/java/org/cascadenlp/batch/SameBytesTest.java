package org.cascadenlp.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SameBytesTest {

  @TempDir Path in;
  @TempDir Path out;

  @Test
  void resultsDoNotDependOnTheNumberOfWorkersOrTheOrderOfDocuments() throws IOException {
    List<Object> files = new ArrayList<>();
    Random random = new Random(7);
    for (int i = 0; i < 25; i++) {
      StringBuilder text = new StringBuilder();
      for (int word = random.nextInt(60); word > 0; word--) {
        text.append(random.nextInt(3) == 0 ? "Bob\n" : "sees ").append(random.nextInt(900));
        text.append(random.nextInt(5) == 0 ? " 😀 " : "\t");
      }
      text.append(i % 13 == 0 ? " !fail" : i % 17 == 0 ? " !stack" : "");
      files.add(Cascade.file(in, "doc" + i + ".txt", text.toString()));
    }
    Map<String, String> expected = run(1, files);

    assertThat(expected).hasSizeGreaterThan(20);
    for (int workers : new int[] {2, 4}) {
      Collections.shuffle(files, random);
      assertThat(run(workers, files)).isEqualTo(expected);
    }
  }

  private Map<String, String> run(int workers, List<Object> files) throws IOException {
    Path folder = out.resolve(String.valueOf(workers));
    List<Object> arguments = new ArrayList<>(List.of("--workers", workers));
    arguments.add("--input");
    arguments.addAll(files);
    Cascade.Ended ended = Cascade.run("pipeline.xml", folder, arguments.toArray());
    assertThat(ended.code()).as(ended.printed()).isEqualTo(1);
    return Cascade.results(folder);
  }
}
