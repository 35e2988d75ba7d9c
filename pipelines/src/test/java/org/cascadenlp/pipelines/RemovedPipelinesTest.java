package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cascadenlp.cli.check.CheckCommand;
import org.cascadenlp.core.pipeline.Pipeline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A pipeline of earlier versions is an error with the command line to write in place of it, which
 * works.
 */
class RemovedPipelinesTest {

  private static final Pattern COMMAND = Pattern.compile("`cascade (run|train) ([^`]+)`");

  static Set<String> removed() throws IOException {
    Properties removed = new Properties();
    Path list = Checkout.PIPELINES.resolve("removed.properties");
    try (Reader text = Files.newBufferedReader(list)) {
      removed.load(text);
    }
    return removed.stringPropertyNames();
  }

  private static CommandRun check(List<String> arguments) {
    return CommandRun.of(new CheckCommand(), arguments);
  }

  @ParameterizedTest
  @MethodSource("removed")
  void theErrorIsACommandLineThatWorks(String name) {
    Path old = Checkout.PIPELINES.resolve(name + ".xml");
    CommandRun run = check(List.of(old.toString()));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.error()).startsWith(old + ": " + name + " is no longer part of Cascade; write ");
    Matcher command = COMMAND.matcher(run.error());
    assertThat(command.find()).isTrue();
    assertThat(command.group(1)).isEqualTo(name.startsWith("train-") ? "train" : "run");
    // a checkout's own folder is the working directory of the command
    String inCheckout =
        command.group(2).replaceAll("(?<![/\\w])pipelines/", Checkout.PIPELINES + "/");
    CommandRun instead = check(Arrays.asList(inCheckout.split(" ")));
    if (inCheckout.contains("models/encoders/")) {
      assertThat(instead.error())
          .contains("Embedding (embedding): parameter model = '" + Checkout.PIPELINES)
          .contains("there is no such file or folder")
          .contains("bring the weights with `cascade import encoder SOURCE --output ");
    } else {
      assertThat(instead.error()).isEmpty();
      assertThat(instead.code()).isZero();
    }
  }

  @Test
  void anImportOfARemovedPipelineByNameSaysWhatToWrite() {
    String name = "org.cascadenlp.pipelines.entities-roberta";
    assertThat(CommandRun.of(new org.cascadenlp.cli.list.ListCommand(), List.of(name)).error())
        .contains("entities-roberta is no longer part of Cascade; write `cascade run ");
  }

  @Test
  void thePipelinesOfEntitiesDifferInOneLine() throws IOException {
    List<String> bert = Files.readAllLines(Checkout.ENTITIES);
    for (String other : List.of("entities-glove.xml", "entities-minilm.xml")) {
      List<String> lines = Files.readAllLines(Checkout.PIPELINES.resolve(other));
      assertThat(lines).hasSameSizeAs(bert);
      int differing = 0;
      for (int i = 0; i < lines.size(); i++) {
        differing += lines.get(i).equals(bert.get(i)) ? 0 : 1;
      }
      assertThat(differing).as(other).isEqualTo(1);
    }
  }

  @Test
  void everyTrainingPipelineLoadsWithoutARecipe() throws IOException {
    try (var files = Files.newDirectoryStream(Checkout.PIPELINES, "train-*.xml")) {
      for (Path training : files) {
        Pipeline.load(training).close();
      }
    }
  }
}
