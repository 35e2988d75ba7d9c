package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.cascadenlp.pipelines.PretrainedLogits.HEADS;
import static org.cascadenlp.pipelines.PretrainedLogits.NEAR;
import static org.cascadenlp.pipelines.PretrainedLogits.REFERENCE;
import static org.cascadenlp.pipelines.PretrainedLogits.best;
import static org.cascadenlp.pipelines.PretrainedLogits.expected;
import static org.cascadenlp.pipelines.PretrainedLogits.labels;
import static org.cascadenlp.pipelines.PretrainedLogits.logits;
import static org.cascadenlp.pipelines.PretrainedLogits.near;
import static org.cascadenlp.pipelines.PretrainedLogits.softmax;
import static org.cascadenlp.pipelines.PretrainedLogits.texts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.pipeline.Pipeline;
import org.cascadenlp.core.score.Tags;
import org.cascadenlp.types.Classification;
import org.cascadenlp.types.ScoredEntity;
import org.cascadenlp.types.ScoredPos;
import org.cascadenlp.types.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A model that transformers saved with its head runs in the pipeline of another embedding if the
 * head's part names its folder, with the logits of transformers; {@code
 * testdata/reference/pretrained_heads.py} made them.
 */
class PretrainedHeadsTest {

  @TempDir Path folder = Path.of("");

  static Stream<String> taggers() {
    return REFERENCE.keySet().stream().filter(name -> name.endsWith("-tokens")).sorted();
  }

  static Stream<String> classifiers() {
    return REFERENCE.keySet().stream()
        .filter(name -> name.matches(".*-(single|ended|mean)"))
        .sorted();
  }

  static Stream<String> multiLabel() {
    return REFERENCE.keySet().stream().filter(name -> name.endsWith("-multi")).sorted();
  }

  /** A pipeline whose embedding is another tiny BERT, with a window longer than its positions. */
  private Pipeline load(String name, String part) throws IOException {
    return SmallPipeline.load(
        folder,
        List.of(
            "embedding.model=" + Checkout.TINY_BERT,
            "embedding.window=48",
            "embedding.overlap=24",
            "embedding.precision=float32",
            "task.model=" + HEADS.resolve(name)),
        "embedding=contextual-embeddings.BertEmbedding",
        "task=task-heads." + part);
  }

