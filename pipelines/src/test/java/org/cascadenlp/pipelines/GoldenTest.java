package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cascadenlp.weights.json.JsonFile;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each pipeline with a folder of golden files, named like it, gives the sentences and annotations
 * in these files for the project's documents (in float32).
 *
 * <p>The command in {@code testdata/README.md} writes the files anew, also into an empty folder;
 * review the difference before you commit it.
 */
class GoldenTest {

  private static final Path GOLDEN = Checkout.TESTDATA.resolve("golden");
  private static final boolean WRITE = "write".equals(System.getProperty("cascade.golden"));

  @TempDir static Path folder = Path.of("");

  private static final Map<String, Run> RUNS = new HashMap<>();

  private static Run run(String pipeline) {
    return RUNS.computeIfAbsent(
        pipeline,
        name -> {
          Run run =
              Run.of(
                  Checkout.PIPELINES.resolve(name + ".xml"),
                  List.of(Checkout.DOCUMENTS),
                  folder.resolve(name));
          assertThat(run.code()).as(run.messages()).isZero();
          return run;
        });
  }

  static Stream<String> pipelines() {
    try (Stream<Path> folders = Files.list(GOLDEN)) {
      return folders.map(f -> f.getFileName().toString()).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> documents() {
    return Checkout.documents().stream().map(file -> file.getFileName().toString());
  }

  static Stream<Arguments> results() {
    return pipelines().flatMap(name -> documents().map(document -> Arguments.of(name, document)));
  }

  @ParameterizedTest
  @MethodSource("results")
  void aDocumentHasItsGoldenSentencesAndAnnotations(String pipeline, String document)
      throws IOException {
    GoldenDocument found = GoldenDocument.ofResult(run(pipeline).document(document));
    Path file = GOLDEN.resolve(pipeline).resolve(document + ".json");
    if (WRITE) {
      Files.writeString(file, found.toGolden());
    }
    Assumptions.assumeFalse(WRITE, "golden files were written, not compared: read the difference");
    assertThat(file).as("write it with -Dcascade.golden=write").exists();
    GoldenDocument golden = GoldenDocument.ofGolden(JsonFile.read(file));
    assertThat(found.sentences()).isEqualTo(golden.sentences());
    assertThat(found.annotations().stream().map(GoldenDocument.Item::exact))
        .containsExactlyElementsOf(
            golden.annotations().stream().map(GoldenDocument.Item::exact).toList());
    for (int i = 0; i < found.annotations().size(); i++) {
      GoldenDocument.Item item = found.annotations().get(i);
      assertThat(item.score())
          .as(item.exact())
          .isCloseTo(golden.annotations().get(i).score(), within(1e-3));
    }
  }

  @ParameterizedTest
  @MethodSource("pipelines")
  void everyGoldenFileBelongsToADocument(String pipeline) throws IOException {
    Assumptions.assumeFalse(WRITE, "golden files were written, not compared");
    try (Stream<Path> files = Files.list(GOLDEN.resolve(pipeline))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(documents().map(name -> name + ".json").toList());
    }
  }
}
