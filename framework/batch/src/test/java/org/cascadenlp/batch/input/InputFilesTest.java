package org.cascadenlp.batch.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cascadenlp.batch.Cascade;
import org.cascadenlp.batch.report.NotRead;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class InputFilesTest {

  @TempDir Path in;
  @TempDir Path out;

  @BeforeEach
  void documents() throws IOException {
    Cascade.file(in, "b.txt", "");
    Cascade.file(in, "a.txt", "");
    Cascade.file(in, "c.md", "");
    Cascade.file(in, "deep/er/d.txt", "");
    Cascade.file(in, ".hidden", "");
    Cascade.file(in, ".git/e.txt", "");
  }

  @Test
  void aFolderIsWalkedInOrderWithoutHiddenFiles() {
    assertThat(names(in)).containsExactly("a.txt", "b.txt", "c.md", "deep/er/d.txt");
  }

  @Test
  void aGlobTakesTheFilesThatMatch() {
    assertThat(names(in + "/*.txt")).containsExactly("a.txt", "b.txt");
    assertThat(names(in + "/**/*.txt")).containsExactly("a.txt", "b.txt", "deep/er/d.txt");
    assertThat(names(in + "/{a,c}.*")).containsExactly("a.txt", "c.md");
    assertThat(names(in + "/deep/**/?.txt")).containsExactly("er/d.txt");
  }

  @Test
  void aFileWithSpecialCharactersInItsNameIsAFile() throws IOException {
    Path file = Cascade.file(in, "x[1].txt", "");

    assertThat(names(file)).containsExactly("x[1].txt");
  }

  @Test
  void anInputWithoutDocumentsIsAnError() throws IOException {
    assertThatThrownBy(() -> names(in + "/*.xml")).hasMessageContaining("no document was found");
    assertThatThrownBy(() -> names(in + "/no/*.txt")).hasMessageContaining("there is no folder");
    assertThatThrownBy(() -> names(Files.createDirectory(in.resolve("empty"))))
        .hasMessageContaining("no document was found there");
  }

  @Test
  void twoDocumentsForOneResultAreAnErrorThatNamesBoth() throws IOException {
    Path other = Cascade.file(in, "deep/a.txt", "");

    assertThatThrownBy(() -> names(in.resolve("a.txt"), other))
        .hasMessageContaining(in.resolve("a.txt").toString())
        .hasMessageContaining(other.toString())
        .hasMessageContaining("would be written to the same file");
  }

  @Test
  void aDocumentThatIsNamedTwiceIsTakenOnce() {
    assertThat(names(in + "/a.txt", in)).containsExactly("a.txt", "b.txt", "c.md", "deep/er/d.txt");
    assertThat(names(in, in + "/a.txt")).hasSize(4);
  }

  @Test
  void theOutputFolderIsNotRead() throws IOException {
    Path inside = in.resolve("deep");

    assertThat(InputFiles.find(List.of(in.toString()), inside).documents()).hasSize(3);
    assertThatThrownBy(() -> InputFiles.find(List.of(in.toString()), in))
        .hasMessageContaining("this is also the folder of the documents");
  }

  @Test
  void aCycleOfLinksIsNotFollowed() throws IOException {
    Files.createSymbolicLink(in.resolve("deep/round"), in);

    assertThat(names(in)).containsExactly("a.txt", "b.txt", "c.md", "deep/er/d.txt");
  }

  private List<String> names(Object... inputs) {
    List<String> all = java.util.Arrays.stream(inputs).map(Object::toString).toList();
    return InputFiles.find(all, out).documents().stream().map(InputDocument::name).toList();
  }

  @DisabledOnOs(OS.WINDOWS) // creating links needs a privilege there
  @Test
  void linksThatLeadOutOfTheFolderAreFollowedOnRequestOnly() throws IOException {
    Path other = Files.createDirectories(out.resolve("other"));
    Cascade.file(other, "secret.txt", "");
    Files.createSymbolicLink(in.resolve("x.txt"), other.resolve("secret.txt"));
    Files.createSymbolicLink(in.resolve("x"), other);
    Files.createSymbolicLink(in.resolve("y.txt"), in.resolve("a.txt"));

    InputFiles inside = InputFiles.find(List.of(in.toString()), out.resolve("results"));
    assertThat(inside.documents().stream().map(InputDocument::name))
        .containsExactly("a.txt", "b.txt", "c.md", "deep/er/d.txt", "y.txt");
    assertThat(inside.leftOut()).containsExactlyInAnyOrder(in.resolve("x.txt"), in.resolve("x"));

    InputFiles all =
        InputFiles.find(List.of(in.toString()), out.resolve("results"), InputFiles.Links.ALL);
    assertThat(all.documents().stream().map(InputDocument::name)).contains("x.txt", "x/secret.txt");
    assertThat(all.leftOut()).isEmpty();
  }

  /** Opening a FIFO would block until somebody writes to it. */
  @EnabledOnOs({OS.LINUX, OS.MAC})
  @Test
  void aFifoOrADeviceIsNotReadAsADocument() throws Exception {
    Path fifo = in.resolve("fifo.txt");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    InputFiles found = InputFiles.find(List.of(in.toString()), out);
    assertThat(found.notRead()).containsExactly(new NotRead(fifo.toString(), "a FIFO"));
    assertThat(found.remarks(""))
        .containsExactly(
            "--input: 1 file was not read, for example " + fifo + ": a FIFO, which may never end");
    assertThat(InputFiles.find(List.of(in + "/*.md"), out).notRead()).isEmpty();
    assertThat(names(in)).containsExactly("a.txt", "b.txt", "c.md", "deep/er/d.txt");
    assertThatThrownBy(() -> names(fifo)).hasMessageContaining("fifo.txt: is a FIFO; ");
    assertThatThrownBy(() -> names("/dev/null"))
        .hasMessageContaining("--input /dev/null: is a device; ");
  }
}
