package org.cascadenlp.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.weights.safetensors.SafeTensors;
import org.cascadenlp.weights.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares every format with its own library's reading: see testdata/reference/weight_formats.py.
 */
class WeightFilesTest {

  private static final String EXPECTED = ".expected.safetensors";
  private static final Path WEIGHTS =
      Path.of(System.getProperty("cascade.root"), "testdata/weights");

  @TempDir private Path folder;

  static Stream<Path> everyFileWithExpectations() throws IOException {
    try (Stream<Path> files = Files.walk(WEIGHTS)) {
      return files
          .filter(file -> file.toString().endsWith(EXPECTED))
          .map(file -> Path.of(file.toString().substring(0, file.toString().length() - 21)))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("everyFileWithExpectations")
  void everyArrayEqualsTheReadingOfTheFormatsOwnLibrary(Path file) {
    Map<String, Tensor> expected = SafeTensors.read(Path.of(file + EXPECTED));
    Map<String, Tensor> read = WeightFiles.read(file);
    assertThat(read.keySet()).containsExactlyElementsOf(expected.keySet());
    expected.forEach(
        (name, tensor) -> {
          assertThat(read.get(name).shape()).as(name).isEqualTo(tensor.shape());
          assertThat(bits(read.get(name))).as(name).isEqualTo(bits(tensor));
        });
  }

  @Test
  void theTestFilesCoverAllFormats() throws IOException {
    assertThat(everyFileWithExpectations().map(file -> file.getFileName().toString()))
        .contains(
            "torch-zip.bin",
            "torch-deflated.bin",
            "torch-legacy.pth",
            "torch-lstm.pth",
            "tf-one.ckpt.index",
            "tf-two.ckpt.index",
            "model.safetensors.index.json");
  }

  @Test
  void theWeightFileOfAFolderIsFoundByItsUsualName() throws IOException {
    assertThat(WeightFiles.in(folder)).isFalse();
    assertThatThrownBy(() -> WeightFiles.find(folder))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("has no file of weights; expected one of [model.safetensors,");
    Path torch = Files.createFile(folder.resolve("pytorch_model.bin"));
    assertThat(WeightFiles.in(folder)).isTrue();
    assertThat(WeightFiles.find(folder)).isEqualTo(torch);
    Path safe = Files.createFile(folder.resolve("model.safetensors"));
    assertThat(WeightFiles.find(folder)).isEqualTo(safe);
  }

  @Test
  void numpyFilesAreAnErrorThatNamesTheConversion() throws IOException {
    String message =
        "model.npz: holds NumPy arrays, which are not read as encoder weights; convert it to";
    Path file = folder.resolve("model.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("weight.npy"));
      zip.write(1);
    }
    assertThat(WeightFiles.in(folder)).isTrue();
    assertThatThrownBy(() -> WeightFiles.find(folder)).hasMessageContaining(message);
    assertThatThrownBy(() -> WeightFiles.read(file)).hasMessageContaining(message);
    Path array = folder.resolve("array.npy");
    Files.write(array, "\u0093NUMPY\1\0".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> WeightFiles.read(array))
        .hasMessageStartingWith(array + ": holds NumPy arrays");
  }

  @Test
  void aFileOfUnknownFormatIsAnError() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.bin"));
    assertThatThrownBy(() -> WeightFiles.read(empty)).isInstanceOf(CascadeException.class);
    Path text = Files.writeString(folder.resolve("text.bin"), "no weights at all, but text");
    assertThatThrownBy(() -> WeightFiles.read(text)).isInstanceOf(CascadeException.class);
    assertThatThrownBy(() -> WeightFiles.read(folder.resolve("none.bin")))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("there is no such file");
    assertThatThrownBy(() -> WeightFiles.read(folder))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("is a folder");
  }

  /** Raw bits with canonical NaN, as Java and Python do not preserve NaN payloads. */
  private static int[] bits(Tensor tensor) {
    int[] bits = new int[tensor.values().length];
    Arrays.setAll(bits, i -> Float.floatToIntBits(tensor.values()[i]));
    return bits;
  }
}
