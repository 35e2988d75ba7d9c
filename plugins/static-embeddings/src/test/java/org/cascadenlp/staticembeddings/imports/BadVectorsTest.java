package org.cascadenlp.staticembeddings.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cascadenlp.staticembeddings.imports.Imported.ascii;
import static org.cascadenlp.staticembeddings.imports.Imported.entry;
import static org.cascadenlp.staticembeddings.imports.Imported.joined;
import static org.cascadenlp.staticembeddings.imports.VectorImportTest.serialised;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.cascadenlp.core.error.CascadeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Errors for invalid files of word vectors are one line, and no output is written. */
class BadVectorsTest {

  private static final String SKIP = "; correct it, or skip such words with --skip-bad";
  private static final String BROKEN =
      "; the file is truncated or corrupt: fetch or write it again";
  private static final String READ =
      "; word2vec text and binary, GloVe text, fastText .vec and .bin, and NLP4J's serialised map"
          + " are read, also compressed by gzip, xz or zip";

  @TempDir private Path folder;

  static Stream<Arguments> text() {
    return Stream.of(
        bad(
            "3 2\na 1 2\nb 3 4\n",
            ", line 4: the file ends after 2 words, but its header announces 3" + BROKEN),
        bad(
            "1 2\na 1 2\nb 3 4\n",
            ", line 3: the header announces 1 words, but this is one more" + BROKEN),
        bad("0 2\n", ", line 1: the header announces 0 words of 2 numbers" + BROKEN),
        bad("2 2\na 1 2\nb 3\n", ", line 3: has 1 numbers, expected 2" + SKIP),
        bad("2 2\na 1 2\nb 3 4 5\n", ", line 3: has more than the expected 2 numbers" + SKIP),
        bad("a 1 2\nb 3 4 5\n", ", line 2: has more than the expected 2 numbers" + SKIP),
        bad("a 1 2\nb 3\n", ", line 2: has 1 numbers, expected 2" + SKIP),
        bad("a 1 2\n\nb 3 4\n", ", line 2: has 0 numbers, expected 2" + SKIP),
        bad("a 1 2\nb 3 NaN\n", ", line 2: number 2 is 'NaN', not a finite float" + SKIP),
        bad("a 1 2\nb inf 2\n", ", line 2: number 1 is 'inf', not a finite float" + SKIP),
        bad("a 1 2\nb 1e99 2\n", ", line 2: number 1 is '1e99', not a finite float" + SKIP),
        bad("a 1 2\nb 0x1p3 2\n", ", line 2: number 1 is '0x1p3', not a finite float" + SKIP),
        bad("a 1 2\nb 1f 2\n", ", line 2: number 1 is '1f', not a finite float" + SKIP),
        bad(
            joined(ascii("a 1 2\n"), new byte[] {(byte) 0xff}, ascii(" 1 2\n")),
            ", line 2: the word is not UTF-8" + SKIP),
        bad(
            "a 1 2\n" + "b".repeat(20_000) + " 1 2\n",
            ", line 2: the word has 20000 characters" + SKIP),
        bad(
            "a 1 2\n" + "b".repeat(5 << 20) + " 1 2\n",
            ", line 2: is longer than 4194304 bytes" + BROKEN));
  }

  static Stream<Arguments> binary() {
    byte[] two =
        joined(ascii("2 2\n"), entry("a", 1, 2), ascii("\n"), entry("b", 3, 4), ascii("\n"));
    return Stream.of(
        bad(
            joined(ascii("3"), Arrays.copyOfRange(two, 1, two.length)),
            ", entry 3: the file ends after 26 bytes, but its header announces 3 words" + BROKEN),
        bad(
            joined(ascii("1"), Arrays.copyOfRange(two, 1, two.length)),
            ", entry 2: more bytes follow the 1 words that the header announces" + BROKEN),
        bad(
            Arrays.copyOf(two, two.length - 4),
            ", entry 2: the file ends after 22 bytes, but its header announces 2 words" + BROKEN),
        bad(
            joined(ascii("1 2\n"), entry("a", 1, Float.NaN)),
            ", entry 1: the row of 'a' has NaN at number 2" + SKIP),
        bad(
            joined(ascii("1 2\n"), entry("a", Float.NEGATIVE_INFINITY, 1)),
            ", entry 1: the row of 'a' has -Infinity at number 1" + SKIP),
        bad(
            joined(ascii("2 2\n"), entry("a", 1, 2), entry("", 1, 2)),
            ", entry 2: the word is empty" + SKIP),
        bad(
            joined(ascii("1 2\n"), new byte[] {(byte) 0xc3}, entry("", 1, 2)),
            ", entry 1: the word is not UTF-8" + SKIP),
        bad(
            joined(ascii("2 1\n"), entry("a", 1), ascii("b".repeat(70_000))),
            ", entry 2: no blank ends the word: is the width in the header right?" + BROKEN));
  }

