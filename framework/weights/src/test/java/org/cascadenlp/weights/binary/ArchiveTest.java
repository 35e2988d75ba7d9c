package org.cascadenlp.weights.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.cascadenlp.core.error.CascadeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"../a", "a/../../b", "/etc/a", "a\\b", "C:a", ".."})
  void anEntryNameOutsideTheFolderIsAnError(String name) throws IOException {
    Path file = Files.write(folder.resolve("a.zip"), zip(new byte[1], name));
    assertThatThrownBy(() -> Archive.open(file))
        .isInstanceOf(CascadeException.class)
        .hasMessage(file + ": entry " + name + " leaves its folder; expected plain names");
  }

  @Test
  void aDuplicateEntryNameIsAnError() throws IOException {
    String text = new String(zip(new byte[1], "aa", "ab"), StandardCharsets.ISO_8859_1);
    byte[] twice = text.replace("ab", "aa").getBytes(StandardCharsets.ISO_8859_1);
    Path file = Files.write(folder.resolve("a.zip"), twice);
    assertThatThrownBy(() -> Archive.open(file))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("entry aa is there twice");
  }

  @Test
  void anArchiveThatExpandsTooMuchIsAnError() throws IOException {
    Path file = Files.write(folder.resolve("a.zip"), zip(new byte[150 << 20], "a", "b"));
    assertThat(Files.size(file)).isLessThan(1 << 20);
    assertThatThrownBy(() -> Archive.open(file))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("unpacked it has more than 268435456 bytes");
  }

  @Test
  void anEntryWithAWrongLengthOrOverTheLimitIsAnError() throws IOException {
    byte[] zip = zip(new byte[100], "a");
    int directory = new String(zip, StandardCharsets.ISO_8859_1).indexOf("PK\1\2");
    for (int stated : new int[] {99, 101}) {
      byte[] lying = zip.clone();
      lying[directory + 24] = (byte) stated;
      Path file = Files.write(folder.resolve("a.zip"), lying);
      try (Archive archive = Archive.open(file)) {
        assertThatThrownBy(() -> archive.bytes("a", 1000))
            .isInstanceOf(CascadeException.class)
            .hasMessageStartingWith(file.toString());
        assertThatThrownBy(() -> archive.bytes("a", 10))
            .hasMessageContaining("has " + stated + " bytes; expected at most 10");
        assertThatThrownBy(() -> archive.bytes("none", 10)).hasMessageContaining("no entry none");
      }
    }
  }

  private static byte[] zip(byte[] content, String... names) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
      }
    }
    return bytes.toByteArray();
  }
}
