package org.cascadenlp.core.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.pipeline.Pipeline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemovedDescriptorsTest extends DescriptorFixture {

  private static final String WORDS = "<import name=\"org.cascadenlp.core.parts.WordSplitter\"/>";
  private static final ClassLoader LOADER = RemovedDescriptorsTest.class.getClassLoader();

  private void list(Path place, String line) throws IOException {
    Files.createDirectories(place);
    Files.writeString(place.resolve("removed.properties"), line);
  }

  /** {@code check} and {@code Pipeline.load} report the problem, at the import's line. */
  private void refused(Path file, String problem) {
    assertThat(text(check(file))).contains(file + ":6: " + problem);
    assertThatThrownBy(() -> Pipeline.load(file, Map.of(), List.of()))
        .isInstanceOf(CascadeException.class)
        .hasMessage(file + ":6: " + problem);
  }

  @Test
  void anImportByNameOfARemovedDescriptorSaysWhatToWrite() throws IOException {
    refused(
        changed("names.xml", WORDS, WORDS.replace("WordSplitter", "OldSplitter")),
        "OldSplitter is no longer part of Cascade; import org.cascadenlp.core.parts.WordSplitter");
  }

  @Test
  void anImportByNameIsAlsoFoundOnTheDataPath() throws IOException {
    list(folder.resolve("mine"), "Old = import mine.New\n");
    refused(
        changed("names.xml", WORDS, "<import name=\"mine.Old\"/>"),
        "Old is no longer part of Cascade; import mine.New");
  }

  @ParameterizedTest
  @ValueSource(strings = {"parts of mine/old.xml", "./parts of mine/old.xml"})
  void anImportByLocationOfARemovedDescriptorSaysWhatToWrite(String location) throws IOException {
    list(folder.resolve("parts of mine"), "old = import new.xml beside it\n");
    refused(
        changed("names.xml", WORDS, "<import location=\"%s\"/>".formatted(location)),
        "old is no longer part of Cascade; import new.xml beside it");
  }

  @Test
  void anotherMissingDescriptorIsReportedAsBefore() throws IOException {
    list(folder, "old = import new.xml\n");
    Path file = changed("names.xml", WORDS, "<import location=\"other.xml\"/>");
    assertThat(text(check(file))).contains("import other.xml is not found");
  }

  @Test
  void aRemovedPipelineIsRefusedWithWhatToWrite() throws IOException {
    list(folder, "entities-old = write run entities.xml --part embedding=old.xml\n");
    Path file = folder.resolve("entities-old.xml");
    assertThatThrownBy(() -> Pipeline.load(file, Map.of(), List.of()))
        .hasMessage(
            file
                + ": entities-old is no longer part of Cascade; write run entities.xml --part"
                + " embedding=old.xml");
    Files.writeString(file, "<x/>");
    assertThatCode(() -> RemovedDescriptors.refuse(file))
        .as("a file of that name is the user's own")
        .doesNotThrowAnyException();
  }

  @Test
  void aRemovedNameIsRefusedWithAndWithoutItsPackages() {
    Set<String> names = Set.of("org.cascadenlp.core.parts.WordSplitter", "other.Part");
    for (String name : List.of("OldSplitter", "org.cascadenlp.core.parts.OldSplitter")) {
      assertThatThrownBy(() -> RemovedDescriptors.refuse(name, names, LOADER))
          .hasMessageStartingWith(name + ": OldSplitter is no longer part of Cascade; import ");
    }
    for (String name : List.of("WordSplitter", "arts.OldSplitter", "other.OldSplitter")) {
      assertThatCode(() -> RemovedDescriptors.refuse(name, names, LOADER))
          .doesNotThrowAnyException();
    }
  }

  /** Opening a FIFO would block until another process writes. */
  @EnabledOnOs({OS.LINUX, OS.MAC})
  @Test
  void aListThatIsAFifoIsNotOpened() throws Exception {
    Path fifo = folder.resolve("removed.properties");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    assertThatCode(() -> RemovedDescriptors.refuse(folder.resolve("old.xml")))
        .doesNotThrowAnyException();
  }
}
