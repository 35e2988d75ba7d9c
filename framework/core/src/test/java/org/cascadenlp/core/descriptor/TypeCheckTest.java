package org.cascadenlp.core.descriptor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cascadenlp.core.Golden;
import org.junit.jupiter.api.Test;

class TypeCheckTest extends DescriptorFixture {

  @Test
  void stepsAreListedInTheOrderOfTheFlow() {
    DescriptorCheck checked = check(Golden.resource("pipelines/nested.xml"));
    assertThat(checked.problems()).isEmpty();
    assertThat(checked.steps())
        .containsExactly(
            new Step("names/words", "WordSplitter", List.of(), List.of(TOKEN)),
            new Step("names/marks", "WordMarker", List.of(TOKEN), List.of(ENTITY)),
            new Step("numbers", "WordMarker", List.of(TOKEN), List.of(ENTITY)));
  }

  @Test
  void anInputThatComesTooLateIsAProblem() throws IOException {
    Path file =
        changed(
            "names.xml",
            "<node>words</node>\n        <node>marks</node>",
            "<node>marks</node><node>words</node>");
    assertThat(text(check(file))).contains("names.xml:13: step marks (WordMarker) needs " + TOKEN);
  }

  @Test
  void whatThePipelineDeclaresAsInputIsThere() throws IOException {
    Path file =
        changed(
            "names.xml",
            "<node>words</node>\n        <node>marks</node>\n      </fixedFlow>\n"
                + "    </flowConstraints>",
            "<node>marks</node></fixedFlow></flowConstraints><capabilities><capability>"
                + "<inputs><type>"
                + TOKEN
                + "</type></inputs><outputs/><languagesSupported/></capability></capabilities>");
    assertThat(text(check(file))).isEmpty();
  }

  @Test
  void aSubtypeSatisfiesAnInput() throws IOException {
    Path file =
        changed(
            "names.xml",
            "<import name=\"org.cascadenlp.core.parts.WordSplitter\"/>",
            "<import location=\"scored.xml\"/>");
    Files.writeString(
        folder.resolve("names.xml"),
        Files.readString(file)
            .replace(
                "<import name=\"org.cascadenlp.core.parts.WordMarker\"/>",
                "<import location=\"needs-entities.xml\"/>"));
    String splitter =
        Files.readString(Golden.resource("org/cascadenlp/core/parts/WordSplitter.xml"));
    Files.writeString(
        folder.resolve("scored.xml"), splitter.replace(TOKEN, "org.cascadenlp.types.ScoredEntity"));
    String marker = Files.readString(Golden.resource("org/cascadenlp/core/parts/WordMarker.xml"));
    Files.writeString(folder.resolve("needs-entities.xml"), marker.replace(TOKEN, ENTITY));
    assertThat(text(check(file))).isEmpty();
    Files.writeString(
        folder.resolve("needs-entities.xml"),
        marker.replace(TOKEN, "org.cascadenlp.types.Vectors"));
    assertThat(text(check(file))).contains("needs org.cascadenlp.types.Vectors");
  }

  @Test
  void aTypeThatNobodyDefinesIsAProblem() throws IOException {
    String splitter =
        Files.readString(Golden.resource("org/cascadenlp/core/parts/WordSplitter.xml"));
    Path file =
        Files.writeString(
            folder.resolve("splitter.xml"), splitter.replace(TOKEN, "org.example.NoSuchType"));
    assertThat(text(check(file)))
        .isEqualTo(
            file
                + ":14: type org.example.NoSuchType is not in the type system; define it, or import"
                + " the type system that does, in <typeSystemDescription>");
  }

  @Test
  void whatDescribesTheDocumentIsThere() throws IOException {
    String marker = Files.readString(Golden.resource("org/cascadenlp/core/parts/WordMarker.xml"));
    Files.writeString(
        folder.resolve("marker.xml"),
        marker.replace(TOKEN, "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"));
    Path file =
        changed(
            "names.xml",
            "<import name=\"org.cascadenlp.core.parts.WordMarker\"/>",
            "<import location=\"marker.xml\"/>");
    assertThat(text(check(file))).isEmpty();
  }

  @Test
  void anInputThatOnlyOneCapabilityNamesIsOptional() throws IOException {
    String marker = Files.readString(Golden.resource("org/cascadenlp/core/parts/WordMarker.xml"));
    Files.writeString(
        folder.resolve("marker.xml"),
        marker.replace(
            "<capabilities>",
            "<capabilities><capability><inputs/><outputs><type>"
                + ENTITY
                + "</type></outputs><languagesSupported/></capability>"));
    Path file = changed("names.xml", MARKER, "<import location=\"marker.xml\"/>");
    Files.writeString(file, Files.readString(file).replace("<node>words</node>", ""));
    assertThat(text(check(file))).isEmpty();
  }
}