  @ParameterizedTest
  @MethodSource("taggers")
  void aTaggerHasTheLogitsOfTransformers(String name) throws IOException {
    try (Pipeline pipeline = load(name, "PosTagger")) {
      for (int text = 0; text < texts().size(); text++) {
        double[][] expected = expected(name, text);
        JCas cas = pipeline.annotate(texts().get(text));
        near(logits(name, cas), expected);
        List<ScoredPos> tags = cas.select(ScoredPos.class).asList();
        assertThat(tags).hasSize(expected.length);
        for (int token = 0; token < expected.length; token++) {
          int best = best(expected[token]);
          assertThat(tags.get(token).getPosValue()).isEqualTo(labels(name).get(best));
          assertThat((double) tags.get(token).getScore())
              .isCloseTo(softmax(expected[token], best), within(NEAR));
          assertThat(tags.get(token).getSource()).isEqualTo("PosTagger " + name);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("classifiers")
  void aClassifierHasTheLogitsOfTransformers(String name) throws IOException {
    try (Pipeline pipeline = load(name, "TextClassifier")) {
      for (int text = 0; text < texts().size(); text++) {
        double[][] expected = expected(name, text);
        JCas cas = pipeline.annotate(texts().get(text));
        near(logits(name, cas), expected);
        Classification found = cas.select(Classification.class).single();
        int best = best(expected[0]);
        assertThat(found.getValue()).isEqualTo(labels(name).get(best));
        assertThat((double) found.getScore()).isCloseTo(softmax(expected[0], best), within(NEAR));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("multiLabel")
  void aMultiLabelClassifierGivesEveryLabelOfAtLeastOneHalf(String name) throws IOException {
    try (Pipeline pipeline = load(name, "TextClassifier")) {
      for (int text = 0; text < texts().size(); text++) {
        double[][] expected = expected(name, text);
        JCas cas = pipeline.annotate(texts().get(text));
        near(logits(name, cas), expected);
        List<String> above = new ArrayList<>();
        for (int label = 0; label < expected[0].length; label++) {
          if (expected[0][label] >= 0) {
            above.add(labels(name).get(label));
          }
        }
        assertThat(cas.select(Classification.class).map(Classification::getValue).toList())
            .containsExactlyElementsOf(above);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("taggers")
  void entitiesAreThoseOfTheTagsInAnyScheme(String name) throws IOException {
    try (Pipeline pipeline = load(name, "EntityTagger")) {
      for (int text = 0; text < texts().size(); text++) {
        List<String> tags =
            Arrays.stream(expected(name, text))
                .map(row -> labels(name).get(best(row)))
                .map(tag -> tag.equals("O") || Tags.isTag(tag) ? tag : "I-" + tag)
                .toList();
        String[] words = texts().get(text).split(" ", -1);
        List<String> spans =
            Tags.spans(tags).stream()
                .map(
                    span ->
                        span.label()
                            + " "
                            + String.join(" ", Arrays.copyOfRange(words, span.begin(), span.end())))
                .toList();
        assertThat(
                pipeline
                    .annotate(texts().get(text))
                    .select(ScoredEntity.class)
                    .map(entity -> entity.getValue() + " " + entity.getCoveredText())
                    .toList())
            .containsExactlyElementsOf(spans);
      }
    }
  }

  @Test
  void aTextLongerThanTheModelsPositionsIsRead() throws IOException {
    try (Pipeline pipeline = load("roberta-tokens", "PosTagger")) {
      String text = "unquestionably ".repeat(20).strip();
      assertThat(pipeline.annotate(text).select(ScoredPos.class).count()).isEqualTo(20);
    }
  }

  /** A model may have been trained on separate tokens, which its files do not state. */
  @Test
  void tokensMayBeCutOneByOneForTwoTasksOfOneModel() throws IOException {
    String model = HEADS.resolve("bert-tokens").toString();
    try (Pipeline pipeline =
        SmallPipeline.load(
            folder,
            List.of(
                "embedding.model=" + Checkout.TINY_BERT,
                "embedding.window=48",
                "embedding.overlap=24",
                "embedding.cut=tokens",
                "embedding.precision=float32",
                "pos.model=" + model,
                "entities.model=" + model),
            "embedding=contextual-embeddings.BertEmbedding",
            "pos=task-heads.PosTagger",
            "entities=task-heads.EntityTagger")) {
      JCas cas = pipeline.annotate(texts().get(3));
      near(logits("bert-tokens", cas), expected("bert-tokens", 3));
      assertThat(cas.select(Vectors.class).single().getSettings()).doesNotContain("cut=text");
      assertThat(cas.select(ScoredPos.class).count()).isEqualTo(expected("bert-tokens", 3).length);
      assertThat(entities(cas)).isNotEmpty();
    }
  }

  /** Word vectors have no settings of a network, so those of BertEmbedding's descriptor apply. */
  @Test
  void theFolderReplacesAnyEmbedding() throws IOException {
    String model = HEADS.resolve("bert-tokens").toString();
    for (String pipeline : List.of("pos-glove.xml", "pos-bert.xml")) {
      try (Pipeline loaded =
          Pipeline.load(
              Checkout.PIPELINES.resolve(pipeline), Map.of("task.model", model), List.of())) {
        JCas cas = loaded.annotate(texts().get(0));
        assertThat(cas.select(Vectors.class).single().getSource()).isEqualTo("bert-tokens");
        assertThat(cas.select(ScoredPos.class).map(ScoredPos::getPosValue).toList())
            .isSubsetOf(labels("bert-tokens"))
            .hasSize(expected("bert-tokens", 0).length);
      }
    }
  }

  @Test
  void theFolderMayBeNamedForTheEmbeddingToo() throws IOException {
    String model = HEADS.resolve("bert-single").toString();
    try (Pipeline pipeline =
        SmallPipeline.load(
            folder,
            List.of(
                "embedding.model=" + model,
                "embedding.window=40",
                "embedding.overlap=16",
                "embedding.precision=float32",
                "task.model=" + model),
            "embedding=contextual-embeddings.BertEmbedding",
            "task=task-heads.TextClassifier")) {
      JCas cas = pipeline.annotate(texts().get(0));
      near(logits("bert-single", cas), expected("bert-single", 0));
    }
  }

  /** A head and the adapter it was trained with are one model. */
  @Test
  void anAdapterWithItsHeadIsNamedOnce() throws IOException {
    String text = "Ada Lovelace lived in London.";
    List<String> expected;
    try (Pipeline pipeline = Pipeline.load(Checkout.ENTITIES, Checkout.FLOAT32, List.of())) {
      expected = entities(pipeline.annotate(text));
    }
    assertThat(expected).hasSize(2);
    try (Pipeline pipeline =
        SmallPipeline.load(
            folder,
            List.of("embedding.precision=float32", "task.model=" + Checkout.ADAPTER),
            "embedding=contextual-embeddings.BertEmbedding",
            "task=task-heads.EntityTagger")) {
      assertThat(entities(pipeline.annotate(text))).isEqualTo(expected);
    }
  }

  private static List<String> entities(JCas cas) {
    return cas.select(ScoredEntity.class)
        .map(e -> e.getValue() + " " + e.getCoveredText() + " " + e.getScore())
        .toList();
  }
}
