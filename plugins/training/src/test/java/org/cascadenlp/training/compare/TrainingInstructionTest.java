package org.cascadenlp.training.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.uima.UIMAFramework;
import org.apache.uima.analysis_engine.AnalysisEngineDescription;
import org.apache.uima.util.XMLInputSource;
import org.cascadenlp.core.error.CascadeException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingInstructionTest {

  private static final String REST =
      """
      <!-- a comment -->
      <analysisEngineDescription xmlns="http://uima.apache.org/resourceSpecifier">
        <frameworkImplementation>org.apache.uima.java</frameworkImplementation>
        <primitive>true</primitive>
        <annotatorImplementationName>X</annotatorImplementationName>
        <analysisEngineMetaData><name>Named</name></analysisEngineMetaData>
      </analysisEngineDescription>
      """;

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.createDirectory(folder.resolve("recipes"));
    Files.writeString(folder.resolve("recipes/lora.settings"), "");
    Files.writeString(folder.resolve("train.xml"), REST);
  }

  private Path descriptor(String instruction) throws IOException {
    return Files.writeString(
        folder.resolve("pipeline.xml"),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + instruction + "\n" + REST);
  }

  private TrainingInstruction instruction(String text) throws IOException {
    return instruction(descriptor(text));
  }

  /** The instruction of {@code file}; the class path is the folder. */
  private TrainingInstruction instruction(Path file) throws IOException {
    return TrainingInstruction.of(file.toUri().toURL(), folder::resolve);
  }

  @Test
  void filesAreRelativeToTheDescriptor() throws IOException {
    assertThat(instruction("<?cascade training=\"train.xml\" recipe=\"recipes/lora.settings\"?>"))
        .isEqualTo(
            new TrainingInstruction(
                folder.resolve("train.xml"), folder.resolve("recipes/lora.settings"), Set.of()));
    assertThat(instruction("<?cascade parts=\" embedding tokenizer\"?>").parts())
        .containsExactlyInAnyOrder("embedding", "tokenizer");
  }

  @Test
  void otherFilesAreNamesOnTheClassPath() throws IOException {
    Path train = Files.createDirectories(folder.resolve("org/own")).resolve("train.xml");
    Files.writeString(train, REST);
    Path recipe = Files.writeString(folder.resolve("org/own/lora.settings"), "");
    assertThat(instruction("<?cascade training=\"org.own.train\" recipe=\"org.own.lora\"?>"))
        .isEqualTo(new TrainingInstruction(train, recipe, Set.of()));
  }

  @Test
  void filesAreRelativeToADescriptorInAJar() throws IOException {
    Path jar = folder.resolve("parts.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      zip.putNextEntry(new ZipEntry("parts/tuned.xml"));
      String text = "<?cascade training=\"../train.xml\" recipe=\"../recipes/lora.settings\"?>";
      zip.write((text + REST).getBytes(StandardCharsets.UTF_8));
    }
    URL tuned = new URL("jar:" + jar.toUri() + "!/parts/tuned.xml");
    assertThat(TrainingInstruction.of(tuned, folder::resolve))
        .isEqualTo(
            new TrainingInstruction(
                folder.resolve("train.xml"), folder.resolve("recipes/lora.settings"), Set.of()));
  }

  @Test
  void aDescriptorMayHaveNone() throws IOException {
    assertThat(instruction("<?other training=\"x\"?>")).isEqualTo(TrainingInstruction.NONE);
    assertThat(instruction(folder.resolve("none.xml"))).isEqualTo(TrainingInstruction.NONE);
  }

  @Test
  void stockUimaReadsTheDescriptorAsIfItHadNone() throws Exception {
    Path file = descriptor("<?cascade training=\"train.xml\"?>");
    AnalysisEngineDescription read =
        UIMAFramework.getXMLParser()
            .parseAnalysisEngineDescription(new XMLInputSource(file.toUri().toURL()));
    assertThat(read.getMetaData().getName()).isEqualTo("Named");
    assertThat(read)
        .isEqualTo(
            UIMAFramework.getXMLParser()
                .parseAnalysisEngineDescription(
                    new XMLInputSource(folder.resolve("train.xml").toUri().toURL())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "training=\"none.xml\" | there is no file none.xml",
        "training=\"recipes\" | there is no file recipes",
        "recipe=\"none.settings\" | there is no file none.settings",
        "trainer=\"train.xml\" | <?cascade trainer=\"train.xml\"?> is not understood",
        "training=train.xml | <?cascade training=train.xml?> is not understood",
        "training=\"train.xml\" and | is not understood"
      })
  void anInstructionThatIsWrongIsRefusedByFileAndLine(String text, String problem)
      throws IOException {
    Path file = descriptor("<?cascade " + text + "?>");
    assertThatThrownBy(() -> instruction(file))
        .isInstanceOf(CascadeException.class)
        .hasMessageStartingWith(file + ":2: ")
        .hasMessageContaining(problem);
  }
}
