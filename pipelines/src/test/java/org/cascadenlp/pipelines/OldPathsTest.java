package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cascadenlp.cli.check.CheckCommand;
import org.cascadenlp.core.pipeline.Pipeline;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A pipeline and a {@code --set} written when every relative path began at the pipeline's folder
 * run as they are, and say what to write now.
 */
class OldPathsTest {

  private static final Path OLD = Checkout.TESTDATA.resolve("compat/paths");

  @TempDir Path folder = Path.of("");

  private Path pipeline = Path.of("");

  @BeforeEach
  void copy() throws IOException {
    folder = folder.toRealPath();
    Checkout.copy(OLD, folder);
    Checkout.copy(OLD.resolve("embeddings"), folder.resolve("embeddings"));
    Checkout.copy(Checkout.TINY_BERT, folder.resolve("models/mine"));
    Checkout.copy(Checkout.TINY_BERT, folder.resolve("models/other"));
    pipeline = folder.resolve("pipeline.xml");
  }

  /** What {@code action} prints to standard error. */
  private static String said(Runnable action) {
    PrintStream before = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      action.run();
    } finally {
      System.setErr(before);
    }
    return said.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aPartThatNamesAModelBesideThePipelineOpensIt() throws IOException {
    String said = said(() -> check(List.of()));
    assertThat(said)
        .containsOnlyOnce(
            "BertEmbedding (embedding/bert): parameter model = 'models/mine' is taken from "
                + folder.resolve("models/mine")
                + ", beside the pipeline; relative paths are resolved against the folder of the"
                + " descriptor or option that sets them:"
                + " write '../models/mine' in "
                + folder.resolve("embeddings/mine.xml"));
    Path part = folder.resolve("embeddings/mine.xml");
    Files.writeString(part, Files.readString(part).replace(">models/mine", ">../models/mine"));
    assertThat(said(() -> check(List.of()))).as("as it says").doesNotContain("models/mine");
  }

  @Test
  void aSettingThatNamesAModelBesideThePipelineOpensIt() throws IOException {
    String set = Files.readString(OLD.resolve("set.txt")).strip();
    String said = said(() -> check(CommandRun.set(set)));
    Path away = Path.of("").toAbsolutePath().relativize(folder.resolve("models/other"));
    assertThat(said).contains("write --set embedding.model=" + away);
    assertThat(said(() -> check(CommandRun.set("embedding.model=" + away))))
        .doesNotContain("write");
  }

  /** {@code check} and {@code Pipeline.load} agree. */
  private void check(List<String> settings) {
    List<String> arguments = new java.util.ArrayList<>(List.of(pipeline.toString()));
    arguments.addAll(settings);
    CommandRun run = CommandRun.of(new CheckCommand(), arguments);
    assertThat(run.code()).as(run.error()).isZero();
    Map<String, String> set =
        settings.isEmpty() ? Map.of() : Map.of("embedding.model", settings.get(1).split("=")[1]);
    said(
        () -> {
          try (Pipeline loaded = Pipeline.load(pipeline, set, List.of())) {
            assertThat(loaded.summary("embedding/bert"))
                .containsAnyOf("mine (weights", "other (weights");
          }
        });
  }
}
