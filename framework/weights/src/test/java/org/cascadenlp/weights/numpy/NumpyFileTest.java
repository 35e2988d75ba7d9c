package org.cascadenlp.weights.numpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.cascadenlp.core.error.CascadeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumpyFileTest {

  private static final Path WEIGHTS =
      Path.of(System.getProperty("cascade.root"), "testdata/weights");

  @TempDir private Path folder;

  @Test
  void aHeaderMayBeWrittenInAnyOrderAndWithEitherQuote() throws IOException {
    Path file = npy("{\"shape\": (2L,), 'fortran_order': False, 'descr': '<f4'}\n", 8);
    assertThat(NumpyFile.read(file).get("made").shape()).containsExactly(2);
    assertThat(NumpyFile.read(npy("{'descr':'|u1','fortran_order':True,'shape':(),}", 1)))
        .containsOnlyKeys("made");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`{'descr': '|O', 'fortran_order': False, 'shape': (2,), }` | descr |O is not read",
        "`{'descr': '<U4', 'fortran_order': False, 'shape': (2,), }` | descr <U4 is not read",
        "`{'descr': '<c8', 'fortran_order': False, 'shape': (2,), }` | descr <c8 is not read",
        "`{'descr': '<V8', 'fortran_order': False, 'shape': (2,), }` | descr <V8 is not read",
        "`{'descr': '|f4', 'fortran_order': False, 'shape': (2,), }` | is not read",
        "`{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,), }` | is no dict of text",
        "`{'descr': '<f4', 'fortran_order': 1, 'shape': (2,), }` | is no dict of text",
        "`{'descr': '<f4', 'fortran_order': 'False', 'shape': (2,), }x` | is no dict of text",
        "`{'descr': '<f4', 'fortran_order': '1', 'shape': (2,), }` | fortran_order is 1",
        "`{'descr': '<f4', 'fortran_order': False, 'shape': (2), }` | and no tuple",
        "`{'descr': '<f4', 'fortran_order': False, 'shape': (,), }` | shape is (,)",
        "`{'descr': '<f4', 'fortran_order': False, 'shape': (2 2,), }` | shape is (2 2,)",
        "`{'descr': '<f4', 'fortran_order': False, 'shape': (-2,), }` | is no dict of text",
        "`{'descr': '<f4', 'fortran_order': False, 'shape': (__import__('os'),), }` | is no dict",
        "`{'descr': '<f4', 'fortran_order': False, }` | has not exactly",
        "`{'descr': '<f4', 'descr': '<f4', 'shape': (2,), }` | entry descr is there twice",
        "`{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'more': '1'}` | has not exactly",
        "`{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }` | expected 12 bytes for shape",
        "`{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }` | expected 16 bytes for shape",
        "`{'descr': '<f4', 'fortran_order': False, 'shape': (999999999999999999,), }` | 2^31"
            + " numbers",
        "`{'descr': '<f4', 'fortran_order': False, 'shape': (65536, 65536), }` | 2^31 numbers",
        "`{'descr': '<f4', 'fortran_order': False, 'shape': (1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1), }`"
            + " | at most 16 dimensions",
        "`exec('x')` | is no dict of text",
        "`{` | is no dict of text",
        "`` | is no dict of text",
      })
  void aHeaderThatIsNoneIsAnError(String header, String message) throws IOException {
    Path file = npy(header, 8);
    assertThatThrownBy(() -> NumpyFile.read(file))
        .isInstanceOf(CascadeException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(message);
  }

  @Test
  void lengthsBeyondTheFileTakeNoMemory() throws IOException {
    byte[] whole = Files.readAllBytes(WEIGHTS.resolve("numpy-version2.npy"));
    Arrays.fill(whole, 8, 12, (byte) 0xff);
    refused("long.npy", whole, "expected a header of at most 236 bytes, found 4294967295");
    whole[6] = 4;
    refused("version.npy", whole, "is of version 4.0; expected 1.0 to 3.0");
    refused("objects.npy", Files.readAllBytes(WEIGHTS.resolve("malicious/objects.npy")), "|O");
  }

  @Test
  void aCutFileIsAnError() throws IOException {
    for (String name : new String[] {"numpy-version1.npy", "numpy-stored.npz"}) {
      byte[] whole = Files.readAllBytes(WEIGHTS.resolve(name));
      for (int length = 0; length < whole.length; length += 1 + length / 64) {
        refused(name, Arrays.copyOf(whole, length), "");
      }
    }
  }

  @Test
  void anArchiveHoldsArraysOnly() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("readme.txt"));
    }
    refused("a.npz", bytes.toByteArray(), "has an entry readme.txt");
  }

  private void refused(String name, byte[] bytes, String message) throws IOException {
    Path file = Files.write(folder.resolve(name), bytes);
    assertThatThrownBy(() -> NumpyFile.read(file))
        .as("%d bytes", bytes.length)
        .isInstanceOf(CascadeException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(message);
  }

  private Path npy(String header, int data) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    bytes.write(text.length & 0xff);
    bytes.write(text.length >> 8);
    bytes.write(text);
    bytes.write(new byte[data]);
    return Files.write(folder.resolve("made.npy"), bytes.toByteArray());
  }
}
