package org.cascadenlp.formats.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.cascadenlp.formats.Corpus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersFormatTest {

  @TempDir private Path folder;

  @Test
  void aFileIsADocumentAndItsFolderNamesTheClass() throws IOException {
    write("pos/b.txt", "\uFEFFgood\n");
    write("pos/a.txt", "very\ngood");
    write("neg/z", "bad");
    write(".hidden/x", "x");
    write("pos/.hidden", "x");
    write("README", "x");
    Corpus corpus = read(Map.of());
    assertThat(corpus.classes)
        .containsExactly("neg/z: bad/neg", "pos/a.txt: very\ngood/pos", "pos/b.txt: good/pos");
    assertThat(corpus.tokens).isEmpty();
    assertThat(read(Map.of("tokens", "space", "sentences", "2-2")).tokens)
        .containsExactly("very", "good");
    assertThat(read(Map.of("map", "neg=O,pos=1")).classCounts).hasToString("{1=2}");
  }

  @Test
  void theEncodingIsASetting() throws IOException {
    write("fr/a", "");
    Files.write(folder.resolve("fr/a"), "été".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(read(Map.of("encoding", "ISO-8859-1")).texts).containsExactly("été");
    assertThatThrownBy(() -> read(Map.of()))
        .hasMessageStartingWith(folder.resolve("fr/a") + ", line 1: the bytes E9 are not UTF-8; ");
  }

  @Test
  void aPathThatIsNotAFolderOfClassesIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "x");
    assertThatThrownBy(() -> Corpus.read(new FoldersFormat(), file, Map.of()))
        .hasMessage(file + ": this is not a folder; name a folder with one subfolder per class");
    assertThatThrownBy(() -> Corpus.read(new FoldersFormat(), folder.resolve("no"), Map.of()))
        .hasMessage(
            folder.resolve("no")
                + ": there is no such folder; name a folder with one subfolder per class");
    assertThatThrownBy(() -> read(Map.of()))
        .hasMessage(
            folder + ": there are no folders in it; name a folder with one subfolder per class");
  }

  @Test
  void theFolderOfAClassMayContainOnlyFilesWithText() throws IOException {
    Files.createDirectory(folder.resolve("a"));
    assertThatThrownBy(() -> read(Map.of()))
        .hasMessage(folder.resolve("a") + ": there are no files in this class; remove the folder");
    write("a/x", " \n");
    assertThatThrownBy(() -> read(Map.of()))
        .hasMessage(folder.resolve("a/x") + ": the text is empty; remove the file");
    Files.delete(folder.resolve("a/x"));
    Files.createDirectory(folder.resolve("a/x"));
    assertThatThrownBy(() -> read(Map.of()))
        .hasMessage(
            folder.resolve("a/x")
                + ": this is not a file; the folder of a class may contain only text files");
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Corpus read(Map<String, String> settings) {
    return Corpus.read(new FoldersFormat(), folder, settings);
  }
}
