package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.uima.UIMAException;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.batch.RunCommand;
import org.cascadenlp.core.pipeline.Pipeline;
import org.cascadenlp.core.text.PartRole;
import org.cascadenlp.core.text.TextInstances;
import org.cascadenlp.core.text.TextParts;
import org.cascadenlp.types.Answer;
import org.cascadenlp.types.Classification;
import org.cascadenlp.types.Regression;
import org.cascadenlp.weights.json.JsonFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Heads of numbers, of answers and of pairs that transformers saved run in the shipped pipelines if
 * the part of the head names their folder, with the outputs of transformers; {@code
 * testdata/reference/pretrained_heads.py} made them.
 */
class PretrainedPairsTest {

  private static final Path HEADS = Checkout.TESTDATA.resolve("models/heads");
  private static final JsonObject REFERENCE = JsonFile.read(HEADS.resolve("logits.json"));
  private static final List<List<String>> PAIRS =
      REFERENCE.getAsJsonArray("pairs").asList().stream()
          .map(PretrainedPairsTest::strings)
          .toList();
  private static final double NEAR = 1e-4;

  @TempDir Path folder = Path.of("");

  private static List<String> strings(JsonElement array) {
    return array.getAsJsonArray().asList().stream().map(JsonElement::getAsString).toList();
  }

  static Stream<String> numbers() {
    return names("regression");
  }

  static Stream<String> answers() {
    return names("answers");
  }

  private static Stream<String> names(String kind) {
    String end = "-" + kind + ":pairs";
    return REFERENCE.keySet().stream()
        .filter(name -> name.endsWith(end))
        .map(name -> name.substring(0, name.indexOf(':')))
        .sorted();
  }

  private static JsonArray expected(String name, int number) {
    return REFERENCE.getAsJsonArray(name + ":pairs").get(number).getAsJsonArray();
  }

