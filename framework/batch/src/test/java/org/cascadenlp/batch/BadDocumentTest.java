package org.cascadenlp.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadDocumentTest {

  @TempDir Path in;
  @TempDir Path out;

  @Test
  void anEmptyDocumentIsAnnotatedAsEmpty() throws IOException {
    Cascade.file(in, "a.txt", "");

    assertThat(Cascade.run("pipeline.xml", out, "--input", in).code()).isZero();
    assertThat(Cascade.results(out)).containsEntry("a.txt.json", "a.txt\n\n");
  }

  @Test
  void illegalCharactersAreReplacedOneForOneAndCounted() throws IOException {
    Cascade.file(in, "a.txt", "A\u0000B\u0008C");

    Cascade.Ended ended = Cascade.run("pipeline.xml", out, "--input", in);

    assertThat(ended.code()).isZero();
    assertThat(ended.printed())
        .contains("2 characters that XML cannot hold were replaced in 1 doc");
    assertThat(Cascade.results(out).get("a.txt.json")).contains("A\uFFFDB\uFFFDC");
    assertThat(report().get("replacedCharacters"))
        .hasToString("[{\"document\":\"a.txt\",\"characters\":2}]");
  }

  @Test
  void invalidBytesFailTheDocumentWithTheirOffset() throws IOException {
    Cascade.file(in, "a.txt", new byte[] {'H', 'i', ' ', (byte) 0xE9, '!'});
    Cascade.file(in, "b.txt", "Fine");

    assertThat(Cascade.run("pipeline.xml", out, "--input", in).code()).isEqualTo(1);
    assertThat(cause())
        .isEqualTo(
            "a.txt: byte 3 (0xE9) is not valid UTF-8; name the encoding of the documents, for"
                + " example --encoding windows-1252");
    assertThat(Cascade.results(out)).containsOnlyKeys("b.txt.json");

    assertThat(Cascade.run("pipeline.xml", out, "--input", in, "--encoding", "windows-1252").code())
        .isZero();
    assertThat(Cascade.results(out).get("a.txt.json")).contains("Hi é!");
  }

  @Test
  void aDocumentOverTheLimitFailsWithItsName() throws IOException {
    Cascade.file(in, "long.txt", "x".repeat(10_000_000));
    Cascade.file(in, "short.txt", "Fine");

    assertThat(Cascade.run("pipeline.xml", out, "--input", in).code()).isEqualTo(1);
    assertThat(cause())
        .startsWith("long.txt: the document has more than 5000000 characters")
        .contains("--max-chars");
    assertThat(Cascade.results(out)).containsOnlyKeys("short.txt.json");
  }

  @Test
  void aLongLineUnderTheLimitIsAnnotated() throws IOException {
    String text = ("X" + "y".repeat(98) + " ").repeat(100_000);
    Cascade.file(in, "long.txt", text);

    Cascade.Ended ended =
        Cascade.run("pipeline.xml", out, "--input", in, "--max-chars", 10_000_000);

    assertThat(ended.code()).as(ended.printed()).isZero();
    assertThat(report().get("tokens").getAsInt()).isEqualTo(100_000);
  }

  @Test
  void aDocumentThatExhaustsMemoryOrStackFailsAlone() throws IOException {
    Cascade.file(in, "a.txt", "A !memory");
    Cascade.file(in, "b.txt", "B !stack");
    Cascade.file(in, "c.txt", "Fine");

    Cascade.Ended ended = Cascade.run("pipeline.xml", out, "--input", in, "--workers", 1);

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.printed())
        .contains("a.txt: out of memory (", "larger heap")
        .contains("b.txt: the stack overflowed in a component");
    assertThat(Cascade.results(out)).containsOnlyKeys("c.txt.json");
  }

  @Test
  void aDeletedFileFailsAlone() throws IOException {
    Files.createSymbolicLink(in.resolve("a.txt"), in.resolve("gone"));
    Cascade.file(in, "b.txt", "Fine");

    assertThat(Cascade.run("pipeline.xml", out, "--input", in).code()).isEqualTo(1);
    assertThat(cause()).startsWith("a.txt: cannot be read: ").contains("check that the file");
  }

  @Test
  void aFileWithoutReadPermissionFailsAlone() throws IOException {
    Path file = Cascade.file(in, "a.txt", "Secret");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(file), "root may read everything: nothing to test here");
    Cascade.file(in, "b.txt", "Fine");

    assertThat(Cascade.run("pipeline.xml", out, "--input", in).code()).isEqualTo(1);
    assertThat(cause()).startsWith("a.txt: cannot be read: AccessDenied");
  }

  @Test
  void aResultThatCannotBeWrittenFailsAlone() throws IOException {
    Cascade.file(in, "a.txt", "Bob");
    Cascade.file(in, "sub/b.txt", "Bob");
    Files.createSymbolicLink(out.resolve("sub"), Path.of("nowhere"));

    assertThat(Cascade.run("pipeline.xml", out, "--input", in).code()).isEqualTo(1);
    assertThat(cause()).contains("b.txt.json: cannot be written: ");
    assertThat(Cascade.results(out)).containsOnlyKeys("a.txt.json");
  }

  private JsonObject report() throws IOException {
    return Cascade.report(out);
  }

  private String cause() throws IOException {
    JsonObject first = report().getAsJsonArray("failed").get(0).getAsJsonObject();
    return first.get("cause").getAsString();
  }
}
