package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.cascadenlp.neural.JsonFile;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code entities-bert} in float32 finds in the project's documents what it found when the golden
 * files were written.
 *
 * <p>{@code mvn -pl pipelines verify -Dtest=GoldenTest -Dcascade.golden=write} writes them anew,
 * for a person to read the difference before it is committed.
 */
class GoldenTest {

  private static final Path GOLDEN = Checkout.TESTDATA.resolve("golden/entities-bert");
  private static final boolean WRITE = "write".equals(System.getProperty("cascade.golden"));

  @TempDir static Path folder = Path.of("");

  private static Run run = new Run(-1, Path.of(""), "");

  @BeforeAll
  static void annotate() {
    run = Run.of(Checkout.ENTITIES, List.of(Checkout.DOCUMENTS), folder.resolve("out"));
    assertThat(run.code()).as(run.messages()).isZero();
  }

  static Stream<String> documents() {
    return Checkout.documents().stream().map(file -> file.getFileName().toString());
  }

  @ParameterizedTest
  @MethodSource("documents")
  void aDocumentHasItsGoldenSentencesAndEntities(String document) throws IOException {
    GoldenEntities found = GoldenEntities.ofResult(run.document(document));
    Path file = GOLDEN.resolve(document + ".json");
    if (WRITE) {
      Files.createDirectories(GOLDEN);
      Files.writeString(file, found.toGolden());
    }
    Assumptions.assumeFalse(WRITE, "golden files were written, not compared: read the difference");
    assertThat(file).as("write it with -Dcascade.golden=write").exists();
    GoldenEntities golden = GoldenEntities.ofGolden(JsonFile.read(file));
    assertThat(found.sentences()).isEqualTo(golden.sentences());
    assertThat(found.entities().stream().map(GoldenEntities.Entity::exact))
        .containsExactlyElementsOf(
            golden.entities().stream().map(GoldenEntities.Entity::exact).toList());
    for (int i = 0; i < found.entities().size(); i++) {
      GoldenEntities.Entity entity = found.entities().get(i);
      assertThat(entity.score())
          .as(entity.exact())
          .isCloseTo(golden.entities().get(i).score(), within(1e-3));
    }
  }

  @Test
  void everyGoldenFileBelongsToADocument() throws IOException {
    Assumptions.assumeFalse(WRITE, "golden files were written, not compared");
    try (Stream<Path> files = Files.list(GOLDEN)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(documents().map(name -> name + ".json").toList());
    }
  }
}
