package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.batch.evaluate.EvaluateCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code cascade evaluate} compares, given the comparisons of the shipped plugins. */
class EvaluateChoiceTest {

  private static final String TOKENIZER = "tokenizer=opennlp.OpenNlpSegmenter";

  @TempDir Path folder = Path.of("");

  private CommandRun evaluate(List<String> parts, String... more) throws IOException {
    String gold = "1\tCats\tcat\tNOUN" + "\t_".repeat(6) + "\n\n";
    Path file = Files.writeString(folder.resolve("gold.conllu"), gold);
    Path pipeline = SmallPipeline.write(folder, parts.toArray(String[]::new));
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of(pipeline.toString(), "--format", "conllu", "--gold", file.toString()));
    arguments.addAll(List.of("--language", "en"));
    arguments.addAll(List.of(more));
    return CommandRun.of(new EvaluateCommand(), arguments);
  }

  @Test
  void aPipelineWithNothingToCompareIsAnErrorThatListsWhatCouldBe() throws IOException {
    assertThat(evaluate(List.of(TOKENIZER)).error())
        .matches(
            "evaluation: no part of the pipeline declares [a-z, ]*entities, pos, lemmas[a-z, ]* or"
                + " [a-z]+ as output; declare it in the capabilities of the part, or name it with"
                + " --compare");
    assertThat(evaluate(List.of(TOKENIZER), "--compare", "colours").error())
        .containsPattern(
            "Invalid value for option '--compare': expected one of \\[[a-z, ]*entities,"
                + " pos, lemmas, classes[a-z, ]*\\] but was 'colours'");
  }

  @Test
  void severalKindsInGoldAreAnErrorUnlessCompareNamesOne() throws IOException {
    List<String> parts =
        List.of(TOKENIZER, "pos=opennlp.OpenNlpPosTagger", "lemmas=opennlp.OpenNlpLemmatizer");
    assertThat(evaluate(parts).error())
        .isEqualTo(
            "evaluation: gold has [pos, lemmas], and the pipeline produces all of them; choose"
                + " which to compare: --compare pos");
    CommandRun lemmas = evaluate(parts, "--compare", "lemmas", "--json");
    assertThat(JsonParser.parseString(lemmas.out()).getAsJsonObject().keySet())
        .containsExactly("micro", "accuracy", "gold", "correct");
  }
}
