package org.cascadenlp.core.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.apache.uima.resource.ResourceManager;
import org.cascadenlp.core.Golden;
import org.cascadenlp.core.pipeline.Pipeline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescriptorCheckTest extends DescriptorFixture {

  @Test
  void everyProblemIsReportedWithItsLine() throws IOException {
    Path file = Golden.resource("broken/pipeline.xml");
    Golden.verify(
        "check-broken", text(check(file)).replace(file.getParent().toString(), "{broken}"));
  }

  @Test
  void aMandatoryParameterMayBeSetFromOutside() throws IOException {
    String marker = Files.readString(Golden.resource("org/cascadenlp/core/parts/WordMarker.xml"));
    Files.writeString(
        folder.resolve("marker.xml"),
        marker.replaceAll("<nameValuePair><name>label.*</nameValuePair>", ""));
    Path file =
        changed(
            "governed.xml",
            "<import name=\"org.cascadenlp.core.parts.WordMarker\"/>",
            "<import location=\"marker.xml\"/>");
    assertThat(text(check(file))).as("the aggregate sets it").isEmpty();
    file =
        changed(
            "names.xml",
            "<import name=\"org.cascadenlp.core.parts.WordMarker\"/>",
            "<import location=\"marker.xml\"/>");
    assertThat(text(check(file))).contains("'label' has no value").contains("--set marks.label=");
    assertThat(text(check(file, "marks.label"))).as("the command line sets it").isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "multipleDeploymentAllowed, true, false",
    "modifiesCas, false, true",
  })
  void anAggregateWhosePropertiesAPartContradictsIsAProblem(
      String property, String promised, String kept) throws IOException {
    String part = Files.readString(Golden.resource("org/cascadenlp/core/parts/WordSplitter.xml"));
    Files.writeString(folder.resolve("part.xml"), withProperty(part, property, kept));
    Path file =
        changed(
            "names.xml",
            "<import name=\"org.cascadenlp.core.parts.WordMarker\"/>",
            "<import location=\"part.xml\"/>");
    String whole = Files.readString(file);
    Files.writeString(file, withProperty(whole, property, kept));
    Pipeline.load(file).close();
    assertThat(text(check(file))).isEmpty();
    Files.writeString(file, withProperty(whole, property, promised));
    verify("check-" + property, file);
    Files.writeString(file, whole.replaceAll(PROPERTIES, ""));
    if (property.equals("multipleDeploymentAllowed")) {
      verify("check-" + property + "-absent", file);
    } else {
      Pipeline.load(file).close();
      assertThat(text(check(file))).isEmpty();
    }
  }

  private static final String PROPERTIES = "(?s)<operationalProperties>.*</operationalProperties>";

  /** {@code descriptor} with {@code property} set, and the other properties as in the parts. */
  private static String withProperty(String descriptor, String property, String value) {
    String properties =
        "<operationalProperties><modifiesCas>true</modifiesCas>"
            + "<multipleDeploymentAllowed>true</multipleDeploymentAllowed>"
            + "<outputsNewCASes>false</outputsNewCASes></operationalProperties>";
    return descriptor.replaceAll(
        PROPERTIES,
        properties.replaceAll("<" + property + ">[a-z]*<", "<" + property + ">" + value + "<"));
  }

  /** For a pipeline that UIMA refuses, loading reports the first problem that the check finds. */
  private void verify(String golden, Path file) throws IOException {
    Throwable refused = catchThrowable(() -> Pipeline.load(file).close());
    assertThat(refused).hasMessageStartingWith(text(check(file)).lines().findFirst().orElse("?"));
    Golden.verify(golden, refused.getMessage().replace(folder.toString(), "{folder}"));
  }

  @Test
  void aKeyThatTwoPartsHaveIsTheOneProblem() throws IOException {
    Path file = changed("names.xml", "key=\"marks\"", "key=\"words\"");
    Files.writeString(file, Files.readString(file).replace("<node>marks</node>", ""));
    assertThat(text(check(file)))
        .isEqualTo(
            file
                + ":7: a second part has the key 'words'; give each part of the aggregate a"
                + " different key, and name it in the flow");
    assertThatThrownBy(() -> Pipeline.load(file, Map.of(), List.of()))
        .hasMessageStartingWith(file + ":7: a second part has the key 'words'");
  }

  @ParameterizedTest
  @CsvSource({
    "org.cascadenlp.core.parts.WordMaker",
    "org.cascadenlp.core.WordMarker",
  })
  void theErrorOfAMisspeltImportSuggestsTheName(String written) throws IOException {
    Path file = changed("names.xml", MARKER, "<import name=\"" + written + "\"/>");
    assertThat(text(check(file)))
        .contains(
            "import "
                + written
                + " is not found; did you mean org.cascadenlp.core.parts.WordMarker? a name is");
  }

  @Test
  void twoTokenizersInARowAreWarnedOf() throws IOException {
    Path file =
        changed("names.xml", MARKER, "<import name=\"org.cascadenlp.core.parts.WordSplitter\"/>");
    assertThat(check(file).warnings().toString())
        .isEqualTo(
            "["
                + file
                + ":14: steps words (WordSplitter) and marks (WordSplitter) make tokens, of which a"
                + " text has one set; the later one's parameter existing decides: keep leaves the"
                + " tokens of words, replace takes those of marks; leave one of the steps out]");
  }

  @Test
  void theErrorOfAnUnsetParameterInAJarNamesTheSettingAndTheOverride() throws IOException {
    String marker = Files.readString(Golden.resource("org/cascadenlp/core/parts/WordMarker.xml"));
    Path jar = folder.resolve("parts.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry("org/example/Packed.xml"));
      out.write(
          marker
              .replaceAll("<nameValuePair><name>label.*</nameValuePair>", "")
              .getBytes(StandardCharsets.UTF_8));
    }
    Path file = changed("names.xml", MARKER, "<import name=\"org.example.Packed\"/>");
    ResourceManager resources = Pipeline.resources(file, List.of(jar));
    try {
      assertThat(text(DescriptorCheck.of(file, resources, Set.of())))
          .startsWith("parts.jar!/org/example/Packed.xml:")
          .endsWith(
              "the mandatory parameter 'label' has no value; set it with --set marks.label=VALUE,"
                  + " or in your pipeline by a parameter with"
                  + " <overrides><parameter>marks/label</parameter></overrides>");
    } finally {
      resources.destroy();
    }
  }

  @Test
  void errorsOfUimaAreReportedDespiteOtherProblems() throws IOException {
    Path file = changed("names.xml", "<node>words</node>", "");
    String whole = Files.readString(file);
    Files.writeString(
        file,
        whole.replace("<fixedFlow>", "<noSuchFlow>").replace("</fixedFlow>", "</noSuchFlow>"));
    Throwable refused = catchThrowable(() -> Pipeline.load(file).close());
    assertThat(refused)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining("noSuchFlow")
        .hasMessageNotContaining("which no earlier step makes");
  }
}
