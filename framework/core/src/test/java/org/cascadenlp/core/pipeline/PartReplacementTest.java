package org.cascadenlp.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cascadenlp.core.Golden;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.files.Fingerprint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parts of a pipeline are replaced as {@code --part} does. */
class PartReplacementTest {

  private static final String MARKER = "org.cascadenlp.core.parts.WordMarker";
  private static final String DECLARED = "<name>label</name>";

  @TempDir Path folder;

  private Path pipelines;

  @BeforeEach
  void copy() throws IOException {
    pipelines = Files.createDirectory(folder.resolve("pipelines"));
    for (String name : List.of("names", "nested", "governed")) {
      Files.copy(Golden.resource("pipelines/" + name + ".xml"), pipelines.resolve(name + ".xml"));
    }
    Files.createDirectory(pipelines.resolve("parts"));
    part("parts/loud.xml", "<string>NAME<", "<string>LOUD<");
  }

  @AfterEach
  void forget() {
    System.clearProperty("UimaExternalOverrides");
  }

  /** Writes a changed copy of the marker's descriptor. */
  private Path part(String file, String from, String to) throws IOException {
    String marker = Files.readString(Golden.resource("org/cascadenlp/core/parts/WordMarker.xml"));
    assertThat(marker).contains(from);
    return Files.writeString(pipelines.resolve(file), marker.replace(from, to));
  }

  private Pipeline load(String pipeline, Map<String, String> parts, String... settings) {
    PipelineOverrides overrides = PipelineOverrides.NONE.withParts(parts);
    for (String setting : settings) {
      overrides = overrides.with(setting.replaceAll("=.*", ""), setting.replaceAll(".*=", ""));
    }
    return Pipeline.load(pipelines.resolve(pipeline), overrides, List.of());
  }

  private static List<String> entities(Pipeline pipeline, String text) {
    return pipeline
        .annotate(text)
        .select(NamedEntity.class)
        .map(entity -> entity.getValue() + ":" + entity.getCoveredText())
        .toList();
  }

  private List<String> entities(String pipeline, Map<String, String> parts, String... settings) {
    try (Pipeline loaded = load(pipeline, parts, settings)) {
      return entities(loaded, "Ada 7");
    }
  }

  @Test
  void aPartIsReplacedByAFileBesideThePipeline() {
    assertThat(entities("names.xml", Map.of("marks", "parts/loud.xml")))
        .containsExactly("LOUD:Ada");
  }

  @Test
  void aPathIsRelativeToTheWorkingDirectoryFirst() throws IOException {
    Path own = part("own.xml", "<string>NAME<", "<string>OWN<");
    Path here = Path.of("").toAbsolutePath().relativize(own.toAbsolutePath());
    assertThat(here).isRelative();
    assertThat(entities("names.xml", Map.of("marks", here.toString()))).containsExactly("OWN:Ada");
    assertThat(entities("names.xml", Map.of("marks", own.toString()))).containsExactly("OWN:Ada");
  }

  @Test
  void aPartIsReplacedByADescriptorThatIsImportedByName() throws IOException {
    Files.writeString(
        pipelines.resolve("names.xml"),
        Files.readString(pipelines.resolve("names.xml"))
            .replace("<import name=\"" + MARKER + "\"/>", "<import location=\"gone.xml\"/>"));
    assertThat(entities("names.xml", Map.of("marks", MARKER))).containsExactly("NAME:Ada");
  }

  @Test
  void aPartWithinAPartIsReplacedToo() {
    assertThat(entities("nested.xml", Map.of("names/marks", "parts/loud.xml")))
        .containsExactly("LOUD:Ada", "NAME:Ada");
    assertThat(
            entities(
                "nested.xml",
                Map.of("names/marks", "parts/loud.xml", "names", "governed.xml", "numbers", MARKER),
                "numbers.marker=digits"))
        .containsExactly("KIND:Ada", "NAME:7");
  }

  @Test
  void settingsAndParametersOfTheAggregateApplyToTheNewPart() {
    Map<String, String> parts = Map.of("marks", "parts/loud.xml");
    assertThat(entities("governed.xml", parts)).containsExactly("KIND:Ada");
    assertThat(entities("governed.xml", parts, "marks.label=SET")).containsExactly("SET:Ada");
    assertThat(entities("governed.xml", parts, "kind=SET")).containsExactly("SET:Ada");
    assertThat(entities("names.xml", parts, "marks.label=SET")).containsExactly("SET:Ada");
  }

