package org.cascadenlp.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --input -} reads standard input, and an archive is read as a folder. */
class InputCopiesTest {

  @TempDir private Path out;

  private static Cascade.Ended run(String text, Path output, Object... more) {
    InputStream usual = System.in;
    System.setIn(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    try {
      return Cascade.run("pipeline.xml", output, more);
    } finally {
      System.setIn(usual);
    }
  }

  private static List<Path> copies() throws IOException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    try (Stream<Path> files = Files.list(temporary)) {
      return files
          .filter(file -> file.getFileName().toString().matches("cascade-(input|archive)-.*"))
          .sorted()
          .toList();
    }
  }

  @Test
  void aTextOrRowsAreReadAndNoCopyStays() throws IOException {
    List<Path> before = copies();
    Cascade.Ended text = run("Bob", out, "--input", "-");
    assertThat(text.code()).as(text.printed()).isZero();
    assertThat(Cascade.results(out).get("standard-input.json")).contains("Bob");

    Path file = out.resolve("all.rows");
    Cascade.Ended rows =
        run("1|Bob\nno bar\n", file, "--input", "-", "--as", "rows", "--format", "rows");
    assertThat(rows.code()).isEqualTo(1);
    assertThat(file)
        .content()
        .startsWith("id|text|found\n1|Bob|5\nno bar||")
        .contains("standard-input, line 2: there is no bar");
    assertThat(copies()).isEqualTo(before);
  }

  @Test
  void anArchiveIsAFolder(@TempDir Path folder) throws IOException {
    List<Path> before = copies();
    Path archive = folder.resolve("texts.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      for (String name : new String[] {"a.txt", "sub/b.txt", "__MACOSX/._a.txt"}) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write("Bob".getBytes(StandardCharsets.UTF_8));
      }
    }
    Cascade.Ended ended = run("", out, "--input", archive);
    assertThat(ended.code()).as(ended.printed()).isZero();
    assertThat(Cascade.results(out)).containsOnlyKeys("a.txt.json", "sub/b.txt.json");
    assertThat(run("", out, "--input", archive, "--as", "text").printed())
        .contains("texts.zip: byte ");
    assertThat(copies()).isEqualTo(before);
  }
}
