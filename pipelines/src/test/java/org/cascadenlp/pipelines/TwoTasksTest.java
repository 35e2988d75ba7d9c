package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.uima.UIMAFramework;
import org.apache.uima.analysis_engine.AnalysisEngine;
import org.apache.uima.jcas.JCas;
import org.apache.uima.resource.RelativePathResolver;
import org.apache.uima.util.XMLInputSource;
import org.cascadenlp.batch.encode.EncodeCommand;
import org.cascadenlp.cli.check.CheckCommand;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.pipeline.Pipeline;
import org.cascadenlp.types.Classification;
import org.cascadenlp.types.Vectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Pipelines with several embeddings: which one a head reads, and the error if two are equally near.
 */
class TwoTasksTest {

  private static final String TEXT =
      "Ada Lovelace met Charles Babbage in London. She wrote him a letter there.";
  private static final String EMBEDDINGS = Checkout.PIPELINES + "/embeddings/";
  private static final String ENTITIES = "task-heads.EntityTagger";
  private static final String GENRE = "task-heads.TextClassifier";

  @TempDir Path folder = Path.of("");

  @BeforeAll
  static void findModels() {
    // relative paths in a part imported by location are resolved against its folder
    System.setProperty(
        RelativePathResolver.UIMA_DATAPATH_PROP,
        Checkout.PIPELINES + File.pathSeparator + Checkout.PIPELINES.resolve("embeddings"));
  }

  @AfterAll
  static void release() {
    System.clearProperty(RelativePathResolver.UIMA_DATAPATH_PROP);
  }

