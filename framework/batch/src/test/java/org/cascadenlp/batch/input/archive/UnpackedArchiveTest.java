package org.cascadenlp.batch.input.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.cascadenlp.core.error.CascadeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnpackedArchiveTest {

  @TempDir private Path folder;

  private Path zip(String... namesAndTexts) throws IOException {
    Path archive = folder.resolve("texts.zip");
    try (OutputStream out = Files.newOutputStream(archive);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (int i = 0; i < namesAndTexts.length; i += 2) {
        zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
        zip.write(namesAndTexts[i + 1].getBytes());
        zip.closeEntry();
      }
    }
    return archive;
  }

  private static Map<String, String> files(Path root) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> found = Files.walk(root)) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        files.put(root.relativize(file).toString(), Files.readString(file));
      }
    }
    return files;
  }

  private static void refused(Path archive, UnpackedArchive.Bounds bounds, String message) {
    assertThatThrownBy(() -> UnpackedArchive.of(archive, bounds))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("--input " + archive + ": ")
        .hasMessageContaining(message);
  }

  @Test
  void aZipIsUnpackedIntoAFolderThatIsRemoved() throws IOException {
    Path archive = zip("a.txt", "Bob", "sub/", "", "sub/b.txt", "Ann", "./c..d.txt", "");
    Path place;
    try (UnpackedArchive unpacked = UnpackedArchive.of(archive)) {
      place = unpacked.folder();
      assertThat(place.getFileName()).hasToString("texts.zip");
      assertThat(files(place))
          .isEqualTo(Map.of("a.txt", "Bob", "sub/b.txt", "Ann", "c..d.txt", ""));
    }
    assertThat(place.getParent()).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../x",
        "a/../../x",
        "/x",
        "C:/x",
        "..\\x",
        "a\\..\\..\\x",
        "..",
        ".",
        "a/..",
        "a\u0007b"
      })
  void aNameThatLeadsOutIsRefused(String name) throws IOException {
    refused(zip("good.txt", "x", name, "x"), UnpackedArchive.Bounds.USUAL, "leads out of it");
  }

  @Test
  void moreThanTheBoundsIsRefused() throws IOException {
    Path archive = zip("a", "x".repeat(100_000), "b", "x");
    int packed = (int) Files.size(archive);
    refused(archive, new UnpackedArchive.Bounds(1, 1 << 20, 1 << 20, 1), "more than 1 files");
    refused(archive, new UnpackedArchive.Bounds(9, 99_999, 1 << 20, 1), "'a' has more than 99999");
    refused(
        archive,
        new UnpackedArchive.Bounds(9, 1 << 20, 1000, 10),
        "it is " + packed + " bytes and unpacks to more than " + Math.max(1000, 10 * packed));
    UnpackedArchive.of(archive, new UnpackedArchive.Bounds(2, 100_000, 100_001, 1)).close();
  }

  @Test
  void aDamagedArchiveIsRefused() throws IOException {
    Path archive = zip("a", "some text", "b", "x");
    byte[] whole = Files.readAllBytes(archive);
    Files.write(archive, Arrays.copyOf(whole, whole.length / 2));
    refused(archive, UnpackedArchive.Bounds.USUAL, "the archive cannot be unpacked: ");
    Path tar = Files.write(folder.resolve("a.tar"), new byte[] {1, 2, 3});
    refused(tar, UnpackedArchive.Bounds.USUAL, "it ends within a header");
    Files.write(tar, new byte[1024]);
    UnpackedArchive.of(tar).close();
    byte[] other = new byte[1024];
    Arrays.fill(other, (byte) 'x');
    Files.write(tar, other);
    refused(tar, UnpackedArchive.Bounds.USUAL, "it is damaged, or no tar: ");
    refused(Files.write(folder.resolve("a.tgz"), other), UnpackedArchive.Bounds.USUAL, "GZIP");
  }

  /** Long names, empty files, folders and links, as GNU tar and bsdtar write them. */
  @EnabledOnOs({OS.LINUX, OS.MAC})
  @ParameterizedTest
  @ValueSource(strings = {"ustar", "pax", "gnu"})
  void aTarIsUnpackedWhicheverProgramMadeIt(String format) throws Exception {
    Path in = Files.createDirectories(folder.resolve("in/sub"));
    Files.writeString(in.resolve("a.txt"), "Bob ".repeat(1000));
    Files.writeString(in.resolve("ü" + "n".repeat(format.equals("ustar") ? 80 : 120)), "");
    Files.writeString(in.resolve("b.txt"), "x".repeat(512));
    Map<String, String> expected = files(folder.resolve("in"));
    Files.createSymbolicLink(in.resolve("link"), in.resolve("a.txt"));
    Path tar = folder.resolve("t.tar");
    Process made =
        new ProcessBuilder(
                "tar", "--format=" + format, "-cf", tar.toString(), "-C", folder + "/in", ".")
            .start();
    assertThat(made.waitFor()).isZero();
    Path packed = folder.resolve("t.TAR.GZ");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      Files.copy(tar, out);
    }
    for (Path archive : new Path[] {tar, packed}) {
      assertThat(UnpackedArchive.isNamed(archive)).isTrue();
      try (UnpackedArchive unpacked = UnpackedArchive.of(archive)) {
        assertThat(files(unpacked.folder())).isEqualTo(expected);
      }
    }
    byte[] whole = Files.readAllBytes(tar);
    for (int length = 1; length < 3000; length += 97) {
      Files.write(tar, Arrays.copyOf(whole, length));
      try (UnpackedArchive unpacked = UnpackedArchive.of(tar)) {
        assertThat(files(unpacked.folder()).values()).isSubsetOf(expected.values());
      } catch (CascadeException e) {
        assertThat(e).hasMessageContaining("--input " + tar);
      }
    }
  }
}
