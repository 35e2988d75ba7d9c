package org.cascadenlp.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.uima.UimaContext;
import org.apache.uima.analysis_component.JCasAnnotator_ImplBase;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.parts.Probe;
import org.cascadenlp.core.pipeline.Pipeline;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A relative path is resolved against the folder of the descriptor that sets it. */
class RelativePathsTest {

  private static final String PARAMETER =
      """
      <configurationParameter><name>%s</name>%s<type>String</type>
        <multiValued>false</multiValued><mandatory>false</mandatory>%s</configurationParameter>
      """;

  @TempDir Path folder;

  private Path pipeline;

  /** Writes a pipeline with a part in another folder; neither sets a parameter yet. */
  @BeforeEach
  void write() throws IOException {
    folder = folder.toRealPath();
    pipeline = folder.resolve("top/pipeline.xml");
    aggregate(null);
    part(null);
  }

  @AfterEach
  void forget() {
    System.clearProperty("UimaExternalOverrides");
  }

  private void part(String value) throws IOException {
    part(Probe.class, value);
  }

  private void part(Class<?> annotator, String value) throws IOException {
    descriptor(
        folder.resolve("parts/part.xml"),
        "<primitive>true</primitive><annotatorImplementationName>"
            + annotator.getName()
            + "</annotatorImplementationName>",
        PARAMETER.formatted("p", "<externalOverrideName>test.p</externalOverrideName>", ""),
        "p",
        value);
  }

  private void aggregate(String value) throws IOException {
    descriptor(
        pipeline,
        """
        <primitive>false</primitive><delegateAnalysisEngineSpecifiers>
          <delegateAnalysisEngine key="inner"><import location="../parts/part.xml"/>
          </delegateAnalysisEngine></delegateAnalysisEngineSpecifiers>
        """,
        PARAMETER.formatted("outer", "", "<overrides><parameter>inner/p</parameter></overrides>"),
        "outer",
        value);
  }

