package org.cascadenlp.contextual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.transformers.tokenizer.Utf8Lines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TokenizeCommandTest {

  private static final Path TINY =
      Path.of(System.getProperty("cascade.root"), "testdata/models/tiny-bert");

  @TempDir private Path folder;

  private static String tokenize(byte[] text, String... arguments) {
    InputStream in = System.in;
    PrintStream out = System.out;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    try {
      System.setIn(new ByteArrayInputStream(text));
      System.setOut(new PrintStream(written, true, StandardCharsets.US_ASCII));
      TokenizeCommand command = new TokenizeCommand();
      new CommandLine(command).parseArgs(arguments);
      assertThat(command.call()).isZero();
    } finally {
      System.setIn(in);
      System.setOut(out);
    }
    return written.toString(StandardCharsets.UTF_8);
  }

  private static String tokenize(String text, String... arguments) {
    return tokenize(text.getBytes(StandardCharsets.UTF_8), arguments);
  }

  @Test
  void eachInputLineGivesALineOfSubwords() {
    assertThat(tokenize("Unbelievably good\n\nx", "all-minilm-l6-v2"))
        .isEqualTo("un ##bel ##ie ##va ##bly good\n\nx\n");
    assertThat(tokenize("", "all-minilm-l6-v2")).isEmpty();
    assertThat(tokenize("\n", "all-minilm-l6-v2")).isEqualTo("\n");
  }

  @Test
  void onlyALineFeedEndsALine() {
    assertThat(tokenize("a\rb\r\nc\u2028d\u0085e\u000Bf\n", "all-minilm-l6-v2").lines().count())
        .isEqualTo(2);
  }

  @Test
  void jsonHasUtf16Offsets() {
    assertThat(tokenize("\uD83D\uDE00 New York\n", "--json", "bge-small-en-v1.5"))
        .isEqualTo(
            "{\"tokens\":[\"[UNK]\",\"new\",\"york\"],\"ids\":[100,2047,2259],"
                + "\"offsets\":[[0,2],[3,6],[7,11]]}\n");
  }

  @Test
  void specialTokensAreAddedOnRequest() {
    assertThat(tokenize("New York\n\n", "--special-tokens", "all-minilm-l6-v2"))
        .isEqualTo("[CLS] new york [SEP]\n[CLS] [SEP]\n");
    Path models = TINY.resolveSibling("tokenizers");
    assertThat(tokenize("is\n", "--special-tokens", "--json", models.resolve("xlnet").toString()))
        .startsWith("{\"tokens\":[\"\u2581\",\"is\",\"<sep>\",\"<cls>\"],")
        .endsWith(",\"offsets\":[[0,1],[0,2],[0,0],[0,0]]}\n");
    assertThat(tokenize("is\n", "--special-tokens", models.resolve("gpt2").toString()))
        .isEqualTo("is\n");
  }

  @Test
  void aFolderWithAVocabularyOnlyIsEnough() throws Exception {
    Files.write(
        folder.resolve("vocab.txt"),
        List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "lon", "##don", "is"));
    assertThat(tokenize("London is ü\n", folder.toString())).isEqualTo("lon ##don is [UNK]\n");
  }

  @Test
  void anyKindOfTokenizerIsSupported() {
    Path models = TINY.resolveSibling("tokenizers");
    assertThat(tokenize("London is\n", models.resolve("gpt2").toString()))
        .isEqualTo("L ond on \u0120is\n");
    assertThat(tokenize("is it\n", models.resolve("gpt").toString())).isEqualTo("is</w> it</w>\n");
    assertThat(tokenize("\uD83D\uDE00 \uFB01n\n", "--json", models.resolve("xlnet").toString()))
        .endsWith("\"offsets\":[[0,2],[0,2],[2,4],[3,5]]}\n");
    assertThat(tokenize("x\n", models.resolve("sentencepiece-bpe").toString())).isNotBlank();
  }

  @Test
  void errorsNameTheirLine() {
    assertThatThrownBy(() -> tokenize(new byte[] {'a', '\n', (byte) 0xFC, '\n'}, TINY.toString()))
        .isInstanceOf(CascadeException.class)
        .hasMessageStartingWith("standard input, line 2: is not UTF-8; convert it");
    assertThatThrownBy(() -> tokenize("a", "gpt"))
        .isInstanceOf(CascadeException.class)
        .hasMessageStartingWith("model gpt: there is no such folder and no model of that name");
    assertThatThrownBy(() -> tokenize("a", folder.toString()))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("has no tokenizer: neither tokenizer.json nor vocab.txt");
    assertThatThrownBy(() -> tokenize(new byte[Utf8Lines.LONGEST + 1], TINY.toString()))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("line 1: has more than");
  }

  @Test
  void aLongLineIsTokenizedCompletely() {
    assertThat(tokenize("new york ".repeat(100_000), "all-minilm-l6-v2").length())
        .isEqualTo(900_000);
  }
}