  static Stream<Arguments> fastText() {
    byte[] model = Imported.fastText();
    return Stream.of(
        bad(
            Arrays.copyOf(model, model.length - 1),
            ": has "
                + (model.length - 1)
                + " bytes, but its matrices end at "
                + model.length
                + "; the file is truncated: fetch it again"),
        bad( // within the matrix of words and n-grams
            Arrays.copyOf(model, model.length - 26),
            ": has "
                + (model.length - 26)
                + " bytes, but its matrices end at "
                + (model.length - 25)
                + "; the file is truncated: fetch it again"),
        bad(
            Arrays.copyOf(model, 90),
            ": cannot be read: EOFException: the file ends after 90 bytes; it is truncated: fetch it again"),
        bad(
            patched(model, 138, 1),
            ": is a quantised fastText model (.ftz); import the .bin from which it was made"),
        bad(patched(model, 8, 0), ": the header of this fastText model is invalid: "),
        bad(
            patched(model, 8, 3),
            ": the matrix is 7 x 2, expected 2 words and 5 buckets of 3; the file is corrupt: fetch it again"),
        bad(
            patched(model, 40, Integer.MAX_VALUE),
            ": the matrix is 7 x 2, expected 2 words and 2147483647 buckets of 2; the file is corrupt: fetch it again"),
        bad(
            patched(model, 68, Integer.MAX_VALUE),
            ": the header of this fastText model is invalid: "),
        bad(
            patched(model, 68, 1),
            ": the matrix is 7 x 2, expected 1 words and 5 buckets of 2; the file is corrupt: fetch it again"));
  }

