package org.cascadenlp.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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

/** Files of settings, as {@code --settings} reads them. */
class SettingsFileTest {

  private static final String OVERRIDES = "UimaExternalOverrides";

  @TempDir Path folder;

  private Path pipeline;

  /** Writes a pipeline whose parameters have names for external overrides, one of them a list. */
  @BeforeEach
  void write() throws IOException {
    String marker = Files.readString(Golden.resource("org/cascadenlp/core/parts/WordMarker.xml"));
    String more =
        "<configurationParameter><name>%s</name><externalOverrideName>test.%s"
            + "</externalOverrideName><type>%s</type><multiValued>%s</multiValued>"
            + "<mandatory>false</mandatory></configurationParameter>";
    Files.writeString(
        folder.resolve("marker.xml"),
        marker.replace(
            "</configurationParameters>",
            more.formatted("words", "words", "String", "true")
                + more.formatted("count", "count", "Integer", "false")
                + more.formatted("exact", "exact", "Boolean", "false")
                + "</configurationParameters>"));
    String governed = Files.readString(Golden.resource("pipelines/governed.xml"));
    pipeline =
        Files.writeString(
            folder.resolve("governed.xml"),
            governed
                .replace("name=\"org.cascadenlp.core.parts.WordMarker\"", "location=\"marker.xml\"")
                .replace(
                    "<name>kind</name>\n",
                    "<name>kind</name><externalOverrideName>test.kind</externalOverrideName>\n"));
  }

  @AfterEach
  void forget() {
    System.clearProperty(OVERRIDES);
  }

  private Path settings(String name, String... lines) throws IOException {
    return Files.writeString(folder.resolve(name), String.join("\n", lines));
  }

  private String label(PipelineOverrides overrides) {
    try (Pipeline loaded = Pipeline.load(pipeline, overrides, List.of());
        Pipeline fork = loaded.fork()) {
      return Stream.of(loaded, fork)
          .flatMap(one -> one.annotate("Ada").select(NamedEntity.class).map(NamedEntity::getValue))
          .distinct()
          .collect(Collectors.joining(" "));
    }
  }

  private static PipelineOverrides files(Path... files) {
    return PipelineOverrides.NONE.withFiles(List.of(files));
  }

  @Test
  void aFileSetsAParameterByItsExternalOverrideName() throws IOException {
    assertThat(label(PipelineOverrides.NONE)).isEqualTo("KIND");
    assertThat(label(files(settings("a.settings", "# the kind", "", "test.kind = A"))))
        .isEqualTo("A");
  }

  @Test
  void ofTwoFilesTheLaterOneTakesPrecedenceAndBothBeforeThoseOfTheProcess() throws IOException {
    Path a = settings("a.settings", "test.kind = A");
    Path b = settings("b.settings", "test.kind = B");
    Path process = settings("process.settings", "test.kind = PROCESS");
    System.setProperty(OVERRIDES, process.toString());
    assertThat(label(PipelineOverrides.NONE)).isEqualTo("PROCESS");
    assertThat(label(files(a, b))).isEqualTo("B");
    assertThat(label(files(b, a))).isEqualTo("A");
  }

  @Test
  void aValueOfTheCommandLineTakesPrecedence() throws IOException {
    PipelineOverrides part = files(settings("part.settings", "test.label = PART"));
    PipelineOverrides whole = files(settings("whole.settings", "test.kind = WHOLE"));
    assertThat(label(part)).as("as in UIMA, the part's own override").isEqualTo("PART");
    for (PipelineOverrides file : List.of(part, whole)) {
      assertThat(label(file.with("marks.label", "SET"))).isEqualTo("SET");
      assertThat(label(file.with("kind", "SET"))).isEqualTo("SET");
    }
  }

  @Test
  void aValueMayReferToOtherNamesAndSpanLines() throws IOException {
    Path file = settings("a.settings", "own.name = NA\\", "  ME", "test.kind = ${own.name}S");
    assertThat(label(files(file))).isEqualTo("NAMES");
  }

  @Test
  void eachNameHasTheLineItBeginsIn() throws IOException {
    Path file =
        settings(
            "a.settings",
            "own.name = NA\\",
            "  ME",
            "test.words = [one, two",
            "  # not a word ]",
            "  three]",
            "! a comment",
            "test.kind = x");
    assertThat(SettingsFile.read(file).lines())
        .isEqualTo(Map.of("own.name", 1, "test.words", 3, "test.kind", 7));
  }

  @Test
  void aNameThatBelongsToAnotherPipelineIsAcceptedIfItIsNamed() throws IOException {
    PipelineOverrides shared = files(settings("a.settings", "test.kind = A", "trainer.rate = 1"));
    assertThat(label(shared.sharedWith(Set.of("trainer.rate")))).isEqualTo("A");
    assertThat(catchThrowableOfType(CascadeException.class, () -> label(shared)))
        .hasMessageContaining("a.settings:2: no part of");
  }

  @Test
  void theFingerprintIncludesTheFilesAndWhatTheyName() throws IOException {
    Path file = settings("a.settings", "test.kind = own.model");
    Path model = settings("own.model", "x");
    String before = fingerprint(files(file));
    assertThat(before).isNotEqualTo(fingerprint(PipelineOverrides.NONE));
    Files.writeString(model, "other");
    assertThat(fingerprint(files(file))).isNotEqualTo(before);
  }

  private String fingerprint(PipelineOverrides overrides) {
    Fingerprint fingerprint = new Fingerprint();
    PipelineText.read(pipeline, overrides, List.of()).addTo(fingerprint, overrides);
    return fingerprint.text();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "unknown | test.kinds = A",
        "role | marks.label = A",
        "integer | test.count = seven",
        "boolean | test.exact = yes",
        "list | test.words = one",
        "scalar | test.kind = [A, B]",
        "reference | test.kind = ${own.name}",
        "circle | test.kind = ${test.label};test.label = ${test.kind}",
        "name | test kind? = A;te?st = B",
        "array | test.words = [one;# two;three",
        "after-array | test.words = [one] two",
        "twice | test.kind = A;test.kind = B"
      })
  void aSettingThatDoesNotFitIsRefusedByFileLineAndName(String name, String lines)
      throws IOException {
    refused(name, settings("a.settings", ("# settings;" + lines).split(";")));
  }

  @Test
  void aFileThatCannotBeReadIsRefused() throws IOException {
    refused("no-file", folder.resolve("none.settings"));
    refused("folder", Files.createDirectory(folder.resolve("folder.settings")));
    Path latin = folder.resolve("latin.settings");
    Files.write(latin, "test.kind = \u00e9".getBytes(StandardCharsets.ISO_8859_1));
    refused("encoding", latin);
  }

  private void refused(String name, Path file) throws IOException {
    CascadeException error = catchThrowableOfType(CascadeException.class, () -> label(files(file)));
    assertThat(error).as(name).isNotNull();
    assertThat(error.getMessage()).doesNotContain("\n");
    Golden.verify("settings-" + name, error.getMessage().replace(folder.toString(), "{folder}"));
  }
}
