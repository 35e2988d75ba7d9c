package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cascadenlp.core.pipeline.Pipeline;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** UIMA's external overrides apply to a shipped pipeline and to its parts. */
class ExternalOverrideTest {

  private static final String OVERRIDES = "UimaExternalOverrides";

  @TempDir Path folder = Path.of("");

  @AfterEach
  void forget() {
    System.clearProperty(OVERRIDES);
  }

  private void override(String line) throws IOException {
    Path file = Files.writeString(folder.resolve("overrides.settings"), line + "\n");
    System.setProperty(OVERRIDES, "file:" + file);
  }

  @Test
  void aParameterOfAPartIsOverridden() throws IOException {
    override("cascade.OpenNlpSentenceSplitter.breaks=nowhere");
    assertThatThrownBy(() -> Pipeline.load(Checkout.ENTITIES).close())
        .hasMessageContaining("parameter breaks = 'nowhere'");
  }

  @Test
  void aParameterOfThePipelineIsOverridden() throws IOException {
    override("cascade.Entities.entities=models/nowhere");
    assertThatThrownBy(() -> Pipeline.load(Checkout.ENTITIES).close())
        .hasMessageContaining("parameter model = 'models/nowhere'");
  }

  @Test
  void aParameterThatThePipelineSetsForAPartIsOverriddenAtThePart() throws IOException {
    override("cascade.EntityTagger.model=models/elsewhere");
    assertThatThrownBy(() -> Pipeline.load(Checkout.ENTITIES).close())
        .hasMessageContaining("parameter model = 'models/elsewhere'");
  }
}