  /** A shipped pipeline with a head that has its encoder, in windows as the reference has them. */
  private static Pipeline load(String pipeline, String name) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("embedding.model", Checkout.TINY_BERT.toString());
    settings.put("embedding.window", "36");
    settings.put("embedding.overlap", "8");
    settings.put("embedding.precision", "float32");
    settings.put("task.model", HEADS.resolve(name).toString());
    return Pipeline.load(Checkout.PIPELINES.resolve(pipeline), settings, List.of());
  }

  private static JCas annotate(
      Pipeline pipeline, PartRole first, PartRole second, List<String> pair) throws UIMAException {
    TextParts texts = new TextParts();
    texts.instance("one", texts.add(first, "", pair.get(0)), texts.add(second, "", pair.get(1)));
    JCas cas = pipeline.engine().newJCas();
    texts.fill(cas);
    pipeline.engine().process(cas);
    return cas;
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void aNumberOfAPairIsThatOfTransformers(String name) throws UIMAException {
    try (Pipeline pipeline = load("similarity-cross.xml", name)) {
      for (int i = 0; i < PAIRS.size(); i++) {
        JCas cas = annotate(pipeline, PartRole.FIRST, PartRole.SECOND, PAIRS.get(i));
        Regression found = cas.select(Regression.class).single();
        assertThat((double) found.getValue())
            .isCloseTo(expected(name, i).get(0).getAsDouble(), within(NEAR));
        assertThat(found.getInstance()).isEqualTo(TextInstances.of(cas).get(0));
        assertThat(found.getSource()).isEqualTo("PairRegressor " + name);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void aNumberOfATextIsThatOfTransformers(String name) throws IOException {
    List<String> texts = strings(REFERENCE.get("texts"));
    try (Pipeline pipeline =
        SmallPipeline.load(
            folder,
            List.of(
                "embedding.model=" + Checkout.TINY_BERT,
                "embedding.window=36",
                "embedding.overlap=8",
                "embedding.precision=float32",
                "task.model=" + HEADS.resolve(name)),
            "embedding=contextual-embeddings.BertEmbedding",
            "task=task-heads.PairRegressor")) {
      for (int i = 0; i < texts.size(); i++) {
        JsonElement row = REFERENCE.getAsJsonArray(name).get(i).getAsJsonArray().get(0);
        Regression found = pipeline.annotate(texts.get(i)).select(Regression.class).single();
        assertThat((double) found.getValue())
            .isCloseTo(row.getAsJsonArray().get(0).getAsDouble(), within(NEAR));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("answers")
  void anAnswerIsThatOfTransformers(String name) throws UIMAException {
    try (Pipeline pipeline = load("answers-bert.xml", name)) {
      for (int i = 0; i < PAIRS.size(); i++) {
        JsonArray expected = expected(name, i);
        double margin = expected.get(2).getAsDouble();
        boolean none = margin > 0; // no answer is the prediction, and the score is its probability
        JCas cas = annotate(pipeline, PartRole.QUESTION, PartRole.CONTEXT, PAIRS.get(i));
        Answer found = cas.select(Answer.class).single();
        assertThat(found.getCoveredText()).isEqualTo(none ? "" : expected.get(0).getAsString());
        assertThat(found.getNoAnswer()).isEqualTo(none);
        assertThat(Math.log(found.getNoAnswerScore()))
            .as("logarithm of the probability of no answer")
            .isCloseTo(expected.get(3).getAsDouble(), within(NEAR));
        assertThat(Math.log(found.getNoAnswerScore() / found.getScore()))
            .as("logit of no answer minus that of the prediction")
            .isCloseTo(none ? 0 : margin, within(NEAR));
        assertThat(found.getSource()).isEqualTo("AnswerFinder " + name);
      }
    }
  }

  /** For example of an inference model, whose pipeline embeds instances instead of documents. */
  @Test
  void aPairHasTheClassOfTransformers() throws IOException, UIMAException {
    try (Pipeline pipeline =
        SmallPipeline.load(
            folder,
            List.of(
                "embedding.model=" + Checkout.TINY_BERT,
                "embedding.unit=instance",
                "embedding.window=36",
                "embedding.overlap=8",
                "embedding.precision=float32",
                "task.model=" + HEADS.resolve("bert-pairs")),
            "embedding=contextual-embeddings.BertEmbedding",
            "task=task-heads.TextClassifier")) {
      for (int i = 0; i < PAIRS.size(); i++) {
        double[] logits =
            expected("bert-pairs", i).asList().stream()
                .mapToDouble(JsonElement::getAsDouble)
                .toArray();
        JCas cas = annotate(pipeline, PartRole.FIRST, PartRole.SECOND, PAIRS.get(i));
        Classification found = cas.select(Classification.class).single();
        assertThat(found.getCoveredText()).isEqualTo(cas.getDocumentText());
        int best =
            IntStream.range(0, logits.length).reduce(0, (a, b) -> logits[b] > logits[a] ? b : a);
        assertThat(found.getValue()).isEqualTo(List.of("bad", "good", "neutral").get(best));
        double sum = IntStream.range(0, logits.length).mapToDouble(k -> Math.exp(logits[k])).sum();
        assertThat((double) found.getScore()).isCloseTo(Math.exp(logits[best]) / sum, within(NEAR));
      }
    }
  }

  /** Nothing else is set, and the embedding of the pipeline is a jar's MiniLM. */
  @Test
  void theFolderIsNamedOnceOnTheCommandLine() throws IOException {
    Path table =
        Files.writeString(
            folder.resolve("pairs.csv"),
            "a,b\n" + PAIRS.get(0).get(0) + "," + PAIRS.get(0).get(1) + "\n");
    for (String setting : List.of("task.model=", "similarity=")) {
      Path out = folder.resolve(setting.substring(0, 4) + ".csv");
      List<String> arguments =
          new ArrayList<>(List.of(Checkout.PIPELINES.resolve("similarity-cross.xml").toString()));
      arguments.addAll(List.of("--as", "csv", "--text", "first=a", "--text", "second=b"));
      arguments.addAll(List.of("--input", table.toString(), "--output", out.toString()));
      arguments.addAll(List.of("--format", "csv"));
      arguments.addAll(
          CommandRun.set(
              setting + HEADS.resolve("bert-regression"), "embedding.precision=float32"));
      CommandRun.out(new RunCommand(), arguments);
      List<String> rows = Files.readAllLines(out);
      assertThat(rows.get(0)).isEqualTo("a,b,class,score,error");
      assertThat(Double.parseDouble(rows.get(1).split(",", -1)[3]))
          .isCloseTo(expected("bert-regression", 0).get(0).getAsDouble(), within(NEAR));
    }
  }
}
