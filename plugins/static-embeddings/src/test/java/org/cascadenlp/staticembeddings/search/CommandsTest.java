package org.cascadenlp.staticembeddings.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.cascadenlp.core.command.CascadeCommand;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.words.VectorFile;
import org.cascadenlp.neural.words.VectorFileCheck;
import org.cascadenlp.neural.words.VectorFileWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandsTest {

  @TempDir private Path folder;

  private String model = "";

  @BeforeEach
  void write() {
    Path path = folder.resolve("a.vectors");
    try (VectorFileWriter writer = new VectorFileWriter(path, 3)) {
      writer.add("man", new float[] {1, 0, 0});
      writer.add("king", new float[] {1, 1, 0});
      writer.add("woman", new float[] {.5f, 0, 1});
      writer.add("King", new float[] {0, 1, .5f});
      writer.add("queen", new float[] {.5f, 1, 1});
      writer.add("far", new float[] {-1, -1, -1});
      writer.finish();
    }
    model = path.toString();
  }

  @Test
  void allCommandsAreRegistered() {
    assertThat(
            ServiceLoader.load(CascadeCommand.class).stream()
                .map(provider -> new CommandLine(provider.get()).getCommandName())
                .collect(Collectors.toSet()))
        .contains(
            "import vectors",
            "vectors nearest",
            "vectors analogy",
            "vectors evaluate",
            "vectors verify");
  }

  @Test
  void nearestListsOtherWordsForEachWord() {
    assertThat(run(new NearestCommand(), model, "man", "King", "--top", "2").lines())
        .containsExactly(
            "man:",
            "0.707107  king",
            "0.447214  woman",
            "King:",
            "0.894427  queen",
            "0.632456  king");
  }

  @Test
  void analogyOmitsTheThreeWords() {
    assertThat(run(new AnalogyCommand(), model, "man", "king", "woman", "--top", "1").strip())
        .endsWith("  queen");
  }

  @Test
  void anUnknownWordIsNamed() {
    assertThatThrownBy(() -> new WordVectors(Path.of(model), 1).nearest("Woman", 1))
        .hasMessage(model + ": has no word 'Woman'; it has 'woman'");
    assertThatThrownBy(() -> new WordVectors(Path.of(model), 1).nearest("prince", 1))
        .hasMessage(
            model + ": has no word 'prince'; words are written as in the file, for example 'man'");
  }

  /** King and king are one word, of which the more frequent form is used. */
  @Test
  void evaluateFollowsGensimsConventions() throws IOException {
    Path analogies =
        Files.writeString(
            folder.resolve("questions"),
            ": family\n"
                + "man king woman queen\n"
                + "MAN KING WOMAN FAR\n"
                + "man king girl queen\n"
                + "three words only\n"
                + ": other\n");
    Path pairs =
        Files.writeString(
            folder.resolve("pairs"),
            "# a comment\nman\tking\t7\nman\tfar\t1\nKING\tqueen\t6\nman\tgirl\t5\nman king 3\n");
    String[] arguments = {
      model, "--analogies", analogies.toString(), "--similarity", pairs.toString(), "--json"
    };
    JsonArray results =
        JsonParser.parseString(run(new EvaluateVectorsCommand(), arguments)).getAsJsonArray();
    var questions = results.get(0).getAsJsonObject();
    assertThat(questions.get("unknown").getAsInt()).isEqualTo(1);
    assertThat(questions.get("invalidLines").getAsInt()).isEqualTo(1);
    assertThat(questions.get("sections").toString())
        .isEqualTo(
            "[{\"section\":\"family\",\"correct\":1,\"incorrect\":1},"
                + "{\"section\":\"other\",\"correct\":0,\"incorrect\":0},"
                + "{\"section\":\"total\",\"correct\":1,\"incorrect\":1}]");
    var similarities = results.get(1).getAsJsonObject();
    assertThat(similarities.get("pairs").getAsInt()).isEqualTo(3);
    assertThat(similarities.get("unknown").getAsInt()).isEqualTo(1);
    assertThat(similarities.get("invalidLines").getAsInt()).isEqualTo(1);
    assertThat(similarities.get("spearman").getAsDouble()).isEqualTo(0.5);
  }

  @Test
  void evaluateNamesInvalidInput() throws IOException {
    Path headless = Files.writeString(folder.resolve("questions"), "man king woman queen\n");
    assertThatThrownBy(
            () -> call(new EvaluateVectorsCommand(), model, "--analogies", headless.toString()))
        .isInstanceOf(CascadeException.class)
        .hasMessageStartingWith(headless + ", line 1: a question before the first section; ");
    assertThatThrownBy(
            () -> call(new EvaluateVectorsCommand(), model, "--similarity", headless.toString()))
        .hasMessageStartingWith(headless + ": has 0 pairs with known words, 0 with unknown ones; ");
    assertThatThrownBy(() -> call(new EvaluateVectorsCommand(), model))
        .hasMessage(
            "vectors evaluate: there is no test; give --analogies FILE or --similarity FILE");
  }

  private static String run(CascadeCommand command, String... arguments) {
    StringWriter out = new StringWriter();
    int code = new CommandLine(command).setOut(new PrintWriter(out)).execute(arguments);
    assertThat(code).isZero();
    return out.toString();
  }

  private static void call(CascadeCommand command, String... arguments) throws Exception {
    new CommandLine(command).parseArgs(arguments);
    command.call();
  }

  @Test
  void verifyReadsAllRows() throws IOException {
    assertThat(run(new VerifyVectorsCommand(), model))
        .startsWith(model + ": 6 words of 3 numbers agree with its hash, ");
    byte[] bytes = Files.readAllBytes(Path.of(model));
    bytes[128 + 3 * 16]++; // of the row of King
    Files.write(Path.of(model), bytes);
    assertThat(run(new NearestCommand(), model, "man", "--top", "1")).isNotEmpty();
    VectorFile damaged = VectorFile.open(Path.of(model));
    assertThatThrownBy(() -> VectorFileCheck.passes(damaged))
        .hasMessageContaining("is damaged: its words and rows have the hash ");
  }

  @Test
  void verifyReportsAFileWithoutAHash() throws IOException {
    byte[] bytes = Files.readAllBytes(Path.of(model));
    Arrays.fill(bytes, 56, 88, (byte) 0); // magic, version, shape, then the hash
    Files.write(Path.of(model), bytes);
    StringWriter out = new StringWriter();
    CommandLine verify = new CommandLine(new VerifyVectorsCommand());
    assertThat(verify.setOut(new PrintWriter(out)).execute(model)).isEqualTo(1);
    assertThat(out.toString()).contains("but no hash to compare them with");
  }
}