  @Test
  void externalOverridesApplyToTheNewPart() throws IOException {
    Path overrides =
        Files.writeString(folder.resolve("overrides.settings"), "test.label=OUTSIDE\n");
    System.setProperty("UimaExternalOverrides", "file:" + overrides);
    assertThat(entities("names.xml", Map.of("marks", "parts/loud.xml")))
        .containsExactly("OUTSIDE:Ada");
  }

  @Test
  void aForkHasTheNewPartAndNothingIsWritten() throws IOException {
    try (Pipeline pipeline = load("names.xml", Map.of("marks", "parts/loud.xml"));
        Pipeline fork = pipeline.fork()) {
      assertThat(entities(fork, "Ada")).containsExactly("LOUD:Ada");
    }
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile)).hasSize(4);
    }
  }

  @Test
  void aCheckReadsTheNewPart() throws IOException {
    part("parts/wrong.xml", "<string>NAME</string>", "<integer>7</integer>");
    Path file = pipelines.resolve("names.xml");
    PipelineOverrides wrong = PipelineOverrides.NONE.withParts(Map.of("marks", "parts/wrong.xml"));
    assertThat(PipelineCheck.of(file, wrong, List.of()).problems())
        .singleElement()
        .asString()
        .contains("parts/wrong.xml:", "is of type String and cannot be <integer>7");
    assertThat(PipelineCheck.of(file, PipelineOverrides.NONE, List.of()).problems()).isEmpty();
  }

  @Test
  void theFingerprintOfAPipelineIncludesTheNewPart() throws IOException {
    PipelineOverrides loud = PipelineOverrides.NONE.withParts(Map.of("marks", "parts/loud.xml"));
    String before = fingerprint(loud);
    assertThat(before).isNotEqualTo(fingerprint(PipelineOverrides.NONE));
    part("parts/loud.xml", "<string>NAME<", "<string>LOUDER<");
    assertThat(fingerprint(loud)).isNotEqualTo(before);
  }

  private String fingerprint(PipelineOverrides overrides) {
    Fingerprint fingerprint = new Fingerprint();
    PipelineText.read(pipelines.resolve("names.xml"), overrides, List.of())
        .addTo(fingerprint, overrides);
    return fingerprint.text();
  }

  @ParameterizedTest
  @CsvSource({
    "role, names.xml, nobody, parts/loud.xml",
    "inner-role, nested.xml, names/nobody, parts/loud.xml",
    "no-aggregate, nested.xml, numbers/marks, parts/loud.xml",
    "primitive, parts/loud.xml, marks, ../names.xml",
    "file, names.xml, marks, parts/quiet.xml",
    "name, names.xml, marks, org.cascadenlp.core.WordMarker",
    "folder, names.xml, marks, parts",
    "network, names.xml, marks, http://localhost/part.xml",
    "text, names.xml, marks, parts/text.xml",
    "import, names.xml, marks, parts/import.xml",
    "kind, names.xml, marks, parts/types.xml",
    "reader, names.xml, marks, parts/reader.xml",
    "parameter, governed.xml, marks, parts/unlabelled.xml",
    "type, governed.xml, marks, parts/counted.xml"
  })
  void aPartThatDoesNotFitIsRefused(String name, String pipeline, String role, String part)
      throws IOException {
    Files.writeString(pipelines.resolve("parts/text.xml"), "not a descriptor");
    Files.writeString(
        pipelines.resolve("parts/import.xml"),
        "<analysisEngineDescription><import location=\"http://localhost/x.xml\"/>"
            + "</analysisEngineDescription>");
    Files.writeString(
        pipelines.resolve("parts/types.xml"),
        "<typeSystemDescription xmlns=\"http://uima.apache.org/resourceSpecifier\"/>");
    Files.writeString(
        pipelines.resolve("parts/reader.xml"),
        "<collectionReaderDescription xmlns=\"http://uima.apache.org/resourceSpecifier\"/>");
    part("parts/unlabelled.xml", DECLARED, "<name>mark</name>");
    Files.writeString(
        part("parts/counted.xml", "<string>NAME</string>", "<integer>7</integer>"),
        Files.readString(pipelines.resolve("parts/counted.xml"))
            .replaceAll("(?s)(" + DECLARED + ".*?<type>)String", "$1Integer"));
    CascadeException error =
        catchThrowableOfType(
            CascadeException.class, () -> load(pipeline, Map.of(role, part)).close());
    assertThat(error).as(name).isNotNull();
    assertThat(error.getMessage()).doesNotContain("\n");
    Golden.verify(
        "part-" + name,
        error
            .getMessage()
            .replace(pipelines.toString(), "{pipelines}")
            .replace(Path.of("").toAbsolutePath().toString(), "{here}"));
  }
}
