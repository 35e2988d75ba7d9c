package org.cascadenlp.batch.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.batch.BatchRun;
import org.cascadenlp.batch.LeftPart;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.output.TargetLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The toy vectors of the test pipeline are a word's length and its first letter. */
class EncodeCommandTest {

  private static final String TEXT = "Zoë ate.\nSo did \uD83D\uDE00 Ann.\n";

  @TempDir private Path folder;

  private static String encode(String text, String... arguments) throws Exception {
    List<String> all = new ArrayList<>();
    all.add(Path.of(BatchRun.class.getResource("pipeline.xml").toURI()).toString());
    all.addAll(List.of(arguments));
    InputStream in = System.in;
    PrintStream out = System.out;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    try {
      System.setIn(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
      System.setOut(new PrintStream(written, true, StandardCharsets.US_ASCII));
      EncodeCommand command = new EncodeCommand();
      new CommandLine(command).parseArgs(all.toArray(String[]::new));
      assertThat(command.call()).isZero();
    } finally {
      System.setIn(in);
      System.setOut(out);
    }
    return written.toString(StandardCharsets.UTF_8);
  }

  @Test
  void rowsOfStandardInputAreEncoded() throws Exception {
    assertThat(encode("1|Bob\n2|Zoë ate.\n", "--as", "rows", "--unit", "token", "--input", "-"))
        .contains("\"document\":\"standard-input-1\"", "\"document\":\"standard-input-2\"");
  }

  @Test
  void eachTokenGivesALine() throws Exception {
    assertThat(encode("Zoë ate.", "--unit", "token"))
        .isEqualTo(
            "{\"begin\":0,\"end\":3,\"vector\":[3.0,90.0]}\n"
                + "{\"begin\":4,\"end\":8,\"vector\":[4.0,97.0]}\n");
  }

  @Test
  void eachSentenceGivesTheMeanOrTheMaximumOfItsTokens() throws Exception {
    assertThat(encode("Zoë ate.", "--unit", "sentence"))
        .isEqualTo("{\"begin\":0,\"end\":8,\"vector\":[3.5,93.5]}\n");
    assertThat(encode("Zoë ate.", "--unit", "sentence", "--pooling", "max"))
        .isEqualTo("{\"begin\":0,\"end\":8,\"vector\":[4.0,97.0]}\n");
  }

  @Test
  void anNpyFileHasAHeaderAndFloats() throws Exception {
    Path file = folder.resolve("new/v.npy");
    assertThat(encode(TEXT, "--unit", "token", "--output", file.toString())).isEmpty();
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] magic = new byte[8];
    bytes.get(magic);
    assertThat(magic).containsExactly(0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0);
    byte[] header = new byte[bytes.getShort()];
    bytes.get(header);
    assertThat(bytes.position() % 64).isZero();
    assertThat(new String(header, StandardCharsets.US_ASCII))
        .startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (6, 2), }")
        .endsWith("\n");
    float[] values = new float[12];
    bytes.asFloatBuffer().get(values);
    assertThat(values).startsWith(3, 90, 4, 97).endsWith(4, 65);
    assertThat(bytes.remaining()).isEqualTo(48);
  }

  @Test
  void aFileGivesTheSameAsStandardInput() throws Exception {
    Path text = Files.writeString(folder.resolve("text.txt"), "\uFEFF" + TEXT);
    Path output = folder.resolve("v.jsonl");
    encode("", "--unit", "token", "--input", text.toString(), "--output", output.toString());
    assertThat(Files.readString(output)).isEqualTo(encode(TEXT, "--unit", "token")).isNotEmpty();
  }

  @Test
  void aTextWithoutWordsGivesNothing() throws Exception {
    assertThat(encode("", "--unit", "token")).isEmpty();
    Path file = folder.resolve("v.npy");
    encode(" \n", "--unit", "sentence", "--output", file.toString());
    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).contains("'shape': (0, 0)");
  }

  @Test
  void eachRowOfAFileIsADocument() throws Exception {
    Path rows = Files.writeString(folder.resolve("rows.txt"), "1|Zoë ate.\nbad\n2|Ann\n3|\n");
    List<String> more = List.of("--as", "rows", "--unit", "sentence", "--input", rows.toString());
    Path lines = folder.resolve("new/v.jsonl");
    assertThat(code(more, "--output", lines.toString())).isEqualTo(1);
    assertThat(Files.readAllLines(lines))
        .containsExactly(
            "{\"document\":\"rows.txt-1\",\"begin\":0,\"end\":8,\"vector\":[3.5,93.5]}",
            "{\"document\":\"rows.txt-2\",\"error\":\""
                + rows
                + ", line 2: there is no bar; write id|text\"}",
            "{\"document\":\"rows.txt-3\",\"begin\":0,\"end\":3,\"vector\":[3.0,65.0]}");
    Files.writeString(rows, "1|Zoë ate.\n2|Ann\n");
    Path matrix = folder.resolve("v.npy");
    assertThat(code(more, "--output", matrix.toString())).isZero();
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(matrix)).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(new String(bytes.array(), 0, 128, StandardCharsets.ISO_8859_1))
        .contains("'shape': (2, 2), }");
    float[] values = new float[4];
    bytes.position(128).asFloatBuffer().get(values);
    assertThat(values).containsExactly(3.5f, 93.5f, 3, 65);
    assertThat(bytes.capacity()).isEqualTo(128 + 16);
  }

  @Test
  void documentsThatHaveNoVectorOrSeveralAreCounted() throws Exception {
    Path rows = Files.writeString(folder.resolve("rows.txt"), "1|Zoë ate.\nbad\n2|Ann\n3|\n");
    List<String> more = List.of("--as", "rows", "--input", rows.toString());
    StringWriter said = new StringWriter();
    code(said, more, "--unit", "token", "--output", folder.resolve("v.npy").toString());
    assertThat(said.toString())
        .endsWith(
            "the vectors do not correspond to the documents one by one: 1 document failed, 1"
                + " document has no vector, 1 document has several; a file NAME.jsonl names the"
                + " document of each vector\n");
    said = new StringWriter();
    code(said, more, "--unit", "token", "--output", folder.resolve("v.jsonl").toString());
    assertThat(said.toString()).endsWith("|text\n1 document has no vector\n");
    Files.writeString(rows, "1|Zoë\n2|Ann\n");
    said = new StringWriter();
    code(said, more, "--unit", "token", "--output", folder.resolve("v.npy").toString());
    assertThat(said.toString()).isEmpty();
  }

  private static int code(List<String> arguments, String... more) throws Exception {
    return code(Writer.nullWriter(), arguments, more);
  }

  private static int code(Writer said, List<String> arguments, String... more) throws Exception {
    List<String> all = new ArrayList<>(arguments);
    all.add(0, Path.of(BatchRun.class.getResource("pipeline.xml").toURI()).toString());
    all.addAll(List.of(more));
    return new CommandLine(new EncodeCommand())
        .setErr(new PrintWriter(said))
        .execute(all.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "rows"})
  void aSecondCommandOnOneFileIsRefusedByNameAndTheFileStays(String as) throws Exception {
    Path text = Files.writeString(folder.resolve("text.txt"), "1|Bob\n");
    Path output = Files.writeString(folder.resolve("v.jsonl"), "of an earlier run");
    String[] arguments = {
      "--unit", "token", "--as", as, "--input", text.toString(), "--output", output.toString()
    };
    try (TargetLock other = TargetLock.of(output, "")) {
      assertThat(other.isHeld()).isTrue();
      assertThatThrownBy(() -> encode("", arguments))
          .isInstanceOf(CascadeException.class)
          .hasMessage(
              "--output "
                  + output
                  + ": another run is writing there; wait until it has ended, or name another file");
    }
    assertThat(output).hasContent("of an earlier run");
    assertThat(LeftPart.of(output)).exists();
    encode("", arguments);
    assertThat(output).content().contains("\"vector\":[");
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("text.txt", "v.jsonl");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "rows"})
  void theInputIsNotReplaced(String as) throws Exception {
    Path input = Files.writeString(folder.resolve("a.jsonl"), "1|Bob\n");
    String same = folder.resolve("./a.jsonl").toString();
    refused(
        "--output " + same + ": this is also the --input; name another file",
        "--as",
        as,
        "--input",
        input.toString(),
        "--output",
        same);
    assertThat(input).hasContent("1|Bob");
  }

  @Test
  void wrongOptionsAndInputsAreNamed() {
    refused("--output v.txt: the extension is of no known format", "--output", "v.txt");
    refused("--encoding x: there is no such encoding", "--encoding", "x");
    refused("--input none.txt: cannot be read: NoSuchFile", "--input", "none.txt");
    refused("/dev/zero: is a device; name a file: ", "--input", "/dev/zero");
    refused("standard input: the document has more than 3 characters", "--max-chars", "3");
    refused(
        "--pooling pooled: the embedding toy has no pooled vector of this sentence",
        "--pooling",
        "pooled");
  }

  private static void refused(String message, String... arguments) {
    List<String> all = new ArrayList<>(List.of("--unit", "sentence"));
    all.addAll(List.of(arguments));
    assertThatThrownBy(() -> encode(TEXT, all.toArray(String[]::new)))
        .isInstanceOf(CascadeException.class)
        .hasMessageStartingWith(message);
  }
}
