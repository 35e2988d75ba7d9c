package org.cascadenlp.pipelines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The paths of shipped files and test data. */
final class Checkout {

  static final Path ROOT = Path.of(System.getProperty("cascade.root"));
  static final Path PIPELINES = ROOT.resolve("pipelines");
  static final Path TESTDATA = ROOT.resolve("testdata");
  static final Path DOCUMENTS = TESTDATA.resolve("documents");
  static final Path TINY_BERT = TESTDATA.resolve("models/tiny-bert");

  /** The pipeline that most of these tests use, and its adapter and head. */
  static final Path ENTITIES = PIPELINES.resolve("entities-bert.xml");

  static final Path ADAPTER = PIPELINES.resolve("models/entities/minilm-lora");

  /**
   * The setting that gives the same numbers on every computer: {@code auto} is bfloat16 on some.
   */
  static final Map<String, String> FLOAT32 = Map.of("embedding.precision", "float32");

  private Checkout() {}

  /** The options of a command that use {@code recipe}, a file of settings in pipelines/recipes. */
  static List<String> recipe(String recipe) {
    return List.of("--settings", PIPELINES.resolve("recipes/" + recipe + ".settings").toString());
  }

  /** The options of a command that replace the embedding by GloVe. */
  static List<String> glove() {
    return List.of("--part", "embedding=" + PIPELINES.resolve("embeddings/glove.xml"));
  }

  /** The project's test documents, sorted by name. */
  static List<Path> documents() {
    try (Stream<Path> files = Files.list(DOCUMENTS)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies the files of {@code from}, which has no subfolders, to a new folder. */
  static Path copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
    return to;
  }
}