  private static Map<String, String> settings(String... pairs) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String pair : pairs) {
      settings.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
    }
    return settings;
  }

  private Path write(String... parts) throws IOException {
    List<String> all = new ArrayList<>(List.of("tokenizer=opennlp.OpenNlpSegmenter"));
    all.addAll(List.of(parts));
    return SmallPipeline.write(folder, all.toArray(String[]::new));
  }

  private static Predictions predictions(Path file, String... settings) {
    try (Pipeline pipeline = Pipeline.load(file, settings(settings), List.of())) {
      return Predictions.of(pipeline.annotate(TEXT));
    }
  }

  private static final String ENTITY_HEAD = "entities.model=models/entities";
  private static final String GENRE_HEAD = "genre.model=models/genre";

  @Test
  void entitiesAndGenreRunOnTwoAdaptersOfOneEncoderInBothOrders() throws IOException {
    String entityVectors = "entityVectors=" + EMBEDDINGS + "entities-minilm.xml";
    String genreVectors = "genreVectors=" + EMBEDDINGS + "genre-minilm.xml";
    Predictions expected =
        predictions(write(entityVectors, "entities=" + ENTITIES), ENTITY_HEAD)
            .then(predictions(write(genreVectors, "genre=" + GENRE), GENRE_HEAD));
    String[] beside = {"pos=opennlp.OpenNlpPosTagger", "lemma=opennlp.OpenNlpLemmatizer"};
    Path all =
        write(
            beside[0],
            beside[1],
            entityVectors,
            "entities=" + ENTITIES,
            genreVectors,
            "genre=" + GENRE);
    assertThat(
            predictions(all, ENTITY_HEAD, GENRE_HEAD, "pos.language=en", "lemma.language=en")
                .spans())
        .isEqualTo(expected.spans());
    Path turned = write(genreVectors, "genre=" + GENRE, entityVectors, "entities=" + ENTITIES);
    assertThat(predictions(turned, ENTITY_HEAD, GENRE_HEAD)).isEqualTo(expected);
    Path bothFirst = write(genreVectors, entityVectors, "genre=" + GENRE, "entities=" + ENTITIES);
    assertThat(predictions(bothFirst, ENTITY_HEAD, GENRE_HEAD)).isEqualTo(expected);
  }

  @Test
  void entitiesBySentenceAndGenreByDocumentRunOnTheSameGloveInBothOrders() throws IOException {
    String byDocument = "genreVectors.unit=document";
    String entityVectors = "entityVectors=" + EMBEDDINGS + "glove.xml";
    String genreVectors = "genreVectors=" + EMBEDDINGS + "glove.xml";
    String entities = "entities=" + ENTITIES;
    String genre = "genre=" + GENRE;
    Predictions expected =
        predictions(write(entityVectors, entities), ENTITY_HEAD)
            .then(predictions(write(genreVectors, genre), GENRE_HEAD, byDocument));
    for (List<String> order :
        List.of(
            List.of(entityVectors, entities, genreVectors, genre),
            List.of(genreVectors, genre, entityVectors, entities),
            List.of(genreVectors, entityVectors, genre, entities))) {
      Path file = write(order.toArray(String[]::new));
      assertThat(predictions(file, ENTITY_HEAD, GENRE_HEAD, byDocument))
          .as(order.toString())
          .isEqualTo(expected);
    }
    assertThat(expected.spans().stream().filter(line -> line.startsWith("0-" + TEXT.length())))
        .hasSize(1);
  }

  private static final String[] TWO_GLOVES = {
    "one=" + EMBEDDINGS + "glove.xml", "other=" + EMBEDDINGS + "minilm.xml", "entities=" + ENTITIES
  };

  private static final String UNDECIDED =
      "EntityTagger (entities): it can read the vectors of glove-6b-100d-top10k.vectors"
          + " (one/vectors) and of all-minilm-l6-v2 (other/bert); set its parameter vectors ="
          + " one/vectors or other/bert";

  @Test
  void twoEquallyNearEmbeddingsAreAnErrorInCheckInLoadAndOnTheFirstDocument() throws Exception {
    Path file = write(TWO_GLOVES);
    assertThatThrownBy(() -> predictions(file, ENTITY_HEAD))
        .isInstanceOf(CascadeException.class)
        .hasMessage(UNDECIDED);
    CommandRun check =
        CommandRun.of(new CheckCommand(), List.of(file.toString(), "--set", ENTITY_HEAD));
    assertThat(check.code()).isEqualTo(2);
    assertThat(check.error()).isEqualTo(UNDECIDED);
    Path set =
        new WrittenPipeline()
            .part("tokenizer", "opennlp.OpenNlpSegmenter")
            .parts(TWO_GLOVES)
            .text("entities.model", "models/entities")
            .write(folder.resolve("set.xml"));
    assertThatThrownBy(() -> inPlainUima(set)).rootCause().hasMessage(UNDECIDED);
  }

  /** The predictions of the engine of {@code file}, made and run with UIMA's API only. */
  private static Predictions inPlainUima(Path file) throws Exception {
    AnalysisEngine engine =
        UIMAFramework.produceAnalysisEngine(
            UIMAFramework.getXMLParser()
                .parseAnalysisEngineDescription(new XMLInputSource(file.toFile())));
    try {
      JCas cas = engine.newJCas();
      cas.setDocumentText(TEXT);
      engine.process(cas);
      return Predictions.of(cas);
    } finally {
      engine.destroy();
    }
  }

  @Test
  void twoShippedPipelinesRunInsideAnotherAggregateInPlainUima() throws Exception {
    Path entities = Checkout.PIPELINES.resolve("entities-glove.xml");
    Path tags = Checkout.PIPELINES.resolve("pos-glove.xml");
    Path theirs = SmallPipeline.write(folder, "one=" + entities, "two=" + tags);
    Path around = new WrittenPipeline().parts("inner=" + theirs).write(folder.resolve("outer.xml"));
    assertThat(inPlainUima(around)).isEqualTo(predictions(entities).then(predictions(tags)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"one", "one/vectors", "/one/vectors/", "other"})
  void theParameterVectorsChoosesTheEmbedding(String role) throws IOException {
    Predictions expected =
        predictions(
            write((role.contains("one") ? TWO_GLOVES[0] : TWO_GLOVES[1]), TWO_GLOVES[2]),
            ENTITY_HEAD);
    assertThat(predictions(write(TWO_GLOVES), ENTITY_HEAD, "entities.vectors=" + role))
        .isEqualTo(expected);
  }

  @Test
  void aRoleThatIsNotAnEmbeddingIsNamed() throws IOException {
    Path file = write(TWO_GLOVES);
    assertThatThrownBy(() -> predictions(file, ENTITY_HEAD, "entities.vectors=tokenizer"))
        .hasMessage(
            "EntityTagger (entities): parameter vectors = 'tokenizer'; name the role of an"
                + " embedding that runs before it: [one/vectors, other/bert]");
  }

  @Test
  void theErrorListsRolesInAlphabeticalOrder() throws IOException {
    Path file =
        write("b=" + EMBEDDINGS + "glove.xml", "a=" + EMBEDDINGS + "glove.xml", TWO_GLOVES[2]);
    assertThatThrownBy(() -> predictions(file, ENTITY_HEAD, "entities.vectors=x"))
        .hasMessageEndingWith("that runs before it: [a/vectors, b/vectors]");
  }

  @Test
  void aHeadRefusesVectorsOfTheOtherSequenceType() throws IOException {
    Path file = write("embedding=" + EMBEDDINGS + "glove.xml", "genre=" + GENRE);
    assertThatThrownBy(() -> predictions(file, GENRE_HEAD))
        .hasMessage(
            "TextClassifier (genre): the vectors of glove-6b-100d-top10k.vectors"
                + " (embedding/vectors) do not belong to the head's unit, the document; set unit ="
                + " document in the embedding");
  }

  @Test
  void encodeWithSeveralEmbeddingsNeedsTheOptionVectors() throws IOException {
    String text = Files.writeString(folder.resolve("text.txt"), "One sentence.").toString();
    String file = write(TWO_GLOVES[0], TWO_GLOVES[1]).toString();
    List<String> arguments = List.of(file, "--unit", "sentence", "--input", text);
    assertThat(CommandRun.of(new EncodeCommand(), arguments).error())
        .isEqualTo(
            file
                + ": parts one/vectors and other/bert produced vectors; choose one with --vectors:"
                + " one/vectors, other/bert");
    assertThat(encoded(arguments, "one")).isEqualTo(107);
    assertThat(encoded(arguments, "other/bert")).isEqualTo(384);
    assertThat(encoded(arguments, "/other/bert/")).isEqualTo(384);
    List<String> none = new ArrayList<>(arguments);
    none.addAll(List.of("--vectors", "on"));
    assertThat(CommandRun.of(new EncodeCommand(), none).error())
        .isEqualTo(
            "--vectors on: no part of this role produced vectors; choose one with --vectors:"
                + " one/vectors, other/bert");
  }

  /** The length of the first vector that {@code encode} writes. */
  private int encoded(List<String> arguments, String role) throws IOException {
    Path output = folder.resolve(role.replace('/', '-') + ".jsonl");
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of("--vectors", role, "--output", output.toString()));
    CommandRun.out(new EncodeCommand(), all);
    return JsonParser.parseString(Files.readAllLines(output).get(0))
        .getAsJsonObject()
        .getAsJsonArray("vector")
        .size();
  }

  @Test
  void vectorsNameTheirProducer() throws IOException {
    Path file = write("one=" + EMBEDDINGS + "glove.xml", "two=static-embeddings.StaticEmbedding");
    String model =
        "two.model=" + Checkout.PIPELINES + "/models/vectors/glove-6b-100d-top10k.vectors";
    try (Pipeline pipeline = Pipeline.load(file, settings(model), List.of())) {
      JCas cas = pipeline.annotate("One sentence.");
      assertThat(cas.select(Vectors.class).map(Vectors::getProducer).toList())
          .containsExactly("/one/vectors/", "/two/");
      assertThat(cas.select(Classification.class).asList()).isEmpty();
    }
  }
}