  private static void descriptor(
      Path file, String kind, String parameters, String name, String value) throws IOException {
    String set =
        value == null
            ? ""
            : "<nameValuePair><name>%s</name><value><string>%s</string></value></nameValuePair>"
                .formatted(name, value);
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        """
        <analysisEngineDescription xmlns="http://uima.apache.org/resourceSpecifier">
        <frameworkImplementation>org.apache.uima.java</frameworkImplementation>%s
        <analysisEngineMetaData><name>x</name>
        <configurationParameters>%s</configurationParameters>
        <configurationParameterSettings>%s</configurationParameterSettings>
        %s</analysisEngineMetaData></analysisEngineDescription>
        """
            .formatted(
                kind,
                parameters,
                set,
                kind.contains("key=")
                    ? "<flowConstraints><fixedFlow><node>inner</node></fixedFlow></flowConstraints>"
                    : ""));
  }

  private Path file(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  /** The file that the part receives when the pipeline is loaded. */
  private Path found(Map<String, String> settings) {
    AtomicReference<Path> found = new AtomicReference<>();
    Probe.READS.set(parameters -> found.set(parameters.path("p")));
    Pipeline.load(pipeline, settings, List.of()).close();
    return found.get();
  }

  private String error(Map<String, String> settings) {
    CascadeException error = CascadeException.in(catchThrowable(() -> found(settings)));
    assertThat(error).isNotNull();
    return error
        .getMessage()
        .replace(folder.toString(), "{folder}")
        .replace(Path.of("").toAbsolutePath().toString(), "{here}");
  }

  @Test
  void aFileInNoFolderIsSearchedOnTheClassPath() throws IOException {
    String name = "org/cascadenlp/core/parts/WordMarker.xml";
    part(name);
    assertThat(found(Map.of())).hasSameTextualContentAs(Golden.resource(name));
  }

  /** What loading and forking the pipeline logs. */
  private String warnings(Map<String, String> settings) {
    PrintStream before = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      AtomicReference<Path> found = new AtomicReference<>();
      Probe.READS.set(parameters -> found.set(parameters.path("p")));
      try (Pipeline loaded = Pipeline.load(pipeline, settings, List.of())) {
        loaded.fork().close();
      }
    } finally {
      System.setErr(before);
    }
    return printed
        .toString(StandardCharsets.UTF_8)
        .replace(folder.toString(), "{folder}")
        .replaceAll("(?m)^.*FileLookup - ", "")
        .strip();
  }

  @Test
  void aPathInAnImportedDescriptorIsRelativeToThatDescriptor() throws IOException {
    part("model.bin");
    Path model = file("parts/model.bin", "x");
    assertThat(found(Map.of())).isEqualTo(model);
    assertThat(warnings(Map.of())).isEmpty();
  }

  @Test
  void aPathIsFoundInAFolderWhoseNameIsEscapedInUrls() throws IOException {
    folder = Files.createDirectories(folder.resolve("my own [1] 50%41 #x"));
    pipeline = folder.resolve("top/pipeline.xml");
    aggregate(null);
    aPathInAnImportedDescriptorIsRelativeToThatDescriptor();
  }

  @Test
  void aPathThatAnAggregateSetsIsRelativeToTheAggregate() throws IOException {
    part("model.bin");
    aggregate("other.bin");
    file("parts/model.bin", "x");
    file("parts/other.bin", "z");
    Path other = file("top/other.bin", "y");
    assertThat(found(Map.of())).isEqualTo(other);
  }

  @Test
  void aPathOnTheCommandLineIsRelativeToTheWorkingDirectory() {
    Path here = Path.of("pom.xml").toAbsolutePath();
    assertThat(found(Map.of("inner.p", "pom.xml"))).isEqualTo(here);
    assertThat(found(Map.of("outer", "pom.xml"))).isEqualTo(here);
  }

  @Test
  void aPathInExternalOverridesIsRelativeToTheirFile() throws IOException {
    aggregate("other.bin");
    file("top/other.bin", "y");
    Path model = file("overrides/model.bin", "x");
    Path settings = file("overrides/my.settings", "test.p = model.bin\n");
    System.setProperty("UimaExternalOverrides", "file:" + settings);
    assertThat(found(Map.of())).isEqualTo(model);
  }

  @Test
  void aFileFoundOnlyBesideThePipelineIsUsedWithOneWarning() throws IOException {
    part("models/model.bin");
    Path model = file("top/models/model.bin", "x");
    assertThat(found(Map.of())).isEqualTo(model);
    Golden.verify("path-old-part", warnings(Map.of()));
    String set = warnings(Map.of("inner.p", "models/model.bin"));
    String away = Path.of("").toAbsolutePath().relativize(model).toString();
    assertThat(set).contains("write --set inner.p=" + away.replace(folder.toString(), "{folder}"));
  }

  @Test
  void differentFilesAtTheOldAndTheNewPlaceAreRefused() throws IOException {
    part("models");
    file("parts/models/model.bin", "x");
    Path other = file("top/models/model.bin", "x");
    assertThat(found(Map.of())).isEqualTo(folder.resolve("parts/models"));
    assertThat(warnings(Map.of())).isEmpty();
    Files.writeString(other, "y");
    Golden.verify("path-two", error(Map.of()));
  }

  @Test
  void theErrorNamesEveryPlaceThatWasTried() throws IOException {
    part("models/none");
    Golden.verify("path-none-part", error(Map.of()));
    Golden.verify("path-none-set", error(Map.of("inner.p", "models/none")));
    aggregate("models/none");
    Golden.verify("path-none-top", error(Map.of()));
  }

  @Test
  void aSettingHasItsNameOnTheCommandLine() throws IOException {
    AtomicReference<String> setting = new AtomicReference<>();
    Probe.READS.set(p -> setting.set(p.text("p") + " " + p.setting("p")));
    part("x");
    Pipeline.load(pipeline).close();
    assertThat(setting.get()).isEqualTo("x inner.p");
    aggregate("y");
    Pipeline.load(pipeline).close();
    assertThat(setting.get()).isEqualTo("y outer");
    Pipeline.load(pipeline, Map.of("inner.p", "z"), List.of()).close();
    assertThat(setting.get()).as("the name that the user has written").isEqualTo("z inner.p");
  }

  @Test
  void anErrorNamesTheSettingOfTheUserNotTheOverridingOneOfTheAggregate() throws IOException {
    aggregate("y");
    Golden.verify("path-none-set", error(Map.of("inner.p", "models/none")));
  }

  /** An annotator that is not Cascade's and resolves paths by its own rules. */
  public static final class Foreign extends JCasAnnotator_ImplBase {
    private static String read = "";

    @Override
    public void initialize(UimaContext context) {
      read = String.valueOf(context.getConfigParameterValue("p"));
    }

    @Override
    public void process(JCas cas) {}
  }

  @ParameterizedTest
  @CsvSource({"model.bin, 1", "models/a, 1", "models, ", "none.bin, ", "../parts, 1"})
  void anAnnotatorNotOfCascadeReceivesExistingPathsResolvedAndOtherTextsUnchanged(
      String value, String isPath) throws IOException {
    file("parts/model.bin", "x");
    file("parts/models/a", "x");
    part(Foreign.class, value);
    Pipeline.load(pipeline).close();
    String path = folder.resolve("parts").resolve(value).normalize().toString();
    assertThat(Foreign.read).isEqualTo(isPath == null ? value : path);
    part(Foreign.class, "x");
    aggregate("pipeline.xml");
    Pipeline.load(pipeline).close();
    assertThat(Foreign.read).isEqualTo(pipeline.toString());
  }
}
