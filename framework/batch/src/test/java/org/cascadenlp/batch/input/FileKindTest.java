package org.cascadenlp.batch.input;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.cascadenlp.batch.BatchRun;
import org.cascadenlp.batch.Cascade;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files that are not plain text are refused with the name of their kind, and plain texts are not.
 */
class FileKindTest {

  @TempDir private Path in;
  @TempDir private Path out;

  private static String read(String name, byte[] bytes, Charset charset, ReadAs as)
      throws IOException {
    return new DocumentReader(charset, 10_000_000, as).read(name, new ByteArrayInputStream(bytes));
  }

  private static void refused(String name, byte[] bytes, String kind) throws IOException {
    refused(name, bytes, kind, "");
  }

  private static void refused(String name, byte[] bytes, String kind, String rows)
      throws IOException {
    assertThatThrownBy(() -> read(name, bytes, UTF_8, ReadAs.AUTO))
        .hasMessage(
            name
                + ": this is "
                + kind
                + ", not plain text; convert it to plain text"
                + rows
                + ", or annotate it unchanged with --as text");
    assertThat(read(name, bytes, ISO_8859_1, ReadAs.TEXT)).hasSize(bytes.length);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`%PDF-1.7 x`|a PDF file",
        "`<!DOCTYPE html><p>Ada`|HTML",
        "`  <HTML lang=en>`|HTML",
        "`<?xml version='1.0'?><!DOCTYPE html><html xmlns='x'>`|HTML",
        "`<?xml version='1.0'?><typeSystemDescription>`|XML",
        "`<?xml version='1.0'?><xmi:XMI xmlns:cas='x'>`|XMI, an annotated document",
        "`<xmi:XMI xmlns:cas='x'>`|XMI, an annotated document",
        "`{\"text\": \"Ada\"}`|JSON",
        "`[{\"text\": \"Ada\"}, 1]`|JSON",
        "`{ \"%TYPES\" : { } }`|JSON CAS, an annotated document",
        "`{\\rtf1 Ada}`|a Rich Text Format file",
      },
      delimiter = '|')
  void markupAndDataAreRefused(String text, String kind) throws IOException {
    refused("a.txt", text.getBytes(UTF_8), kind);
  }

  @Test
  void linesOfJsonAreRefused() throws IOException {
    byte[] lines = "{\"id\": 1}\n{\"id\": 2}\n".getBytes(UTF_8);
    refused("a", lines, "JSON Lines", ", read its lines with --as jsonl");
    String longer = "{\"text\": \"" + "Ada ".repeat(100_000) + "\"}\n";
    refused("a", longer.getBytes(UTF_8), "JSON");
  }

  @Test
  void archivesAreRefused() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("a.txt"));
    }
    refused("a.zip", bytes.toByteArray(), "a zip archive, as .docx, .xlsx and .odt are too");
    bytes.reset();
    new GZIPOutputStream(bytes).close();
    refused("a.gz", bytes.toByteArray(), "compressed by gzip");
    byte[] tar = new byte[512];
    System.arraycopy("a.txt".getBytes(UTF_8), 0, tar, 0, 5);
    System.arraycopy("ustar".getBytes(UTF_8), 0, tar, 257, 5);
    refused("a.tar", tar, "a tar archive");
  }

  @Test
  void tablesAreRecognisedByTheirFileNameOnly() throws IOException {
    byte[] table = "id,text\n1,Ada\n".getBytes(UTF_8);
    refused("sub/a.CSV", table, "a table (csv)", ", read its rows with --as csv");
    assertThat(read("a.txt", table, UTF_8, ReadAs.AUTO)).startsWith("id,");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<",
        "<3 Ada",
        "<p>A fragment</p>",
        "[1] Aho, A. Compilers.",
        "[Applause] Thank you.",
        "[\"Ada\"]",
        "{sic} a text",
        "{}",
        "{\"Ada\" said nothing}",
        "{\"a",
        "PK is a name",
        "BZ2",
        "ustar"
      })
  void plainTextsAreNotRefused(String text) throws IOException {
    assertThat(read("a.txt", text.getBytes(UTF_8), UTF_8, ReadAs.AUTO)).isEqualTo(text);
  }

  @Test
  void utf16WithoutAByteOrderMarkIsRead() throws IOException {
    String text = "Ada Lovelace lived in Zürich, 中文.";
    assertThat(read("a", text.getBytes(UTF_16LE), UTF_8, ReadAs.AUTO)).isEqualTo(text);
    assertThat(read("a", text.getBytes(UTF_16BE), ISO_8859_1, ReadAs.AUTO)).isEqualTo(text);
    assertThat(read("a", "a\0b and no more".getBytes(UTF_8), UTF_8, ReadAs.AUTO))
        .isEqualTo("a\0b and no more");
  }

  @Test
  void aBatchFailsSuchADocumentUnlessItIsToTakeItAsText() throws IOException {
    Cascade.file(in, "a.txt", "Bob");
    Cascade.file(in, "b.html", "<html>Bob</html>");

    assertThat(Cascade.run("pipeline.xml", out, "--input", in).code()).isEqualTo(1);
    assertThat(Cascade.results(out)).containsOnlyKeys("a.txt.json");
    assertThat(Files.readString(out.resolve(BatchRun.REPORT)))
        .contains("b.html: this is HTML, not plain text");

    assertThat(Cascade.run("pipeline.xml", out, "--input", in, "--as", "text").code()).isZero();
    assertThat(Cascade.results(out)).containsKey("b.html.json");
  }

  @Test
  void noTextOfTheProjectOrOfACorpusIsRefused() throws IOException {
    String data = System.getProperty("cascade.data", "");
    Path documents = Path.of(System.getProperty("cascade.root"), "testdata/documents");
    for (Path folder : data.isEmpty() ? List.of(documents) : List.of(documents, Path.of(data))) {
      try (Stream<Path> files = Files.walk(folder)) {
        List<Path> texts = files.filter(file -> file.toString().endsWith(".txt")).toList();
        assertThat(texts).isNotEmpty();
        for (Path text : texts) {
          byte[] bytes = Files.readAllBytes(text);
          assertThat(read("a", bytes, ISO_8859_1, ReadAs.AUTO)).as("%s", text).isNotNull();
        }
      }
    }
  }
}
