package org.cascadenlp.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.files.Fingerprint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fingerprint of a pipeline changes if a file changes that a descriptor names. */
class PipelineTextTest {

  @TempDir Path folder = Path.of("");

  private Path pipeline = Path.of("");
  private Path model = Path.of("");

  /** Writes a pipeline with a part in another folder that names a model relative to that folder. */
  @BeforeEach
  void write() throws IOException {
    model = Files.createDirectories(folder.resolve("models")).resolve("m.bin");
    Files.writeString(model, "x");
    write(
        folder.resolve("parts/part.xml"),
        "<primitive>true</primitive><annotatorImplementationName>X</annotatorImplementationName>",
        """
        <configurationParameters><configurationParameter><name>model</name><type>String</type>
        </configurationParameter></configurationParameters>
        <configurationParameterSettings><nameValuePair><name>model</name>
        <value><string>../models/m.bin</string></value></nameValuePair>
        </configurationParameterSettings>
        """);
    pipeline = folder.resolve("top/inner/pipeline.xml");
    write(
        pipeline,
        """
        <primitive>false</primitive><delegateAnalysisEngineSpecifiers>
        <delegateAnalysisEngine key="embedding"><import location="../../parts/part.xml"/>
        </delegateAnalysisEngine></delegateAnalysisEngineSpecifiers>
        """,
        "");
  }

  private static void write(Path file, String kind, String parameters) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        """
        <analysisEngineDescription xmlns="http://uima.apache.org/resourceSpecifier">
        <frameworkImplementation>org.apache.uima.java</frameworkImplementation>%s
        <analysisEngineMetaData><name>x</name>%s</analysisEngineMetaData>
        </analysisEngineDescription>
        """
            .formatted(kind, parameters));
  }

  private String fingerprint(Map<String, String> settings) {
    Fingerprint fingerprint = new Fingerprint();
    PipelineText.read(pipeline, PipelineOverrides.NONE, List.of())
        .addTo(fingerprint, PipelineOverrides.of(settings));
    return fingerprint.text();
  }

  @Test
  void aModelNamedRelativeToAnImportedPartIsIncluded() throws IOException {
    String before = fingerprint(Map.of());
    assertThat(fingerprint(Map.of())).isEqualTo(before);
    Files.writeString(model, "another");
    assertThat(fingerprint(Map.of())).isNotEqualTo(before);
  }

  @Test
  void aModelNamedRelativeToTheWorkingDirectoryByASettingIsIncluded() throws IOException {
    Path other = Files.writeString(folder.resolve("other.bin"), "x");
    String here = Path.of("").toAbsolutePath().relativize(other.toAbsolutePath()).toString();
    Map<String, String> settings = Map.of("embedding.model", here);
    String before = fingerprint(settings);
    Files.writeString(other, "another");
    assertThat(fingerprint(settings)).isNotEqualTo(before);
  }

  @Test
  void externalOverridesAreIncluded() throws IOException {
    String before = fingerprint(Map.of());
    Path overrides = Files.writeString(folder.resolve("site.settings"), "a = 1\n");
    System.setProperty("UimaExternalOverrides", overrides.toString());
    try {
      String overridden = fingerprint(Map.of());
      assertThat(overridden).isNotEqualTo(before);
      Files.writeString(overrides, "a = 2\n");
      assertThat(fingerprint(Map.of())).isNotIn(before, overridden);
    } finally {
      System.clearProperty("UimaExternalOverrides");
    }
  }
}
