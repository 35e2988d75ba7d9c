package org.cascadenlp.core.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.cascadenlp.core.error.CascadeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnfinishedFolderTest {

  @TempDir Path above;

  private Map<String, String> content(Path folder) throws IOException {
    Map<String, String> content = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        content.put(folder.relativize(file).toString(), Files.readString(file));
      }
    }
    return content;
  }

  private Path former() throws IOException {
    Path folder = Files.createDirectories(above.resolve("model/sub"));
    Files.writeString(folder.resolve("a"), "former");
    Files.writeString(folder.resolveSibling("card"), "former");
    Files.writeString(folder.resolveSibling("b"), "former");
    Files.writeString(folder.resolveSibling("notes"), "the user's");
    Files.writeString(above.resolve("outside"), "the user's");
    return above.resolve("model");
  }

  @Test
  void newFilesReplaceTheListedFormerOnesAndAllOthersAreKept() throws IOException {
    Path folder = former();
    try (UnfinishedFolder model = UnfinishedFolder.in(folder)) {
      Files.writeString(model.path().resolve("card"), "new");
      Files.writeString(Files.createDirectory(model.path().resolve("sub")).resolve("c"), "new");
      model.finish(List.of("sub/a", "b", "gone", "../outside"), "card");
    }
    assertThat(content(above))
        .isEqualTo(
            Map.of(
                "model/card", "new",
                "model/sub/c", "new",
                "model/notes", "the user's",
                "outside", "the user's"));
  }

  @Test
  void theFolderIsUnchangedIfItIsNotFinished() throws IOException {
    Path folder = former();
    Map<String, String> before = content(above);
    try (UnfinishedFolder model = UnfinishedFolder.in(folder)) {
      Files.writeString(model.path().resolve("card"), "new");
    }
    assertThat(content(above)).isEqualTo(before);
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void errorsNameTheFinalPathsOfTheFiles() throws IOException {
    Path folder = former();
    try (UnfinishedFolder model = UnfinishedFolder.in(folder)) {
      assertThatThrownBy(
              () ->
                  model.fill(
                      part -> {
                        Path file = part.resolve("weights");
                        throw CascadeException.of("" + file, "no room for " + file, "free space");
                      }))
          .isInstanceOf(CascadeException.class)
          .hasMessage("%1$s: no room for %1$s; free space".formatted(folder.resolve("weights")));
      assertThatThrownBy(() -> model.fill(part -> Files.readString(part.resolve("sub/gone"))))
          .isInstanceOf(NoSuchFileException.class)
          .hasMessage(folder.resolve("sub/gone").toString());
    }
  }

  @Test
  void aCreatedFolderIsRemovedIfItIsNotFinished() throws IOException {
    Path folder = above.resolve("new");
    try (UnfinishedFolder model = UnfinishedFolder.in(folder)) {
      Files.writeString(model.path().resolve("card"), "new");
    }
    assertThat(folder).doesNotExist();
  }

  @Test
  void theNextOwnerRemovesOnlyTheUnfinishedFilesOfKilledProcesses() throws IOException {
    Path folder = former();
    Map<String, String> before = content(above);
    UnfinishedFolder left = UnfinishedFolder.in(folder);
    Files.writeString(Files.createDirectory(left.path().resolve("sub")).resolve("c"), "new");
    Files.createSymbolicLink(left.path().resolve("link"), above);
    Files.createFile(UnfinishedFile.beside(folder.resolve("b")));
    assertThat(FolderLock.isOccupied(folder)).isTrue();

    FolderLock.of(folder, "output").close();

    assertThat(content(above)).isEqualTo(before);
  }

  @Test
  void aFolderWithOnlyUnfinishedFilesIsNotOccupied() throws IOException {
    Path folder = above.resolve("new");
    try (FolderLock own = FolderLock.of(folder, "output");
        UnfinishedFolder model = UnfinishedFolder.in(folder)) {
      assertThat(own.isHeld()).isTrue();
      assertThat(model.path()).exists();
      assertThat(FolderLock.isOccupied(folder)).isFalse();
    }
    assertThat(folder).doesNotExist();
  }
}
