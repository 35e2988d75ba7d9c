package org.cascadenlp.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cascadenlp.cli.Ran;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {

  private static final Path RESOURCES =
      Path.of(System.getProperty("cascade.root"), "framework/cli/src/test/resources");

  private static Ran check(String pipeline, String... more) {
    String[] arguments = new String[more.length + 2];
    arguments[0] = "check";
    arguments[1] = RESOURCES.resolve("pipelines").resolve(pipeline).toString();
    System.arraycopy(more, 0, arguments, 2, more.length);
    return Ran.cascade(arguments);
  }

  /** Compares with a golden file; {@code -Dgolden.write=true} writes it anew, for review. */
  private static void verify(String name, String actual) throws IOException {
    Path file = RESOURCES.resolve("golden").resolve(name + ".txt");
    String normal =
        actual
                .replace("\r\n", "\n")
                .replace(RESOURCES.resolve("pipelines").toString(), "{pipelines}")
                .strip()
            + "\n";
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(file, normal);
    }
    assertThat(normal).as(name).isEqualTo(Files.readString(file));
  }

  @Test
  void aPipelineWithoutProblemsIsListedStepByStep() throws IOException {
    Ran ran = check("names.xml", "--set", "again.model=other.bin");
    verify("check-names", ran.out());
    assertThat(ran.err()).isEmpty();
    assertThat(ran.code()).isZero();
  }

  @Test
  void aPipelineOfOneStepHasNoRoles() {
    assertThat(check("namer.xml").out()).startsWith(" 1. Namer").contains("model names.bin");
  }

  @Test
  void aPartThatIsReplacedIsCheckedAndListed() {
    Ran ran = check("names.xml", "--part", "again=tagger.xml");
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out()).contains(" 1. first: Namer", " 2. again: Tagger");
    assertThat(ran.code()).isZero();
    assertThat(check("names.xml", "--part", "third=tagger.xml").err())
        .contains(
            "names.xml: --part third=tagger.xml: there is no part named 'third'; the parts here"
                + " are [again, first]");
  }

  @Test
  void allProblemsAreListed() throws IOException {
    Ran ran = check("two-problems.xml");
    verify("check-two-problems", ran.err());
    assertThat(ran.out()).isEmpty();
    assertThat(ran.code()).isEqualTo(2);
  }

  @Test
  void twoTaggersOfPartsOfSpeechAreAWarning() throws IOException {
    Ran ran = check("two-taggers.xml");
    verify("check-two-taggers", ran.err());
    assertThat(ran.out()).contains("no problems in ");
    assertThat(ran.code()).isZero();
  }

  @Test
  void aProblemThatAPartFindsInItsModelIsReported() throws IOException {
    Ran ran = check("names.xml", "--set", "again.model=torn.bin");
    verify("check-model", ran.err());
    assertThat(ran.code()).isEqualTo(2);
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    Ran ran = check("none.xml");
    verify("check-none", ran.err());
    assertThat(ran.code()).isEqualTo(2);
  }

  @EnabledOnOs({OS.LINUX, OS.MAC})
  @Test
  void whatIsNoFileIsSaid(@TempDir Path folder) throws Exception {
    Path fifo = folder.resolve("fifo.xml");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    assertThat(check(fifo.toString()).err()).contains(fifo + ": is a FIFO; name a file");
    assertThat(check("/dev/null").err()).contains("/dev/null: is a device; name a file");
    assertThat(check(folder.toString()).err()).contains(folder + ": is a folder; name the XML");
    assertThat(check(fifo.toString()).code()).isEqualTo(2);
  }
}
