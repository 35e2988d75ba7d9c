package org.cascadenlp.batch.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.score.LabelScores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EvaluateCommandTest {

  private static final String POS = "org.cascadenlp.types.ScoredPos";
  private static final String LEMMA = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Lemma";
  private static final String ENTITY = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity";
  private static final String CLASSES = "org.cascadenlp.types.Classification";

  @TempDir Path folder;

  private Path pipeline(List<String> outputs, String... classes) throws IOException {
    StringBuilder types = new StringBuilder();
    outputs.forEach(type -> types.append("<type>").append(type).append("</type>"));
    StringBuilder values = new StringBuilder();
    for (String value : classes) {
      values.append("<string>").append(value).append("</string>");
    }
    return Files.writeString(
        folder.resolve("fixed.xml"),
        """
        <analysisEngineDescription xmlns="http://uima.apache.org/resourceSpecifier">
          <frameworkImplementation>org.apache.uima.java</frameworkImplementation>
          <primitive>true</primitive>
          <annotatorImplementationName>org.cascadenlp.batch.evaluate.FixedAnswers</annotatorImplementationName>
          <analysisEngineMetaData>
            <name>Fixed</name>
            <configurationParameters>
              <configurationParameter>
                <name>classes</name><type>String</type>
                <multiValued>true</multiValued><mandatory>false</mandatory>
              </configurationParameter>
            </configurationParameters>
            <configurationParameterSettings>
              <nameValuePair><name>classes</name><value><array>%s</array></value></nameValuePair>
            </configurationParameterSettings>
            <typeSystemDescription>
              <imports><import name="org.cascadenlp.types.CascadeTypes"/></imports>
            </typeSystemDescription>
            <capabilities><capability><inputs/><outputs>%s</outputs></capability></capabilities>
          </analysisEngineMetaData>
        </analysisEngineDescription>
        """
            .formatted(values, types));
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
    JsonObject json = json(pipeline(List.of(POS, ENTITY)), "a/X b/Y c/X\nd/X e");
    assertThat(json.keySet()).containsExactly("micro", "macro", "labels", "accuracy", "confusion");
    assertThat(json.get("accuracy").getAsDouble()).isEqualTo(0.75); // e has no gold tag
    assertThat(json.getAsJsonObject("confusion").toString())
        .isEqualTo("{\"labels\":[\"X\",\"Y\"],\"counts\":[[3,0],[1,0]]}");
  }

  @Test
  void entitiesAreComparedIfGoldHasThemAndThePipelineMakesThem() throws IOException {
    JsonObject json = json(pipeline(List.of(POS, ENTITY)), "a///THING b\n");
    assertThat(json.keySet()).containsExactly("micro", "macro", "labels", "confusion");
    assertThat(json.getAsJsonObject("confusion").toString())
        .isEqualTo("{\"labels\":[\"THING\",\"(none)\"],\"counts\":[[1,0],[1,0]]}");
    assertThat(json.getAsJsonObject("micro").get("precision").getAsDouble()).isEqualTo(0.5);
    assertThat(json.getAsJsonObject("micro").get("recall").getAsDouble()).isEqualTo(1);
  }

  @Test
  void severalComparableKindsAreAnErrorUnlessCompareNamesOne() throws IOException {
    Path pipeline = pipeline(List.of(POS, LEMMA));
    String gold = "cats/X/cat b/X/b\n";
    assertThatThrownBy(() -> evaluate(pipeline, gold))
        .isInstanceOf(CascadeException.class)
        .hasMessage(
            "evaluation: gold has [pos, lemmas], and the pipeline produces all of them; choose"
                + " which to compare: --compare pos");
    assertThat(json(pipeline, gold, "--compare", "pos").get("accuracy").getAsDouble()).isEqualTo(1);
    assertThat(json(pipeline, gold, "--compare", "lemmas").get("accuracy").getAsDouble())
        .isEqualTo(0.5);
  }

  @Test
  void goldWithoutTheAnnotationsOfThePipelineIsAnErrorUnlessCompareNamesThem() throws IOException {
    Path pipeline = pipeline(List.of(ENTITY));
    assertThatThrownBy(() -> evaluate(pipeline, "a/X b/Y\n"))
        .isInstanceOf(CascadeException.class)
        .hasMessageStartingWith(
            "evaluation: the pipeline produces [entities], and gold has none of them; check"
                + " --format");
    assertThat(json(pipeline, "a/X b/Y\n", "--compare", "entities").keySet())
        .containsExactly("micro", "macro", "labels", "confusion");
  }

  @Test
  void oneClassPerDocumentIsScoredByAccuracyAndAConfusionMatrix() throws IOException {
    JsonObject json = json(pipeline(List.of(CLASSES), "blog"), "a b\tblog\nc\temail\nd\tblog\n");
    assertThat(json.get("accuracy").getAsDouble()).isEqualTo(2 / 3.0);
    assertThat(json.getAsJsonObject("confusion").toString())
        .isEqualTo("{\"labels\":[\"blog\",\"email\"],\"counts\":[[2,0],[1,0]]}");
  }

  @Test
  void aDocumentWithoutAPredictedClassIsAnError() throws IOException {
    JsonObject json = json(pipeline(List.of(CLASSES)), "a\tblog\n");
    assertThat(json.get("accuracy").getAsDouble()).isZero();
    assertThat(json.getAsJsonObject("confusion").toString()).contains("(none)");
  }

  @Test
  void severalClassesPerDocumentAreComparedAsSets() throws IOException {
    JsonObject json =
        json(pipeline(List.of(CLASSES), "blog", "short"), "a\tblog short\nb\nc\tlong blog\n");
    assertThat(json.get("exact").getAsDouble()).isEqualTo(1 / 3.0);
    assertThat(json.getAsJsonObject("micro").get("precision").getAsDouble()).isEqualTo(0.5);
    assertThat(json.getAsJsonObject("micro").get("recall").getAsDouble()).isEqualTo(0.75);
  }

  @Test
  void aPipelineThatMakesNothingComparableIsAnError() throws IOException {
    assertThatThrownBy(() -> evaluate(pipeline(List.of()), "a/X\n"))
        .hasMessageContaining("no part of the pipeline declares entities, pos, lemmas or classes");
    assertThatThrownBy(() -> evaluate(pipeline(List.of(POS, LEMMA)), "a///THING\n"))
        .hasMessageContaining("the pipeline produces [pos, lemmas], and gold has none of them");
    assertThatThrownBy(() -> evaluate(pipeline(List.of(POS)), "a\n", "--compare", "tags"))
        .hasMessageContaining("--compare");
  }

  @Test
  void theHtmlPageShowsTheConfusionMatrix() throws IOException {
    Path page = folder.resolve("scores.html");
    evaluate(pipeline(List.of(POS)), "a/X b/<b>\n", "--html", page.toString());
    assertThat(Files.readString(page))
        .contains("Evaluation of fixed.xml", "<svg", "&lt;b&gt;")
        .doesNotContain("<b>");
    evaluate(pipeline(List.of(ENTITY)), "a///THING b\n", "--html", page.toString());
    assertThat(Files.readString(page)).contains("gold (none), predicted THING: 1 (100.0 %)");
    Path nowhere = folder.resolve("none/scores.html");
    assertThatThrownBy(
            () -> evaluate(pipeline(List.of(POS)), "a/X\n", "--html", nowhere.toString()))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("--html " + nowhere + ": the page cannot be written");
  }

  @Test
  void aSliceMayCountDocuments() throws IOException {
    Path pipeline = pipeline(List.of(POS));
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
