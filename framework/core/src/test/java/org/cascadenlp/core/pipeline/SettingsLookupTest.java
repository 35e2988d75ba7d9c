package org.cascadenlp.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.cascadenlp.core.error.CascadeException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsLookupTest {

  @TempDir Path folder;

  private Path jar;

  @BeforeEach
  void writeJar() throws IOException {
    jar = folder.resolve("recipes.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (String name : List.of("org/own/fast", "org/cascadenlp/pipelines/recipes/slow")) {
        zip.putNextEntry(new ZipEntry(name + ".settings"));
        zip.write(("# " + name + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private Path find(String given) {
    return SettingsLookup.find(Path.of(given), folder.resolve("pipeline.xml"), List.of(jar));
  }

  @ParameterizedTest
  @CsvSource({
    "org.own.fast, # org/own/fast",
    "org/own/fast.settings, # org/own/fast",
    "org.cascadenlp.pipelines.recipes.slow, # org/cascadenlp/pipelines/recipes/slow",
    "recipes/slow.settings, # org/cascadenlp/pipelines/recipes/slow"
  })
  void aFileInAJarIsFoundByItsName(String given, String content) {
    assertThat(find(given)).hasContent(content);
  }

  @Test
  void aFileBesideThePipelineIsTakenBeforeOneInAJar() throws IOException {
    Path beside = Files.createDirectory(folder.resolve("recipes")).resolve("slow.settings");
    Files.writeString(beside, "");
    assertThat(find("recipes/slow.settings")).isEqualTo(beside);
  }

  @Test
  void aFileOfTheWorkingDirectoryIsTakenFirst() throws IOException {
    Files.writeString(folder.resolve("pom.xml"), "");
    assertThat(find("pom.xml")).as("that of this module").isEqualTo(Path.of("pom.xml"));
  }

  @Test
  void theErrorSaysWhereAMissingFileWasLookedFor() {
    assertThatThrownBy(() -> find("recipes/none.settings"))
        .isInstanceOf(CascadeException.class)
        .hasMessage(
            "--settings recipes/none.settings: there is no such file; looked for "
                + Path.of("recipes/none.settings").toAbsolutePath()
                + ", "
                + folder.resolve("recipes/none.settings")
                + " and for this name on the class path: name a file with lines NAME = VALUE, as"
                + " for UIMA's external overrides, or a recipe such as"
                + " org.cascadenlp.pipelines.recipes.entities-lora");
  }
}
