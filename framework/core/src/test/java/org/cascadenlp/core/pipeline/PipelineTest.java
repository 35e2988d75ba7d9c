package org.cascadenlp.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.inject.Injector;
import de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.uima.UIMAFramework;
import org.apache.uima.jcas.JCas;
import org.apache.uima.resource.ResourceManager;
import org.apache.uima.resource.metadata.ConfigurationParameter;
import org.cascadenlp.core.Golden;
import org.cascadenlp.core.Injectors;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.parts.WordMarker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineTest {

  private static final String MARKER = "name=\"org.cascadenlp.core.parts.WordMarker\"";

  @TempDir Path folder;

  @BeforeEach
  void forget() {
    WordMarker.INJECTORS.clear();
    WordMarker.MODELS.clear();
  }

  @AfterEach
  void noModelIsLeftOpen() {
    System.clearProperty("UimaExternalOverrides");
    assertThat(ModelStore.shared().size()).isZero();
  }

  private static Pipeline load(String name, Map<String, String> settings) {
    return Pipeline.load(Golden.resource("pipelines/" + name), settings, List.of());
  }

  private static List<String> entities(Pipeline pipeline, String text) {
    JCas cas = pipeline.annotate(text);
    return cas.select(NamedEntity.class).map(e -> e.getValue() + ":" + e.getCoveredText()).toList();
  }

  @Test
  void aTextIsAnnotated() {
    try (Pipeline pipeline = load("names.xml", Map.of())) {
      assertThat(entities(pipeline, "we met Ada")).containsExactly("NAME:Ada");
      assertThat(entities(pipeline, "and Bob")).containsExactly("NAME:Bob");
    }
  }

  @Test
  void aPipelineSharesTheInjectorOfTheResourcesItIsGivenAndLeavesThemOpen() {
    Path file = Golden.resource("pipelines/names.xml");
    ResourceManager resources = Pipeline.resources(file, List.of());
    try {
      Injector injector = Injectors.of(resources);
      assertThatThrownBy(() -> Pipeline.load(file, Map.of("no.such", "x"), resources))
          .hasMessageContaining("no.such");
      Pipeline.load(file, Map.of(), resources).close();
      assertThat(Set.copyOf(WordMarker.INJECTORS)).containsExactly(injector);
      assertThat(Injectors.of(resources)).isSameAs(injector);
    } finally {
      Pipeline.release(resources);
    }
  }

  @Test
  void aForkSharesInjectorAndModelAndLeavesThemWhenItIsClosed() {
    try (Pipeline pipeline = load("names.xml", Map.of("marks.label", "X"))) {
      try (Pipeline fork = pipeline.fork()) {
        assertThat(entities(fork, "Ada")).containsExactly("X:Ada");
      }
      assertThat(entities(pipeline, "Ada")).containsExactly("X:Ada");
      assertThat(Set.copyOf(WordMarker.INJECTORS)).hasSize(1);
      assertThat(Set.copyOf(WordMarker.MODELS)).hasSize(1);
    }
  }

  @Test
  void settingsReachPartsAtAnyDepthAndOnlyThose() {
    Map<String, String> settings =
        Map.of("names/marks.label", "INNER", "numbers.marker", "digits", "numbers.label", "NUMBER");
    try (Pipeline pipeline = load("nested.xml", settings)) {
      assertThat(entities(pipeline, "Ada 7")).containsExactly("INNER:Ada", "NUMBER:7");
    }
  }

  @Test
  void aSettingOfAnAggregateOverridesItsPart() {
    try (Pipeline pipeline = load("governed.xml", Map.of("kind", "SET"))) {
      assertThat(entities(pipeline, "Ada")).containsExactly("SET:Ada");
    }
  }

  @Test
  void externalOverridesApplyAndSettingsTakePrecedence() throws Exception {
    Path overrides =
        Files.writeString(folder.resolve("overrides.settings"), "test.label=OUTSIDE\n");
    System.setProperty("UimaExternalOverrides", "file:" + overrides);
    try (Pipeline pipeline = load("names.xml", Map.of())) {
      assertThat(entities(pipeline, "Ada")).containsExactly("OUTSIDE:Ada");
    }
    try (Pipeline pipeline = load("names.xml", Map.of("marks.label", "SET"))) {
      assertThat(entities(pipeline, "Ada")).containsExactly("SET:Ada");
    }
  }

  @Test
  void partsAreSearchedBesideTheDescriptorAndNotInTheWorkingDirectory() {
    try (Pipeline pipeline = load("names.xml", Map.of())) {
      assertThat(pipeline.resources().getDataPathElements())
          .containsExactly(Golden.resource("pipelines").toString());
    }
  }

  @Test
  void eachPartHasASummary() {
    try (Pipeline pipeline = load("nested.xml", Map.of("numbers.label", "N"))) {
      assertThat(pipeline.summary("names/marks")).isEqualTo("label NAME");
      assertThat(pipeline.summary("numbers")).isEqualTo("label N");
      assertThat(pipeline.summary("names/words")).isEmpty();
    }
  }

  @Test
  void aPartThatFailsIsNamedAndLeavesNoModelOpen() {
    assertThatThrownBy(() -> load("failing.xml", Map.of()))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("WordMarker (more): parameter marker = 'vowels'; use one of");
    // noModelIsLeftOpen() checks that the model of the part before it was closed
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anAggregateRefusedAfterItsPartsAreMadeLeavesNoModelOpen(boolean nested) throws Exception {
    String once = "<multipleDeploymentAllowed>false</multipleDeploymentAllowed>";
    String often = once.replace("false", "true");
    String names = Files.readString(Golden.resource("pipelines/names.xml"));
    String single = names.replace(often, once);
    Files.writeString(folder.resolve("single.xml"), single);
    String refused =
        names.replace("name=\"org.cascadenlp.core.parts.WordSplitter\"", "location=\"single.xml\"");
    Path inner = Files.writeString(folder.resolve("refused.xml"), refused);
    Path outer =
        Files.writeString(
            folder.resolve("outer.xml"), single.replace(MARKER, "location=\"refused.xml\""));
    assertThatThrownBy(() -> Pipeline.load(nested ? outer : inner))
        .isInstanceOf(CascadeException.class)
        .hasStackTraceContaining("multipleDeploymentAllowed");
    assertThat(WordMarker.MODELS).as("opened before").hasSize(2);
    // noModelIsLeftOpen() checks that they were closed
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import-missing.xml",
        "circle.xml",
        "itself.xml",
        "doctype.xml",
        "not-xml.xml",
        "secret.txt",
        "no-such-file.xml"
      })
  void theErrorOfAnUnreadableDescriptorIsOneLine(String name) throws Exception {
    Path file = Golden.resource("pipelines").resolve(name);
    CascadeException error =
        catchThrowableOfType(CascadeException.class, () -> Pipeline.load(file));
    assertThat(error.getMessage()).doesNotContain("\n").doesNotContain("the secret");
    Golden.verify(
        "load-" + name.replaceAll("\\..*", ""), Golden.withoutFolders(error.getMessage()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nobody.label=x",
        "names/nobody.label=x",
        "names/marks.colour=x",
        "colour=x",
        ".label=x",
        "names.=x",
        "words.x=y"
      })
  void aSettingOfAnUnknownPartOrParameterIsRefused(String setting) throws Exception {
    String[] parts = setting.split("=");
    CascadeException error =
        catchThrowableOfType(
            CascadeException.class, () -> load("nested.xml", Map.of(parts[0], parts[1])));
    Golden.verify(
        "set-" + parts[0].replaceAll("[^a-z]", "-"), Golden.withoutFolders(error.getMessage()));
  }

  @ParameterizedTest
  @CsvSource({"governed.xml, marks.label", "around-governed.xml, inner/marks.label"})
  void aSettingOfAPartIsSetAtTheAggregateThatOverridesIt(String descriptor, String setting)
      throws Exception {
    try (Pipeline pipeline = load(descriptor, Map.of(setting, "HERE"))) {
      assertThat(entities(pipeline, "Ada met Bob"))
          .isNotEmpty()
          .allMatch(e -> e.startsWith("HERE:"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Integer, false, seven",
    "Float, false, big",
    "Boolean, false, yes",
    "Integer, true, '1,x'",
    "Boolean, true, 'true,'"
  })
  void aSettingOfTheWrongTypeIsRefused(String type, boolean list, String text) {
    assertThatThrownBy(() -> value(type, list).parse(text))
        .isInstanceOf(CascadeException.class)
        .hasMessageStartingWith("p.xml: --set a.b=")
        .hasMessageEndingWith("; this parameter is of type " + type);
  }

  @Test
  void aSettingIsConvertedToTheDeclaredTypeOfItsParameter() {
    assertThat(value("Integer", false).parse(" 7")).isEqualTo(7);
    assertThat(value("Float", false).parse("1e-4")).isEqualTo(1e-4f);
    assertThat(value("Boolean", false).parse("false")).isEqualTo(false);
    assertThat(value("String", false).parse("a,b")).isEqualTo("a,b");
    assertThat(value("String", true).parse("a,b")).isEqualTo(new String[] {"a", "b"});
    assertThat(value("Integer", true).parse("1,2")).isEqualTo(new Integer[] {1, 2});
    assertThat(value("Float", true).parse("1,2.5")).isEqualTo(new Float[] {1f, 2.5f});
    assertThat(value("Boolean", true).parse("")).isEqualTo(new Boolean[0]);
  }

  private static SettingValue value(String type, boolean list) {
    ConfigurationParameter parameter =
        UIMAFramework.getResourceSpecifierFactory().createConfigurationParameter();
    parameter.setName("b");
    parameter.setType(type);
    parameter.setMultiValued(list);
    return new SettingValue(parameter, "p.xml", "--set a.b");
  }

  @Test
  void anErrorOfAParameterNamesTheLineThatSetsIt() throws Exception {
    Path parts = Golden.resource("pipelines");
    String whole = Files.readString(parts.resolve("governed.xml"));
    String marker = Files.readString(Golden.resource("org/cascadenlp/core/parts/WordMarker.xml"));
    Files.writeString(
        folder.resolve("marker.xml"), marker.replace("<string>capitals<", "<string>vowels<"));
    Path file =
        Files.writeString(
            folder.resolve("governed.xml"),
            whole.replace(
                "<import name=\"org.cascadenlp.core.parts.WordMarker\"/>",
                "<import location=\"marker.xml\"/>"));
    int line = 0;
    for (String one : Files.readAllLines(folder.resolve("marker.xml"))) {
      line++;
      if (one.contains("vowels")) {
        break;
      }
    }
    assertThatThrownBy(() -> Pipeline.load(file).close())
        .hasMessageEndingWith(" (it is set at " + folder.resolve("marker.xml") + ":" + line + ")");
    assertThatThrownBy(
            () -> Pipeline.load(file, Map.of("marks.marker", "consonants"), List.of()).close())
        .hasMessageContaining("consonants")
        .hasMessageNotContaining("it is set at");
  }
}
