package org.cascadenlp.staticembeddings.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cascadenlp.staticembeddings.imports.Imported.ascii;
import static org.cascadenlp.staticembeddings.imports.Imported.entry;
import static org.cascadenlp.staticembeddings.imports.Imported.joined;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.cascadenlp.neural.words.CharacterNgrams;
import org.cascadenlp.neural.words.VectorFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class VectorImportTest {

  private static final String[] WORDS = {"the [1.0, 0.5]", "Zoë [-2.0E-4, 3.0]"};
  private static final byte[] GLOVE = ascii("the 1 0.5\nZoë -2e-4 3.0\n");

  @TempDir private Path folder;

  private Path output = Path.of("");

  @BeforeEach
  void choose() {
    output = folder.resolve("out.vectors");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "the 1 0.5\nZoë -2e-4 3.0\n",
        "the 1 0.5\nZoë -2e-4 3.0",
        "the 1 0.5\r\nZoë -2e-4 3.0\r\n",
        "the 1 0.5 \nZoë -2e-4 3.0 \n",
        "the\t1\t0.5\nZoë\t-2e-4\t3.0\n",
        "2 2\nthe 1 0.5\nZoë -2e-4 3.0\n",
        "2 2\r\nthe 1 0.5 \r\nZoë -2e-4 3.0 \r\n",
      })
  void textIsReadWithAndWithoutAHeader(String text) throws IOException {
    Path source = Files.writeString(folder.resolve("source"), text);
    ImportSummary summary = Imported.run(source, output, BadEntries.REFUSE);
    assertThat(Imported.words(output)).containsExactly(WORDS);
    assertThat(summary.format())
        .isEqualTo(text.startsWith("2 2") ? "word2vec text (or fastText .vec)" : "GloVe text");
    assertThat(summary.bytes()).isEqualTo(Files.size(output));
  }

  @Test
  void aWordOfGloveMayContainBlanks() throws IOException {
    Path source =
        Files.writeString(
            folder.resolve("source"), "the 1 2\n. . . 3 4\nat name@example.org 5 6\n");
    Imported.run(source, output, BadEntries.REFUSE);
    assertThat(Imported.words(output))
        .containsExactly("the [1.0, 2.0]", ". . . [3.0, 4.0]", "at name@example.org [5.0, 6.0]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n"})
  void binaryIsReadWithAndWithoutLineFeeds(String end) throws IOException {
    byte[] bytes =
        joined(
            ascii("2 2\n"), entry("the", 1, .5f), ascii(end), entry("Zoë", -2e-4f, 3), ascii(end));
    Path source = Files.write(folder.resolve("source"), bytes);
    assertThat(Imported.run(source, output, BadEntries.REFUSE).format())
        .isEqualTo("word2vec binary");
    assertThat(Imported.words(output)).containsExactly(WORDS);
  }

  /** The map is written by Java's serialisation. */
  @Test
  void aSerialisedMapIsRead() throws IOException {
    Map<String, float[]> map = new HashMap<>();
    map.put("the", new float[] {1, .5f});
    map.put("Zoë 😀 \0", new float[] {2, 3});
    map.put("third", new float[] {4, 5});
    Path source = Files.write(folder.resolve("source"), serialised(map));
    assertThat(Imported.run(source, output, BadEntries.REFUSE).format())
        .isEqualTo("serialised map");
    assertThat(Imported.words(output))
        .containsExactlyInAnyOrder("the [1.0, 0.5]", "Zoë 😀 \0 [2.0, 3.0]", "third [4.0, 5.0]");
  }

  @Test
  void aFastTextModelGivesMeansOfWordsAndNgramsAndKeepsTheBuckets() throws IOException {
    Path source = Files.write(folder.resolve("source"), Imported.fastText());
    assertThat(Imported.run(source, output, BadEntries.REFUSE).format())
        .isEqualTo("fastText binary");
    VectorFile file = VectorFile.open(output);
    CharacterNgrams ngrams = new CharacterNgrams(2, 3, 5);
    assertThat(file.ngrams()).contains(ngrams);
    assertThat(file.size()).isEqualTo(2);
    float[] row = new float[2];
    for (int rank = 0; rank < 2; rank++) {
      int[] buckets = ngrams.of(file.word(rank));
      assertThat(buckets).hasSize(7);
      float sum = rank + Arrays.stream(buckets).map(bucket -> bucket + 2).sum();
      file.row(rank, row, 0);
      assertThat(row).containsExactly(sum / 8, 1);
    }
    assertThat(file.word(1)).isEqualTo("cat");
    file.bucket(4, row, 0);
    assertThat(row).containsExactly(6, 1);
  }

  @Test
  void compressedFilesAreDecompressed() throws IOException {
    Path gzip = folder.resolve("a.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gzip))) {
      out.write(GLOVE);
    }
    Path xz = folder.resolve("a.xz");
    try (OutputStream out = new XZOutputStream(Files.newOutputStream(xz), new LZMA2Options(1))) {
      out.write(GLOVE);
    }
    Path one = zip("one.zip", "a.txt");
    for (String source : new String[] {gzip.toString(), xz.toString(), one.toString()}) {
      Imported.run(source, output, BadEntries.REFUSE);
      assertThat(Imported.words(output)).containsExactly(WORDS);
    }
    Path two = zip("two.jar", "a.txt", "inner/b.xz");
    Imported.run(two + "!/inner/b.xz", output, BadEntries.REFUSE);
    assertThat(Imported.words(output)).containsExactly(WORDS);
  }

  /** An entry whose name ends with .xz is compressed. */
  private Path zip(String name, String... entries) throws IOException {
    Path path = folder.resolve(name);
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(path))) {
      for (String entry : entries) {
        out.putNextEntry(new ZipEntry(entry));
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        if (entry.endsWith(".xz")) {
          try (OutputStream xz = new XZOutputStream(packed, new LZMA2Options(1))) {
            xz.write(GLOVE);
          }
        } else {
          packed.write(GLOVE);
        }
        out.write(packed.toByteArray());
      }
    }
    return path;
  }

  @Test
  void ofDuplicateWordsTheFirstIsKeptAndTheOthersCounted() throws IOException {
    Path source = Files.writeString(folder.resolve("source"), "a 1\nb 2\na 3\nb 4\na 5\n");
    ImportSummary summary = Imported.run(source, output, BadEntries.REFUSE);
    assertThat(Imported.words(output)).containsExactly("a [1.0]", "b [2.0]");
    assertThat(summary.toString().lines().skip(1))
        .containsExactly("3 words came twice, the first was kept (first 'a' in line 3)");
  }

  @Test
  void invalidEntriesAreSkippedOnRequest() throws IOException {
    byte[] text = "4 2\na 1 2\nb 1 NaN\nc 1\nd 3 4\n".getBytes(StandardCharsets.UTF_8);
    Path source = Files.write(folder.resolve("source"), text);
    ImportSummary summary = Imported.run(source, output, BadEntries.SKIP);
    assertThat(Imported.words(output)).containsExactly("a [1.0, 2.0]", "d [3.0, 4.0]");
    assertThat(summary.toString().lines().skip(1))
        .containsExactly(
            "2 entries were left out (first line 3: number 2 is 'NaN', not a finite float)");
  }

  @Test
  void progressShowsRateAndTimeLeft() {
    assertThat(VectorImport.line(5000, 2, 250, 1000))
        .isEqualTo("5,000 words, 2,500 words/s, 25 %, 6 s left");
    assertThat(VectorImport.line(5000, 2, 250, -1)).isEqualTo("5,000 words, 2,500 words/s");
  }

  static byte[] serialised(Object object) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    return bytes.toByteArray();
  }
}
