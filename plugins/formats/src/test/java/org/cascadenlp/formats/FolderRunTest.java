package org.cascadenlp.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.batch.RunCommand;
import org.cascadenlp.core.error.CascadeException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code run --as folders}: a folder of folders in, as the format's name says. */
class FolderRunTest {

  @TempDir private Path folder;

  private Path reviews = Path.of("");
  private int code;

  @BeforeEach
  void files() throws IOException {
    reviews = Files.createDirectory(folder.resolve("reviews"));
    write("good/a.txt", "fine");
    write("good/b.txt", "fine, too");
    write("bad/a.txt", "Stop!");
  }

  private void write(String name, String text) throws IOException {
    Path file = reviews.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** Runs and returns what was printed. */
  private String run(Path input, String output, String... more) {
    List<String> arguments = new ArrayList<>(List.of(pipeline(), "--input", input.toString()));
    arguments.addAll(List.of("--as", "folders", "--format", "csv"));
    arguments.addAll(List.of("--output", folder.resolve(output).toString()));
    arguments.addAll(List.of(more));
    StringWriter printed = new StringWriter();
    CommandLine command = new CommandLine(new RunCommand());
    command.setErr(new PrintWriter(printed));
    command.setExecutionExceptionHandler(
        (error, line, parsed) -> {
          line.getErr().println(CascadeException.describe(error));
          return 2;
        });
    code = command.execute(arguments.toArray(String[]::new));
    return printed.toString();
  }

  private static String pipeline() {
    try {
      return Path.of(FolderRunTest.class.getResource("RudeWords.xml").toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void eachFileIsADocumentNamedBelowItsFolders() throws IOException {
    String printed = run(reviews, "out.csv");

    assertThat(code).as(printed).isZero();
    assertThat(folder.resolve("out.csv"))
        .content()
        .isEqualTo(
            """
            document,text,class,score,error
            reviews/bad/a.txt,Stop!,rude,0.5,
            reviews/good/a.txt,fine,polite,0.5,
            reviews/good/b.txt,"fine, too",polite,0.5,
            """);
    run(reviews, "out");
    assertThat(folder.resolve("out/reviews/good/b.txt.csv")).exists();
    write("good/b.txt", "");
    Files.createDirectories(reviews.resolve("good/more"));
    assertThat(run(reviews, "out2.csv"))
        .contains("2 of 4 documents annotated")
        .contains("b.txt: the text is empty", "good/more: this is not a file");
    assertThat(code).isEqualTo(1);
  }

  @Test
  void whatIsNoFolderOrContainsTheOutputIsRefused() {
    assertThat(run(reviews.resolve("good/a.txt"), "out.csv"))
        .contains("a.txt: this is not a folder; name a folder, which is what this format reads");
    assertThat(run(folder.resolve("none"), "out.csv")).contains("none: there is no such folder");
    assertThat(run(reviews, "reviews/out.csv"))
        .contains("--output " + reviews.resolve("out.csv") + ": it is in the folder of the doc");
    assertThat(run(reviews.resolve("good"), "out.csv")).contains("there are no folders in it");
    assertThat(code).isEqualTo(2);
  }

  @EnabledOnOs({OS.LINUX, OS.MAC})
  @Test
  void aFifoIsNamed() throws Exception {
    for (String name : new String[] {"fifo", "bad/fifo"}) {
      String fifo = reviews.resolve(name).toString();
      assertThat(new ProcessBuilder("mkfifo", fifo).start().waitFor()).isZero();
    }
    assertThat(run(reviews, "out.csv"))
        .contains("--input: 2 files were not read, for example " + reviews)
        .contains("bad/fifo: this is not a file");
  }

  @DisabledOnOs(OS.WINDOWS) // creating links needs a privilege there
  @Test
  void aLinkOutOfTheFolderIsFollowedOnRequestOnly() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "secret");
    Files.createSymbolicLink(reviews.resolve("bad/b.txt"), secret);
    assertThat(run(reviews, "out.csv"))
        .contains("bad/b.txt is a link that leads out of the folder; remove it");
    assertThat(run(reviews, "out.csv", "--follow-links")).contains("4 of 4 documents annotated");
  }
}
