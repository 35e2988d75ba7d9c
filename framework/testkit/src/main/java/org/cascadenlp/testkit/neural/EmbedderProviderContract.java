package org.cascadenlp.testkit.neural;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.embedding.Embedder;
import org.cascadenlp.neural.embedding.EmbedderOptions;
import org.cascadenlp.neural.embedding.EmbedderProvider;
import org.cascadenlp.neural.embedding.ModelReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tests that every provider of embedders must pass. */
abstract class EmbedderProviderContract {

  @TempDir private Path folder = Path.of("");

  abstract EmbedderProvider provider();

  abstract ModelReference model();

  Embedder open() throws IOException {
    ModelReference model = model();
    return provider().names().contains(model.model())
        ? provider().open(model.model(), model.settings())
        : provider().open(Path.of(model.model()), model.settings());
  }

  /** A folder for the files of one test. */
  final Path folder() {
    return folder;
  }

  @Test
  void itOpensWhatItsProviderReads() throws IOException {
    EmbedderProvider provider = provider();
    String model = model().model();
    assertTrue(
        provider.names().contains(model) || provider.reads(Path.of(model)),
        () -> "the provider neither offers nor reads " + model);
    try (Embedder embedder = open()) {
      assertTrue(
          provider.type().isInstance(embedder),
          () -> "EmbedderProvider.type() is " + provider.type() + ", but it opens " + embedder);
    }
  }

  @Test
  void filesThatAreNoModelAreLeftToOthersOrRefusedByName() throws IOException {
    Path garbage = Files.createDirectory(folder.resolve("garbage"));
    for (String name : List.of("config.json", "model.safetensors", "tokenizer.json")) {
      Files.writeString(garbage.resolve(name), "{\"\u0000", StandardCharsets.UTF_8);
    }
    List<Path> places =
        List.of(
            folder.resolve("missing"),
            Files.createDirectory(folder.resolve("empty")),
            Files.createFile(folder.resolve("empty.bin")),
            Files.write(folder.resolve("bytes.bin"), new byte[] {(byte) 0xFF, 0, 1}),
            garbage);
    for (Path place : places) {
      refuses(place);
    }
  }

  /**
   * Fails if the provider opens {@code place}, or refuses it with an error that does not contain
   * its path.
   */
  final void refuses(Path place) throws IOException {
    try {
      if (provider().reads(place)) {
        provider().open(place, model().settings()).close();
        fail("it opens " + place);
      }
    } catch (CascadeException e) {
      assertTrue(e.toString().contains(place.toString()), () -> "names no file: " + e);
    }
  }

  @Test
  void settingsOfAnotherFamilyAreRefused() {
    EmbedderOptions foreign =
        new EmbedderOptions() {
          @Override
          public String toString() {
            return "settings of another family";
          }
        };
    ModelReference model = model();
    assertThrows(
        CascadeException.class,
        () -> {
          if (provider().names().contains(model.model())) {
            provider().open(model.model(), foreign).close();
          } else {
            provider().open(Path.of(model.model()), foreign).close();
          }
        },
        "settings of an unknown class must be refused with a CascadeException");
  }
}
