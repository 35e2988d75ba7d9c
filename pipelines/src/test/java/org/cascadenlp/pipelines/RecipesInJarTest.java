package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.uima.UIMAFramework;
import org.apache.uima.util.Settings;
import org.cascadenlp.cli.check.CheckCommand;
import org.cascadenlp.training.compare.CompareCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Users of the jar of pipelines name its recipes and training pipelines, without a checkout. */
class RecipesInJarTest {

  private static final String RECIPES = ShippedDescriptors.PIPELINES + "recipes.";

  @TempDir Path folder = Path.of("");

  static List<String> recipes() throws IOException {
    try (Stream<Path> files = Files.list(Checkout.PIPELINES.resolve("recipes"))) {
      return files
          .map(file -> String.valueOf(file.getFileName()).replace(".settings", ""))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void aRecipeIsFoundByItsName(String recipe) {
    String task = recipe.replaceFirst("-.*", "");
    Path training = Checkout.PIPELINES.resolve("train-" + task + ".xml");
    CommandRun run =
        CommandRun.of(
            new CheckCommand(),
            List.of(
                training.toString(),
                "--settings",
                RECIPES + recipe,
                "--set",
                "embedding.model=all-minilm-l6-v2"));
    assertThat(run.error()).isEmpty();
    assertThat(run.code()).isZero();
  }

  @Test
  void uimaFindsARecipeByTheSameName() throws Exception {
    String property = "UimaExternalOverrides";
    System.setProperty(property, "path:" + RECIPES + "entities-lora");
    try {
      Settings settings = UIMAFramework.getResourceSpecifierFactory().createSettings();
      settings.loadSystemDefaults();
      assertThat(settings.lookUp("cascade.TaskTrainer.mode")).isEqualTo("lora");
    } finally {
      System.clearProperty(property);
    }
  }

  @Test
  void compareFindsTheTrainingPipelineAndTheRecipesOfAPipelineOfNames() throws IOException {
    String pipeline =
        new WrittenPipeline()
            .instruction(
                "training=\"org.cascadenlp.pipelines.train-entities\" recipe=\""
                    + RECIPES
                    + "entities-frozen\"")
            .part("tokenizer", "opennlp.OpenNlpSegmenter")
            .part("embedding", "pipelines.embeddings.entities-minilm")
            .part("task", "task-heads.EntityTagger")
            .write(folder.resolve("mine.xml"))
            .toString();
    assertThat(compare(pipeline).error())
        .as("the first error after the pipelines are read")
        .startsWith("--seeds [1, 1]: ");
    Path file = Path.of(pipeline);
    Files.writeString(file, Files.readString(file).replace("entities-frozen", "entities-frosen"));
    assertThat(compare(pipeline).error())
        .startsWith(file + ":1: there is no file " + RECIPES + "entities-frosen; ");
  }

  private CommandRun compare(String pipeline) throws IOException {
    String corpus = Files.writeString(folder.resolve("corpus.conll"), "Ada\tB-PER\n").toString();
    List<String> files = List.of("--train", corpus, "--dev", corpus, "--test", corpus);
    return CommandRun.of(
        new CompareCommand(),
        Stream.of(
                List.of(pipeline),
                files,
                List.of("--output", folder.resolve("out").toString(), "--seeds", "1,1"))
            .flatMap(List::stream)
            .toList());
  }
}