  static Stream<Arguments> other() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      for (int i = 0; i < 1000; i++) {
        out.write(ascii("word" + i + " " + i * 0.37 + "\n"));
      }
    }
    return Stream.of(
        bad("", ": is empty" + READ),
        bad("one\ntwo\n", ": is in no known format of word vectors" + READ),
        bad(
            "<!DOCTYPE html>",
            ": looks like a web page or XML, perhaps from a failed download" + READ),
        bad("{\"the\": [1, 2]}", ": looks like JSON" + READ),
        bad(
            new byte[] {(byte) 0x80, 4, (byte) 0x95, 0},
            ": looks like a Python pickle: in gensim, save it by `vectors.save_word2vec_format(FILE)`"
                + READ),
        bad(
            "CASCVEC\nxxxx",
            ": looks like a vector file written by Cascade, which needs no import" + READ),
        bad(
            "version https://git-lfs.github.com/spec/v1\n",
            ": looks like a Git LFS pointer, not the file" + READ),
        bad(
            Arrays.copyOf(packed.toByteArray(), packed.size() / 2),
            ": cannot be read: EOFException: Unexpected end of ZLIB input stream; it is truncated: fetch it again"),
        bad(new byte[] {'P', 'K', 3, 4, 0, 0}, ": is not a readable zip or jar: "));
  }

  @ParameterizedTest
  @MethodSource({"text", "binary", "fastText", "other"})
  void anInvalidFileIsNamedWithItsFault(byte[] bytes, String problem) throws IOException {
    Path source = Files.write(folder.resolve("source"), bytes);
    Path output = folder.resolve("out.vectors");
    assertThatThrownBy(() -> Imported.run(source, output, BadEntries.REFUSE))
        .isInstanceOf(CascadeException.class)
        .hasMessageStartingWith(source + problem);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).as("no other file is left").containsExactly(source);
    }
  }

  /** Malicious streams that a deserialiser would execute. */
  static Stream<Arguments> streams() throws IOException {
    Map<String, float[]> map = new HashMap<>();
    map.put("a", new float[] {1, 2});
    byte[] whole = serialised(map);
    Object nested = "deep";
    for (int i = 0; i < 200; i++) {
      nested = new ArrayList<>(List.of(nested));
    }
    float[] shared = {1, 2};
    Map<String, float[]> twice = new LinkedHashMap<>(Map.of("a", shared));
    return Stream.of(
        bad(
            serialised(new java.util.Date(0)),
            ", entry 1: names class java.util.Date, but only java.util.HashMap is allowed here"
                + BROKEN),
        bad(
            serialised(nested),
            ", entry 1: names class java.util.ArrayList, but only java.util.HashMap is allowed here"
                + BROKEN),
        bad(
            serialised(twice),
            ", entry 1: names class java.util.LinkedHashMap, but only java.util.HashMap is allowed here"
                + BROKEN),
        bad(
            serialised("a text"),
            ", entry 1: has a text where a java.util.HashMap was expected" + BROKEN),
        bad(
            serialised(new HashMap<>(Map.of("a", new java.util.Date(0)))),
            ", entry 1: has an object of class java.util.Date where a float[] as value was expected"
                + BROKEN),
        bad(
            serialised(new HashMap<>(Map.of("a", new double[] {1}))),
            ", entry 1: names class [D, but only [F is allowed here" + BROKEN),
        bad(
            serialised(new HashMap<>(Map.of("a", new HashMap<>(Map.of("b", "c"))))),
            ", entry 1: has another object where a float[] as value was expected" + BROKEN),
        bad(
            serialised(new HashMap<>(Map.of(1, new float[] {1}))),
            ", entry 1: has an object of class java.lang.Integer where a text as key was expected"
                + BROKEN),
        bad(
            serialised(same(shared)),
            ", entry 2: has a reference to an earlier object where a float[] as value was expected"
                + BROKEN),
        bad(serialised(new HashMap<>()), ", entry 1: the map announces 0 words" + BROKEN),
        bad(
            lengthOfArray(whole, Integer.MAX_VALUE),
            ", entry 1: a row of 2147483647 numbers, expected 1 to 65536" + BROKEN),
        bad(
            lengthOfArray(whole, -1),
            ", entry 1: a row of -1 numbers, expected 1 to 65536" + BROKEN),
        bad(
            lengthOfArray(whole, 65536),
            ", entry 1: the file ends within the map; it is truncated: fetch it again"),
        bad(
            sizeOfMap(whole, Integer.MAX_VALUE),
            ", entry 2: has the code 0x78 where a text as key was expected" + BROKEN),
        bad(joined(whole, new byte[1]), ", entry 1: more bytes follow the map" + BROKEN),
        bad(
            serialised(rows(new float[] {1, 2}, new float[] {1})),
            ", entry 2: the row of 'b' has 1 numbers, expected 2" + SKIP),
        bad(
            serialised(rows(new float[] {1}, new float[] {Float.NaN})),
            ", entry 2: the row of 'b' has NaN at number 1" + SKIP),
        bad(
            serialised(new HashMap<>(Map.of("\ud800", new float[] {1}))),
            ", entry 1: the word has an unpaired surrogate" + SKIP));
  }

  @ParameterizedTest
  @MethodSource("streams")
  void aMaliciousStreamIsRefused(byte[] bytes, String problem) throws IOException {
    anInvalidFileIsNamedWithItsFault(bytes, problem);
  }

  @Test
  void everyTruncatedStreamIsNamed() throws IOException {
    byte[] whole = serialised(rows(new float[] {1, 2}, new float[] {3, 4}));
    Path output = folder.resolve("out.vectors");
    for (int length = 4; length < whole.length; length++) {
      Path source = Files.write(folder.resolve("source"), Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Imported.run(source, output, BadEntries.SKIP))
          .isInstanceOf(CascadeException.class)
          .hasMessageEndingWith(": the file ends within the map; it is truncated: fetch it again");
    }
    assertThat(output).doesNotExist();
  }

  @Test
  void aMissingFileIsNamed() {
    Path none = folder.resolve("none.txt");
    assertThatThrownBy(() -> Imported.run(none, folder.resolve("o.vectors"), BadEntries.REFUSE))
        .hasMessage(
            none
                + ": there is no such file; name a file of word vectors, or JAR!/ENTRY for one in a"
                + " jar or zip");
  }

  @Test
  void anExistingFileIsKeptIfAnImportFails() throws IOException {
    Path output = folder.resolve("out.vectors");
    Path good = Files.writeString(folder.resolve("good"), "a 1\n");
    Imported.run(good, output, BadEntries.REFUSE);
    Path bad = Files.writeString(folder.resolve("bad"), "a 1\nb\n");
    assertThatThrownBy(() -> Imported.run(bad, output, BadEntries.REFUSE))
        .isInstanceOf(CascadeException.class);
    assertThat(Imported.words(output)).containsExactly("a [1.0]");
  }

  private static Arguments bad(String text, String problem) {
    return bad(ascii(text), problem);
  }

  private static Arguments bad(byte[] bytes, String problem) {
    return Arguments.of(bytes, problem);
  }

  private static byte[] patched(byte[] model, int at, int value) {
    byte[] patched = model.clone();
    ByteBuffer number = Imported.little(4).putInt(0, value);
    System.arraycopy(number.array(), 0, patched, at, 4);
    return patched;
  }

  private static Map<String, float[]> same(float[] row) {
    return rows(row, row);
  }

  private static Map<String, float[]> rows(float[] a, float[] b) {
    Map<String, float[]> map = new HashMap<>();
    map.put("a", a);
    map.put("b", b);
    return map;
  }

  /** The stream of a map of one word with width 2; its length is before the last nine bytes. */
  private static byte[] lengthOfArray(byte[] stream, int length) {
    byte[] changed = stream.clone();
    ByteBuffer.wrap(changed).putInt(changed.length - 13, length);
    return changed;
  }

  private static byte[] sizeOfMap(byte[] stream, int size) {
    byte[] changed = stream.clone();
    int block = 0;
    while (changed[block] != 0x77 || changed[block + 1] != 8) {
      block++;
    }
    ByteBuffer.wrap(changed).putInt(block + 6, size);
    return changed;
  }
}
