package org.cascadenlp.core.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnfinishedFileTest {

  @TempDir Path folder;

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static void write(UnfinishedFile file, String text) throws IOException {
    file.stream().write(text.getBytes(StandardCharsets.UTF_8));
    file.stream().flush();
  }

  @Test
  void twoWritersOfOneTargetDoNotShareAFileAndTheLastToFinishWins() throws IOException {
    Path target = folder.resolve("a.txt");
    try (UnfinishedFile one = UnfinishedFile.of(target);
        UnfinishedFile other = UnfinishedFile.of(target)) {
      write(one, "one ");
      write(other, "other ");
      write(one, "and no more");
      other.finish();
      assertThat(target).hasContent("other ");
      one.finish();
    }
    assertThat(target).hasContent("one and no more");
    assertThat(files()).containsExactly(target);
  }

  @Test
  void theTargetIsUnchangedIfTheWriterDoesNotFinish() throws IOException {
    Path target = Files.writeString(folder.resolve("a.txt"), "former");
    try (UnfinishedFile file = UnfinishedFile.of(target)) {
      write(file, "half");
      assertThat(files()).hasSize(2);
    }
    assertThat(target).hasContent("former");
    assertThat(files()).containsExactly(target);
  }

  @Test
  void aTextReplacesTheFormerOne() throws IOException {
    Path target = Files.writeString(folder.resolve("a.html"), "a longer former text");
    UnfinishedFile.write(target, "grün");
    assertThat(target).hasContent("grün");
    assertThat(files()).containsExactly(target);
  }

  @Test
  void aMissingFolderIsNotCreated() {
    assertThatThrownBy(() -> UnfinishedFile.of(folder.resolve("sub/a.txt")))
        .isInstanceOf(NoSuchFileException.class);
    assertThat(folder.resolve("sub")).doesNotExist();
  }

  @Test
  void errorsNameTheTargetAndNotTheHiddenFile() throws IOException {
    Path below = Files.writeString(folder.resolve("file"), "").resolve("a.txt");
    assertThatThrownBy(() -> UnfinishedFile.of(below))
        .isInstanceOf(FileSystemException.class)
        .hasMessage(below + ": Not a directory");
    Path tooLong = folder.resolve("x".repeat(300));
    assertThatThrownBy(() -> UnfinishedFile.write(tooLong, "text"))
        .isInstanceOf(FileSystemException.class)
        .hasMessage(tooLong + ": File name too long");
  }

  @Test
  void removeAllRemovesUnfinishedFilesOnly() throws IOException {
    Files.createFile(UnfinishedFile.beside(folder.resolve("a.txt")));
    Path folderOfThatName = Files.createDirectory(UnfinishedFile.beside(folder.resolve("b")));
    Path file = Files.createFile(folder.resolve(".cascade-notes.part"));

    UnfinishedFile.removeAll(folder);

    assertThat(files()).containsExactlyInAnyOrder(folderOfThatName, file);
  }
}
