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
 * A pipeline and a {@code --set} of versions that resolved every relative path against the
 * pipeline's folder still run, with a warning that names the new path.
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
  private static String printed(Runnable action) {
    PrintStream before = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      action.run();
    } finally {
      System.setErr(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aPartOpensAModelBesideThePipelineWithAWarning() throws IOException {
    String printed = printed(() -> check(List.of()));
    assertThat(printed)
        .containsOnlyOnce(
            "BertEmbedding (embedding/bert): parameter model = 'models/mine' is taken from "
                + folder.resolve("models/mine")
                + ", beside the pipeline; relative paths are resolved against the folder of the"
                + " descriptor or option that sets them:"
                + " write '../models/mine' in "
                + folder.resolve("embeddings/mine.xml"));
    Path part = folder.resolve("embeddings/mine.xml");
    Files.writeString(part, Files.readString(part).replace(">models/mine", ">../models/mine"));
    assertThat(printed(() -> check(List.of())))
        .as("after the change that the warning names")
        .doesNotContain("models/mine");
  }

  @Test
  void aSettingOpensAModelBesideThePipelineWithAWarning() throws IOException {
    String set = Files.readString(OLD.resolve("set.txt")).strip();
    String printed = printed(() -> check(CommandRun.set(set)));
    Path away = Path.of("").toAbsolutePath().relativize(folder.resolve("models/other"));
    assertThat(printed).contains("write --set embedding.model=" + away);
    assertThat(printed(() -> check(CommandRun.set("embedding.model=" + away))))
        .doesNotContain("write");
  }

  /** Runs {@code check} and {@code Pipeline.load}, which must agree. */
  private void check(List<String> settings) {
    List<String> arguments = new java.util.ArrayList<>(List.of(pipeline.toString()));
    arguments.addAll(settings);
    CommandRun run = CommandRun.of(new CheckCommand(), arguments);
    assertThat(run.code()).as(run.error()).isZero();
    Map<String, String> set =
        settings.isEmpty() ? Map.of() : Map.of("embedding.model", settings.get(1).split("=")[1]);
    printed(
        () -> {
          try (Pipeline loaded = Pipeline.load(pipeline, set, List.of())) {
            assertThat(loaded.summary("embedding/bert"))
                .containsAnyOf("mine (weights", "other (weights");
          }
        });
  }
}
