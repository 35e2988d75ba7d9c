package org.cascadenlp.batch.input;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.nio.file.Path;
import org.cascadenlp.batch.Cascade;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentReaderTest {

  private static final String TEXT = "Zoë 中文 😀";

  @TempDir Path folder;

  @Test
  void aByteOrderMarkSetsTheEncodingAndIsNotInTheText() throws IOException {
    assertThat(read(ISO_8859_1, 100, marked(TEXT, UTF_8))).isEqualTo(TEXT);
    assertThat(read(ISO_8859_1, 100, marked(TEXT, UTF_16LE))).isEqualTo(TEXT);
    assertThat(read(ISO_8859_1, 100, marked(TEXT, UTF_16BE))).isEqualTo(TEXT);
    assertThat(read(ISO_8859_1, 100, marked(TEXT, Charset.forName("UTF-32LE")))).isEqualTo(TEXT);
    assertThat(read(ISO_8859_1, 100, marked(TEXT, Charset.forName("UTF-32BE")))).isEqualTo(TEXT);
    assertThat(read(UTF_8, 100, marked("", UTF_8))).isEmpty();
  }

  @Test
  void withoutAByteOrderMarkTheGivenEncodingIsUsed() throws IOException {
    assertThat(read(UTF_8, 100, TEXT.getBytes(UTF_8))).isEqualTo(TEXT);
    assertThat(read(UTF_16LE, 100, TEXT.getBytes(UTF_16LE))).isEqualTo(TEXT);
    assertThat(read(Charset.forName("GB18030"), 100, TEXT.getBytes("GB18030"))).isEqualTo(TEXT);
  }

  @Test
  void loneSurrogatesInUtf16AreKeptForTheTextCleaner() throws IOException {
    byte[] bytes = {(byte) 0xFE, (byte) 0xFF, 0, 'a', (byte) 0xD8, 0x3D, 0, 'b'};

    assertThat(read(UTF_8, 100, bytes)).isEqualTo("a\uD83Db");
  }

  @Test
  void halfAUtf16CodeUnitIsAnError() {
    byte[] bytes = {(byte) 0xFE, (byte) 0xFF, 0, 'a', 0};

    assertThatThrownBy(() -> read(UTF_8, 100, bytes))
        .hasMessageContaining("byte 4 (0x00) is not valid UTF-16BE");
  }

  @Test
  void theOffsetOfABadByteCountsFromTheStartOfTheFile() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write("é".repeat(100_001).getBytes(UTF_8));
    bytes.write(0xFF);

    assertThatThrownBy(() -> read(UTF_8, 1_000_000, bytes.toByteArray()))
        .hasMessageContaining("byte 200002 (0xFF) is not valid UTF-8");
  }

  @Test
  void charactersAcrossTheEndOfTheBufferAreReadWhole() throws IOException {
    String text = "x" + "中😀".repeat(50_000);

    assertThat(read(UTF_8, 1_000_000, text.getBytes(UTF_8))).isEqualTo(text);
  }

  @Test
  void theLimitCountsUtf16CodeUnitsAndIsInclusive() throws IOException {
    assertThat(read(UTF_8, 4, "😀😀".getBytes(UTF_8))).hasSize(4);
    assertThatThrownBy(() -> read(UTF_8, 3, "😀😀".getBytes(UTF_8)))
        .hasMessageContaining("more than 3 characters, the limit of --max-chars");
  }

  @Test
  void aDocumentOverTheLimitIsRefusedWithoutReadingItAll() throws IOException {
    Path file = Cascade.file(folder, "long", new byte[30_000_000]);
    ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    DocumentReader reader = new DocumentReader(UTF_8, 100_000, ReadAs.AUTO);
    long before = memory.getCurrentThreadAllocatedBytes();

    assertThatThrownBy(() -> reader.read(new InputDocument("long", file)))
        .hasMessageContaining("more than 100000 characters");

    assertThat(memory.getCurrentThreadAllocatedBytes() - before).isLessThan(3_000_000);
  }

  private String read(Charset charset, int maxChars, byte[] bytes) throws IOException {
    Path file = Cascade.file(folder, "a.txt", bytes);
    return new DocumentReader(charset, maxChars, ReadAs.AUTO)
        .read(new InputDocument("a.txt", file));
  }

  private static byte[] marked(String text, Charset charset) {
    return ("\uFEFF" + text).getBytes(charset);
  }
}
