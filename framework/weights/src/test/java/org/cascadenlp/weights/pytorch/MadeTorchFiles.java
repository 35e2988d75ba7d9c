package org.cascadenlp.weights.pytorch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.io.TempDir;

/** Files of PyTorch that a test writes byte by byte. */
abstract class MadeTorchFiles {

  static final Path WEIGHTS = Path.of(System.getProperty("cascade.root"), "testdata/weights");

  /** A float storage "0" of 4 numbers, as an identifier. */
  static final String STORAGE =
      "(X\7\0\0\0storagectorch\nFloatStorage\nX\1\0\0\0000X\3\0\0\0cpuK\4tQ";

  @TempDir Path folder;

  final Path zip(byte[] pickle, byte[] storage) throws IOException {
    return archive(
        "archive/data.pkl",
        new String(pickle, StandardCharsets.ISO_8859_1),
        "archive/data/0",
        new String(storage, StandardCharsets.ISO_8859_1));
  }

  final Path archive(String... namesAndContents) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < namesAndContents.length; i += 2) {
        zip.putNextEntry(new ZipEntry(namesAndContents[i]));
        zip.write(namesAndContents[i + 1].getBytes(StandardCharsets.ISO_8859_1));
      }
    }
    return Files.write(folder.resolve("made.bin"), bytes.toByteArray());
  }

  static byte[] bytes(String escaped) {
    return text(escaped).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Translates Java's octal escapes and \n. */
  static String text(String escaped) {
    return escaped.translateEscapes();
  }
}
