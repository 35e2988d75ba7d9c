package org.cascadenlp.batch.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.cascadenlp.batch.corpus.CorpusOptions;
import org.cascadenlp.batch.corpus.CorpusSlice;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.pipeline.PipelineOverrides;
import org.cascadenlp.core.score.LabelScores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EvaluateCommandTest {

  private static final String TAG = ToyType.TAG.text();
  private static final String FORM = ToyType.FORM.text();
  private static final String NAME = ToyType.NAME.text();
  private static final String NUMBER = ToyType.NUMBER.text();

  @TempDir Path folder;

  private Path pipeline(List<String> outputs) throws IOException {
    StringBuilder types = new StringBuilder();
    outputs.forEach(type -> types.append("<type>").append(type).append("</type>"));
    String declared =
        Arrays.stream(ToyType.values()).map(ToyType::xml).collect(Collectors.joining());
    return Files.writeString(
        folder.resolve("fixed.xml"),
        """
        <analysisEngineDescription xmlns="http://uima.apache.org/resourceSpecifier">
          <frameworkImplementation>org.apache.uima.java</frameworkImplementation>
          <primitive>true</primitive>
          <annotatorImplementationName>org.cascadenlp.batch.evaluate.FixedAnswers</annotatorImplementationName>
          <analysisEngineMetaData>
            <name>Fixed</name>
            <typeSystemDescription>
              <imports><import name="org.cascadenlp.types.CascadeTypes"/></imports>
              <types>%s</types>
            </typeSystemDescription>
            <capabilities><capability><inputs/><outputs>%s</outputs></capability></capabilities>
          </analysisEngineMetaData>
        </analysisEngineDescription>
        """
            .formatted(declared, types));
  }

  private String evaluate(Path pipeline, String gold, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("gold.txt"), gold);
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of(pipeline.toString(), "--format", "toy", "--gold", file.toString()));
    arguments.addAll(Arrays.asList(more));
    StringWriter out = new StringWriter();
    CommandLine line = new CommandLine(new EvaluateCommand());
    line.setOut(new PrintWriter(out));
    List<RuntimeException> errors = new ArrayList<>();
    line.setExecutionExceptionHandler(
        (error, at, parsed) -> {
          errors.add((RuntimeException) error);
          return 2;
        });
    line.setParameterExceptionHandler(
        (error, at) -> {
          errors.add(error);
          return 2;
        });
    int code = line.execute(arguments.toArray(String[]::new));
    if (!errors.isEmpty()) {
      throw errors.get(0);
    }
    assertThat(code).isZero();
    return out.toString();
  }

  private JsonObject json(Path pipeline, String gold, String... more) throws IOException {
    String[] arguments = Arrays.copyOf(more, more.length + 1);
    arguments[more.length] = "--json";
    return JsonParser.parseString(evaluate(pipeline, gold, arguments)).getAsJsonObject();
  }

  @Test
  void tagsAreComparedIfGoldHasThemAndThePipelineMakesThem() throws IOException {
    JsonObject json = json(pipeline(List.of(TAG, NAME)), "a/X b/Y c/X\nd/X e");
    assertThat(json.keySet()).containsExactly("micro", "macro", "labels", "accuracy", "confusion");
    assertThat(json.get("accuracy").getAsDouble()).isEqualTo(0.75); // e has no gold tag
    assertThat(json.getAsJsonObject("confusion").toString())
        .isEqualTo("{\"labels\":[\"X\",\"Y\"],\"counts\":[[3,0],[1,0]]}");
  }

  @Test
  void namesAreComparedIfGoldHasThemAndThePipelineMakesThem() throws IOException {
    JsonObject json = json(pipeline(List.of(TAG, NAME)), "a///THING b\n");
    assertThat(json.getAsJsonObject("labels").keySet()).containsExactly("THING");
    assertThat(json.get("accuracy").getAsDouble()).isEqualTo(1);
  }

  @Test
  void severalComparableKindsAreAnErrorUnlessCompareNamesOne() throws IOException {
    Path pipeline = pipeline(List.of(TAG, FORM));
    String gold = "cats/X/cat b/X/b\n";
    assertThatThrownBy(() -> evaluate(pipeline, gold))
        .isInstanceOf(CascadeException.class)
        .hasMessage(
            "evaluation: gold has [tags, forms], and the pipeline produces all of them; choose"
                + " which to compare: --compare tags");
    assertThat(json(pipeline, gold, "--compare", "tags").get("accuracy").getAsDouble())
        .isEqualTo(1);
    assertThat(json(pipeline, gold, "--compare", "forms").get("accuracy").getAsDouble())
        .isEqualTo(0.5);
  }

  @Test
  void goldWithoutTheAnnotationsOfThePipelineIsAnErrorUnlessCompareNamesThem() throws IOException {
    Path pipeline = pipeline(List.of(NAME));
    assertThatThrownBy(() -> evaluate(pipeline, "a/X b/Y\n"))
        .isInstanceOf(CascadeException.class)
        .hasMessageStartingWith(
            "evaluation: the pipeline produces [names], and gold has none of them; check"
                + " --format");
    JsonObject json = json(pipeline, "a/X b/Y\n", "--compare", "NAMES");
    assertThat(json.getAsJsonObject("labels").keySet()).isEmpty();
  }

  @Test
  void aTaskWhoseScoresAreNotOfLabelsBringsItsOwnComparison() throws IOException {
    Path pipeline = pipeline(List.of(TAG, NUMBER));
    String gold = "a\t0.5\nb c d\t0.7\ne f\t0.6\n";
    JsonObject json = json(pipeline, gold);
    assertThat(json.keySet()).containsExactly("pearson", "pairs");
    assertThat(json.get("pearson").getAsDouble()).isCloseTo(1, within(1e-9));
    Path page = folder.resolve("scores.html");
    assertThat(evaluate(pipeline, gold, "--html", page.toString()))
        .isEqualToIgnoringNewLines("pearson 100.00 of 3 pairs");
    assertThat(Files.readString(page))
        .contains("<p>pearson 100.00 %</p>", "<p>pairs 3</p>")
        .doesNotContain("<table", "<svg");
  }

  @Test
  void aTaskIsScoredByItsOwnComparisonIfGoldHasMore() throws IOException {
    EvaluationJob job = job(pipeline(List.of(TAG, FORM)), "cats/X/cat b/X/b\n");
    assertThat(job.taskScores(PipelineOverrides.NONE, "forms").metrics())
        .containsEntry("accuracy", 0.5);
    assertThatThrownBy(() -> job.taskScores(PipelineOverrides.NONE, "own"))
        .hasMessageContaining("gold has [tags, forms], and the pipeline produces all of them");
    EvaluationJob without = job(pipeline(List.of(TAG, NAME)), "a/X\n");
    assertThat(without.taskScores(PipelineOverrides.NONE, "own").metrics())
        .containsEntry("accuracy", 1.0);
    assertThatThrownBy(() -> without.taskScores(PipelineOverrides.NONE, "names"))
        .hasMessageContaining("the pipeline produces [names], and gold has none of them");
  }

  private EvaluationJob job(Path pipeline, String gold) throws IOException {
    Path file = Files.writeString(folder.resolve("gold.txt"), gold);
    CorpusOptions options = new CorpusOptions();
    options.format = "toy";
    return new EvaluationJob(pipeline, options, CorpusSlice.of("--gold", List.of(file.toString())));
  }

  @Test
  void helpListsTheComparisonsThatPluginsBind() {
    String help = new CommandLine(new EvaluateCommand()).getUsageMessage();
    assertThat(help.replaceAll("\\s+", " ")).contains("names, tags, forms, numbers");
  }

  @Test
  void aPipelineThatMakesNothingComparableIsAnError() throws IOException {
    assertThatThrownBy(() -> evaluate(pipeline(List.of()), "a/X\n"))
        .hasMessageContaining("no part of the pipeline declares names, tags, forms");
    assertThatThrownBy(() -> evaluate(pipeline(List.of(TAG, FORM)), "a///THING\n"))
        .hasMessageContaining("the pipeline produces [tags, forms], and gold has none of them");
    assertThatThrownBy(() -> evaluate(pipeline(List.of(TAG)), "a\n", "--compare", "colours"))
        .hasMessageContaining("--compare': expected one of [names, tags, forms, numbers");
  }

  @Test
  void theHtmlPageShowsTheConfusionMatrix() throws IOException {
    Path page = folder.resolve("scores.html");
    evaluate(pipeline(List.of(TAG)), "a/X b/<b>\n", "--html", page.toString());
    assertThat(Files.readString(page))
        .contains("Evaluation of fixed.xml", "<svg", "&lt;b&gt;")
        .doesNotContain("<b>");
    Path nowhere = folder.resolve("none/scores.html");
    assertThatThrownBy(
            () -> evaluate(pipeline(List.of(TAG)), "a/X\n", "--html", nowhere.toString()))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("--html " + nowhere + ": the page cannot be written");
  }

  @Test
  void aSliceMayCountDocuments() throws IOException {
    Path pipeline = pipeline(List.of(TAG));
    Path file = Files.writeString(folder.resolve("many.txt"), "a/Y\nb/X c/X\nd/Y\n");
    JsonObject json = json(pipeline, "e/Y\n", "--slices", "documents", "--gold", file + "[1:2]");
    assertThat(json.getAsJsonObject("micro").get("f1").getAsDouble()).isEqualTo(2 / 3.0);
  }

  @Test
  void theWarningNamesGoldLabelsThatTheModelLacksAndAMapThatHelps() {
    LabelScores scores = new LabelScores();
    scores.add("PER", "person");
    scores.add("PER", LabelScores.NONE);
    scores.add("MISC", LabelScores.NONE);
    assertThat(GoldLabels.warning(scores, Set.of("person")))
        .isEqualTo(
            "warning: gold has labels that the model does not have, with their number: MISC (1),"
                + " PER (2); they count as errors; try --map PER=person; --map MISC=LABEL renames"
                + " it, --map MISC=O leaves it out; the model has [person]");
    assertThat(GoldLabels.warning(scores, Set.of("MISC", "PER", "person"))).isEmpty();
    // 'person' is predicted by a part that does not list its labels, so it may have PER too
    assertThat(GoldLabels.warning(scores, Set.of("LOC"))).isEmpty();
    assertThat(GoldLabels.warning(scores, Set.of())).isEmpty();
  }
}
