package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.pipeline.Pipeline;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Users' pipelines with parts and pipelines of earlier versions: the error says what to write in
 * place of them, and with that they open.
 */
class OldPartsTest {

  private static final Path OLD = Checkout.TESTDATA.resolve("compat/removed");
  private static final Path MODELS = Checkout.TESTDATA.resolve("models");
  private static final Pattern USE = Pattern.compile("use ([\\w.-]+) and set its parameter model");
  private static final Pattern IN_DESCRIPTOR =
      Pattern.compile(
          "in a descriptor import a copy of ([\\w.-]+) whose part embedding imports ([\\w.-]+),");

  @TempDir Path folder = Path.of("");

  @BeforeEach
  void copy() throws IOException {
    folder = folder.toRealPath();
    Checkout.copy(OLD, folder);
    Checkout.copy(MODELS.resolve("heads/roberta-tokens"), folder.resolve("models/roberta"));
    Checkout.copy(MODELS.resolve("heads/xlnet-tokens"), folder.resolve("models/xlnet"));
    Checkout.copy(MODELS.resolve("heads/deberta-tokens"), folder.resolve("models/deberta"));
    Checkout.copy(MODELS.resolve("heads/roberta-tokens"), folder.resolve("models/tagger"));
  }

  /** The user's pipeline; paths that lead to the checkout are as if it lay in {@link #OLD}. */
  private Path pipeline(String name) throws IOException {
    Path file = folder.resolve(name);
    String root = folder.relativize(Checkout.ROOT.toRealPath()).toString().replace('\\', '/');
    return Files.writeString(file, Files.readString(file).replace("../../..", root));
  }

  /** The error of {@code file}, which begins at the import of {@code removed}. */
  private static String error(Path file, String removed) throws IOException {
    List<String> lines = Files.readAllLines(file);
    int line = 1;
    while (!lines.get(line - 1).contains(removed)) {
      line++;
    }
    String[] message = {""};
    assertThatThrownBy(() -> Pipeline.load(file))
        .isInstanceOf(CascadeException.class)
        .hasMessageStartingWith("%s:%d: %s is no longer part of Cascade; ", file, line, removed)
        .satisfies(error -> message[0] = String.valueOf(error.getMessage()));
    return message[0];
  }

  private static Path replace(Path file, String pattern, String by) throws IOException {
    String before = Files.readString(file);
    String after = before.replaceFirst(pattern, Matcher.quoteReplacement(by));
    assertThat(after).isNotEqualTo(before);
    return Files.writeString(file, after);
  }

  @ParameterizedTest
  @CsvSource({
    "part-by-name.xml, RobertaEmbedding, embedding",
    "part-by-location.xml, XlnetEmbedding, embedding",
    "training.xml, DebertaEmbedding, trainer"
  })
  void aPipelineWithARemovedPartOpensWithThePartThatTheErrorNames(
      String name, String removed, String role) throws IOException {
    Path file = pipeline(name);
    Matcher use = USE.matcher(error(file, removed));
    assertThat(use.find()).isTrue();
    replace(file, "<import [^>]*" + removed + "[^>]*>", "<import name=\"" + use.group(1) + "\"/>");
    try (Pipeline opened = Pipeline.load(file)) {
      assertThat(opened.description().getDelegateAnalysisEngineSpecifiersWithImports())
          .containsKey(role);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pipeline-by-name.xml", "pipeline-by-location.xml"})
  void aPipelineAroundARemovedOneOpensWithTheCopyThatTheErrorDescribes(String name)
      throws IOException {
    Path file = pipeline(name);
    Matcher copied = IN_DESCRIPTOR.matcher(error(file, "entities-roberta"));
    assertThat(copied.find()).isTrue();
    Path copy = folder.resolve("my-" + copied.group(1));
    Files.copy(Checkout.PIPELINES.resolve(copied.group(1)), copy);
    replace(
        copy,
        "(?<=key=\"embedding\">\\s{1,20})<import [^>]*>",
        "<import name=\"" + copied.group(2) + "\"/>");
    replace(
        file,
        "<import [^>]*entities-roberta[^>]*>",
        "<import location=\"" + copy.getFileName() + "\"/>");
    Map<String, String> model =
        Map.of(
            "entities/embedding.model", folder.resolve("models/tagger").toString(),
            "entities/embedding.window", "32",
            "entities/embedding.overlap", "8");
    try (Pipeline opened = Pipeline.load(file, model, List.of())) {
      assertThat(opened.summary("entities/embedding")).contains("tagger");
    }
  }

  @Test
  void everyKindIsThere() throws IOException {
    try (var files = Files.list(OLD)) {
      assertThat(files.map(file -> String.valueOf(file.getFileName())))
          .containsExactlyInAnyOrder(
              "part-by-name.xml",
              "part-by-location.xml",
              "training.xml",
              "pipeline-by-name.xml",
              "pipeline-by-location.xml");
    }
  }
}
