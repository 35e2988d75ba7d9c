package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cascadenlp.batch.RunCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command of the README that makes a table with classes of a table with texts. */
class GenreTableTest {

  @TempDir private Path folder;

  @Test
  void aTableOfTextsBecomesATableWithTheirClasses() throws Exception {
    Path table = Checkout.ROOT.resolve("testdata/tables/reviews.csv");
    Path result = folder.resolve("genres.csv");
    String[] arguments = {
      Checkout.PIPELINES.resolve("genre-bert.xml").toString(),
      "--input=" + table,
      "--as=csv",
      "--read=text=review",
      "--output=" + result,
      "--format=csv"
    };
    assertThat(new CommandLine(new RunCommand()).execute(arguments)).isZero();
    List<String> before = Files.readAllLines(table);
    List<String> after = Files.readAllLines(result);
    assertThat(after).hasSameSizeAs(before);
    assertThat(after.get(0)).isEqualTo(before.get(0) + ",class,score,error");
    for (int i = 1; i < before.size(); i++) {
      boolean inside = before.get(i).endsWith("Japan?"); // the row ends in the next line
      assertThat(after.get(i)).startsWith(before.get(i));
      assertThat(after.get(i).substring(before.get(i).length()))
          .matches(inside ? "" : ",(answers|email|newsgroup|reviews|weblog),0\\.\\d+,");
    }
  }
}
