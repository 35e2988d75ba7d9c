package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.CascadeCommand;
import org.cascadenlp.core.CascadeException;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.core.Pipeline;
import org.cascadenlp.neural.ModelCard;
import org.cascadenlp.neural.ModelFolder;
import org.cascadenlp.neural.Unit;
import org.cascadenlp.training.EvaluateCommand;
import org.cascadenlp.training.Example;
import org.cascadenlp.training.TrainCommand;
import org.cascadenlp.types.ScoredEntity;
import org.cascadenlp.types.Vectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** GloVe and a tiny BERT as one embedding: trained on, evaluated, run. */
class StackedEmbeddingsTest {

  private static final String WORDS = "words=static-embeddings.StaticEmbedding";
  private static final String ENCODER = "encoder=contextual-embeddings.BertEmbedding";
  private static final String STACK = "stack=embeddings.StackedEmbedding";
  private static final String TRAINER = "trainer=training.TaskTrainer";
  private static final String TAGGER = "task=task-heads.EntityTagger";
  private static final Path GLOVE =
      Checkout.PIPELINES.resolve("models/vectors/glove-6b-100d-top10k.vectors");
  private static final Path BERT = Checkout.TESTDATA.resolve("models/tiny-bert");

  @TempDir Path folder = Path.of("");

  private Path corpus = Path.of("");
  private Path model = Path.of("");

  /** The reference sentences as CoNLL, words in capitals as the spans to be found. */
  @BeforeEach
  void writeCorpus() throws IOException {
    StringBuilder text = new StringBuilder();
    for (Example example : Parity.examples().subList(0, 16)) {
      Unit unit = example.unit();
      for (String token : unit.tokens()) {
        String tag = Character.isUpperCase(token.codePointAt(0)) ? "B-X" : "O";
        text.append(token).append('\t').append(tag).append('\n');
      }
      text.append('\n');
    }
    corpus = Files.writeString(folder.resolve("corpus.conll"), text);
    model = folder.resolve("model");
  }

  private Path pipeline(String... parts) throws IOException {
    StringBuilder delegates = new StringBuilder();
    StringBuilder nodes = new StringBuilder();
    for (String part : parts) {
      String role = part.substring(0, part.indexOf('='));
      delegates.append(
          "<delegateAnalysisEngine key=\"%s\"><import name=\"org.cascadenlp.%s\"/></delegateAnalysisEngine>"
              .formatted(role, part.substring(part.indexOf('=') + 1)));
      nodes.append("<node>").append(role).append("</node>");
    }
    return Files.writeString(
        folder.resolve("pipeline.xml"),
        """
        <analysisEngineDescription xmlns="http://uima.apache.org/resourceSpecifier">
          <frameworkImplementation>org.apache.uima.java</frameworkImplementation>
          <primitive>false</primitive>
          <delegateAnalysisEngineSpecifiers>%s</delegateAnalysisEngineSpecifiers>
          <analysisEngineMetaData>
            <name>Test</name>
            <flowConstraints><fixedFlow>%s</fixedFlow></flowConstraints>
            <operationalProperties>
              <modifiesCas>true</modifiesCas>
              <multipleDeploymentAllowed>false</multipleDeploymentAllowed>
              <outputsNewCASes>false</outputsNewCASes>
            </operationalProperties>
          </analysisEngineMetaData>
        </analysisEngineDescription>
        """
            .formatted(delegates, nodes));
  }

  private static String run(CascadeCommand command, List<String> arguments) {
    StringWriter out = new StringWriter();
    CommandLine line = new CommandLine(command);
    line.setOut(new PrintWriter(out));
    List<Exception> errors = new ArrayList<>();
    line.setExecutionExceptionHandler(
        (error, at, parsed) -> {
          errors.add(error);
          return 2;
        });
    int code = line.execute(arguments.toArray(String[]::new));
    if (!errors.isEmpty()) {
      throw new IllegalStateException(errors.get(0));
    }
    assertThat(code).isZero();
    return out.toString();
  }

  private static List<String> embeddings(Path bert, String layers) {
    return List.of(
        "words.model=" + GLOVE,
        "words.casing=classes",
        "encoder.model=" + bert,
        "encoder.layers=" + layers,
        "encoder.precision=float32",
        "encoder.window=64",
        "encoder.overlap=16");
  }

  private static void set(List<String> arguments, List<String> settings) {
    settings.forEach(setting -> arguments.addAll(List.of("--set", setting)));
  }

  private ModelCard trained(Path pipeline, List<String> settings) {
    List<String> arguments = new ArrayList<>(List.of(pipeline.toString()));
    arguments.addAll(List.of("--train", corpus.toString(), "--dev", corpus.toString()));
    arguments.addAll(List.of("--output", model.toString()));
    set(arguments, List.of("trainer.epochs=25", "trainer.batchSize=4", "trainer.headRate=0.02"));
    set(arguments, settings);
    run(new TrainCommand(), arguments);
    return ModelFolder.read(model);
  }

  private double evaluated(List<String> embeddings) throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.add(pipeline(WORDS, ENCODER, STACK, TAGGER).toString());
    arguments.addAll(List.of("--gold", corpus.toString(), "--json"));
    set(arguments, embeddings);
    set(arguments, List.of("task.model=" + model));
    return JsonParser.parseString(run(new EvaluateCommand(), arguments))
        .getAsJsonObject()
        .getAsJsonObject("micro")
        .get("f1")
        .getAsDouble();
  }

  @Test
  void aHeadOnAStackScoresAsInTrainingAndNamesAllParts() throws IOException {
    int open = ModelStore.shared().size();
    List<String> settings = embeddings(BERT, "-1");
    ModelCard card = trained(pipeline(WORDS, ENCODER, STACK, TRAINER), settings);
    assertThat(card.kind()).isEqualTo("head");
    assertThat(card.embedder().name())
        .isEqualTo("glove-6b-100d-top10k.vectors + tiny-bert")
        .isEqualTo(card.training().get("encoder"));
    assertThat(card.embedder().settings())
        .matches(
            "stack=\\([0-9a-f]{16} oov=lowercase,zero casing=classes\\)"
                + "\\+\\([0-9a-f]{16} layers=2 pooling=first\\)");
    assertThat(card.embedder().width()).isEqualTo(107 + 36);
    assertThat(card.scores().get("f1")).isGreaterThan(0.8);
    assertThat(evaluated(settings)).isCloseTo(card.scores().get("f1"), within(1e-6));
    List<String> tagging = new ArrayList<>(settings);
    tagging.add("task.model=" + model);
    try (Pipeline pipeline = load(tagging, WORDS, ENCODER, STACK, TAGGER)) {
      JCas cas = pipeline.annotate("Ada Lovelace met Charles in London.");
      assertThat(cas.select(ScoredEntity.class).map(ScoredEntity::getCoveredText).toList())
          .contains("London");
      assertThat(cas.select(Vectors.class).asList()).hasSize(1);
    }
    assertThat(ModelStore.shared().size()).isEqualTo(open);
  }

  @Test
  void aHeadMixesAllLayersOfOnePartBesideTheOnlyOneOfTheOther() throws IOException {
    List<String> settings = new ArrayList<>(embeddings(BERT, "all"));
    settings.add("trainer.headOptions=scheme=BIO,decoder=linear,bilstm=0,mix=true");
    ModelCard card = trained(pipeline(WORDS, ENCODER, STACK, TRAINER), settings);
    assertThat(card.embedder().layers()).isEqualTo(3);
    assertThat(card.scores().get("f1")).isGreaterThan(0.8);
    assertThat(evaluated(embeddings(BERT, "all"))).isCloseTo(card.scores().get("f1"), within(1e-6));
  }

  @Test
  void aStackIsWhatItsPartsAreAlone() throws IOException {
    List<float[]> words = values(WORDS);
    List<float[]> states = values(ENCODER);
    List<float[]> both = values(WORDS, ENCODER, STACK);
    assertThat(both).hasSize(2);
    for (int unit = 0; unit < 2; unit++) {
      int tokens = words.get(unit).length / 107;
      assertThat(both.get(unit)).hasSize(tokens * 143);
      for (int t = 0; t < tokens; t++) {
        float[] row = Arrays.copyOfRange(both.get(unit), t * 143, (t + 1) * 143);
        assertThat(Arrays.copyOf(row, 107))
            .isEqualTo(Arrays.copyOfRange(words.get(unit), t * 107, (t + 1) * 107));
        assertThat(Arrays.copyOfRange(row, 107, 143))
            .isEqualTo(Arrays.copyOfRange(states.get(unit), t * 36, (t + 1) * 36));
      }
    }
  }

  private List<float[]> values(String... parts) throws IOException {
    try (Pipeline loaded = load(embeddings(BERT, "-1"), parts)) {
      JCas cas = loaded.annotate("Ada Lovelace met Charles in London. Years later she moved.");
      return cas.select(Vectors.class).map(v -> v.getValues().toArray()).toList();
    }
  }

  /** A pipeline of OpenNLP and {@code parts}, with those of {@code settings} that are theirs. */
  private Pipeline load(List<String> settings, String... parts) throws IOException {
    List<String> all = new ArrayList<>(List.of("tokenizer=opennlp.OpenNlpSegmenter"));
    all.addAll(List.of(parts));
    Map<String, String> own = new LinkedHashMap<>();
    for (String setting : settings) {
      String role = setting.substring(0, setting.indexOf('.'));
      if (all.stream().anyMatch(part -> part.startsWith(role + "="))) {
        int equals = setting.indexOf('=');
        own.put(setting.substring(0, equals), setting.substring(equals + 1));
      }
    }
    return Pipeline.load(pipeline(all.toArray(String[]::new)), own, List.of());
  }

  @Test
  void twoEmbeddingsWithoutAStackAreRefusedByTheTrainer() throws IOException {
    Path pipeline = pipeline(WORDS, ENCODER, TRAINER);
    assertThatThrownBy(() -> trained(pipeline, embeddings(BERT, "-1")))
        .satisfies(
            error ->
                assertThat(CascadeException.describe(error))
                    .contains("vectors of glove-6b-100d-top10k.vectors and of tiny-bert")
                    .contains("org.cascadenlp.embeddings.StackedEmbedding"));
  }

  @Test
  void partsWithDifferentUnitsAreRefused() throws IOException {
    List<String> settings = new ArrayList<>(embeddings(BERT, "-1"));
    settings.add("words.unit=document");
    Path pipeline = pipeline(WORDS, ENCODER, STACK, TRAINER);
    assertThatThrownBy(() -> trained(pipeline, settings))
        .satisfies(
            error ->
                assertThat(CascadeException.describe(error))
                    .contains("set the same unit (sentence or document) in all embeddings"));
  }
}
