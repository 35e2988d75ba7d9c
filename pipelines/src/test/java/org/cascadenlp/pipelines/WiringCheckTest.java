package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.uima.resource.RelativePathResolver;
import org.apache.uima.resource.ResourceManager;
import org.cascadenlp.cli.check.CheckCommand;
import org.cascadenlp.core.descriptor.DescriptorCheck;
import org.cascadenlp.core.descriptor.Problem;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.pipeline.Pipeline;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Parts that cannot work together on any document: {@code check} and {@link Pipeline#load} report
 * the same error before any document is read.
 */
class WiringCheckTest {

  private static final String TOKENIZER = "tokenizer=opennlp.OpenNlpSegmenter";
  private static final String GLOVE = "words=" + Checkout.PIPELINES.resolve("embeddings/glove.xml");
  private static final String BERT = "bert=contextual-embeddings.BertEmbedding";
  private static final String STACK = "stack=embeddings.StackedEmbedding";
  private static final String TRAINER = "trainer=training.TaskTrainer";
  private static final List<String> TINY =
      List.of("model=" + Checkout.TINY_BERT, "window=64", "overlap=16", "precision=float32");

  @TempDir Path folder = Path.of("");

  @BeforeAll
  static void findModels() {
    System.setProperty(RelativePathResolver.UIMA_DATAPATH_PROP, Checkout.PIPELINES.toString());
  }

  @AfterAll
  static void release() {
    System.clearProperty(RelativePathResolver.UIMA_DATAPATH_PROP);
  }

  private Path write(String... parts) throws IOException {
    return SmallPipeline.write(folder, parts);
  }

  private static List<String> tiny(String role, String... more) {
    List<String> all = new ArrayList<>(List.of(more));
    TINY.forEach(setting -> all.add(role + "." + setting));
    return all;
  }

  /** Settings of a trainer that tunes an encoder. */
  private static List<String> tuning(String... more) {
    List<String> all = tiny("trainer", more);
    all.replaceAll(setting -> setting.replace("trainer.model=", "trainer.encoder="));
    return all;
  }

  private static void load(Path file, List<String> settings) {
    Map<String, String> set =
        settings.stream()
            .map(setting -> setting.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    Pipeline.load(file, set, List.of()).close();
  }

  private static void refused(Path file, List<String> settings, String message) {
    assertThatThrownBy(() -> load(file, settings))
        .isInstanceOf(CascadeException.class)
        .hasMessage(message);
    List<String> arguments = new ArrayList<>(List.of(file.toString()));
    arguments.addAll(CommandRun.set(settings.toArray(String[]::new)));
    CommandRun check = CommandRun.of(new CheckCommand(), arguments);
    assertThat(check.code()).isEqualTo(2);
    assertThat(check.error()).endsWith(message);
  }

  private static void accepted(Path file, List<String> settings) {
    assertThatCode(() -> load(file, settings)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"lora", "fine-tune"})
  void aTrainerThatDoesNotReadTheVectorsOfItsAggregateIsRefused(String mode) throws IOException {
    Path file = write(TOKENIZER, GLOVE, TRAINER);
    refused(
        file,
        tuning("trainer.mode=" + mode),
        "TaskTrainer (trainer): there are vectors of glove-6b-100d-top10k.vectors, which mode "
            + mode
            + " does not read; leave encoder empty to train the model of the embedding, set stack ="
            + " true to train the encoder beside it, leave the embedding out, or set mode = frozen");
    accepted(file, tuning("trainer.mode=" + mode, "trainer.stack=true"));
    accepted(file, tuning("trainer.mode=" + mode, "trainer.unit=document", "words.unit=sentence"));
    Path inner = new WrittenPipeline().parts(TRAINER).write(folder.resolve("inner.xml"));
    List<String> inside =
        tuning("trainer.mode=" + mode).stream().map(setting -> "inner/" + setting).toList();
    accepted(write(TOKENIZER, GLOVE, "inner=" + inner), inside);
  }

  private static final String NO_EMBEDDING =
      "TaskTrainer (trainer): no embedding before it makes vectors with unit = sentence; put one"
          + " before the trainer, or set encoder and mode";

  @Test
  void aFrozenTrainerWithoutAnEmbeddingBeforeItIsRefused() throws IOException {
    refused(write(TOKENIZER, TRAINER), List.of(), NO_EMBEDDING);
    refused(write(TOKENIZER, TRAINER, GLOVE), List.of(), NO_EMBEDDING);
    refused(write(TOKENIZER, GLOVE, TRAINER), List.of("words.unit=document"), NO_EMBEDDING);
    accepted(write(TOKENIZER, GLOVE, TRAINER), List.of());
  }

  @Test
  void anEmbeddingThatOccursTwiceInTheFlowCountsOnce() throws IOException {
    Path file = write(TOKENIZER, GLOVE, TRAINER);
    String node = "<node>words</node>";
    Files.writeString(file, Files.readString(file).replace(node, node + node));
    accepted(file, List.of());
  }

  @Test
  void vectorsMayBeMadeByAnAnnotatorNotOfCascade() throws IOException {
    Path theirs =
        Files.writeString(
            folder.resolve("theirs.xml"),
            """
            <analysisEngineDescription xmlns="http://uima.apache.org/resourceSpecifier">
              <frameworkImplementation>org.apache.uima.java</frameworkImplementation>
              <primitive>true</primitive>
              <annotatorImplementationName>%s</annotatorImplementationName>
              <analysisEngineMetaData>
                <name>Theirs</name>
                <capabilities><capability><inputs/><outputs>
                  <type>org.cascadenlp.types.Vectors</type>
                </outputs></capability></capabilities>
              </analysisEngineMetaData>
            </analysisEngineDescription>
            """
                .formatted(CollectedPredictions.class.getName()));
    accepted(write(TOKENIZER, "theirs=" + theirs, TRAINER), List.of());
    refused(write(TOKENIZER, TRAINER, "theirs=" + theirs), List.of(), NO_EMBEDDING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"opennlp.OpenNlpPosTagger", "task-heads.PosTagger"})
  void aTaggerWithExistingRefuseAfterAnotherTaggerIsRefused(String later) throws IOException {
    Path file = write(TOKENIZER, GLOVE, "first=opennlp.OpenNlpPosTagger", "second=" + later);
    List<String> settings = new ArrayList<>(List.of("first.language=en", "second.existing=refuse"));
    settings.add(later.startsWith("opennlp") ? "second.language=en" : "second.model=models/pos");
    refused(
        file,
        settings,
        (later.startsWith("opennlp") ? "OpenNlpPosTagger" : "PosTagger")
            + " (second): parameter existing = 'refuse', and OpenNlpPosTagger (first) before it"
            + " makes parts of speech, of which a token has one; set existing = keep or replace, or"
            + " leave one of them out");
    settings.replaceAll(
        setting -> setting.replace("second.existing=refuse", "first.existing=refuse"));
    accepted(file, settings);
  }

  @Test
  void aHeadWithoutAnySegmenterIsAProblemOfTheDescriptor() throws IOException {
    Path file = write(GLOVE, "entities=task-heads.EntityTagger");
    ResourceManager resources = Pipeline.resources(file, List.of());
    List<String> problems =
        DescriptorCheck.of(file, resources, Set.of("entities.model")).problems().stream()
            .map(Problem::problem)
            .toList();
    resources.destroy();
    assertThat(problems)
        .hasSize(3)
        .anyMatch(one -> one.matches("step words/vectors .*needs.*\\.Sentence, which no earlier.*"))
        .anyMatch(one -> one.matches("step words/vectors .*needs.*\\.Token, which no earlier.*"))
        .anyMatch(one -> one.matches("step entities .*needs.*\\.Token, which no earlier.*"));
  }

  @Test
  void anEmbeddingAndATrainerWithDifferentCutsAreRefused() throws IOException {
    Path file = write(TOKENIZER, BERT, TRAINER);
    for (List<String> pair : List.of(List.of("text", "tokens"), List.of("tokens", "text"))) {
      refused(
          file,
          tiny("bert", "bert.cut=" + pair.get(0), "trainer.cut=" + pair.get(1)),
          "TaskTrainer (trainer): parameter cut = '"
              + pair.get(1)
              + "', but tiny-bert (bert), whose vectors it reads, reads "
              + (pair.get(0).equals("text")
                  ? "the text of the whole sequence"
                  : "tokens, each of them alone")
              + "; set cut = "
              + pair.get(1)
              + " in the embedding (a transformer's has it), or cut = auto in the trainer");
      accepted(file, tiny("bert", "bert.cut=auto", "trainer.cut=" + pair.get(0)));
      accepted(file, tiny("bert", "bert.cut=" + pair.get(0), "trainer.cut=auto"));
    }
  }

  @Test
  void aStackOfEmbeddingsWithDifferentCutsIsRefused() throws IOException {
    Path file = write(TOKENIZER, BERT, BERT.replace("bert=", "other="), GLOVE, STACK, TRAINER);
    for (String asked : List.of("text", "tokens")) {
      refused(
          file,
          stacked("bert.cut=text", "other.cut=tokens", "trainer.cut=" + asked),
          "TaskTrainer (trainer): parameter cut = '"
              + asked
              + "', but of the embeddings whose vectors it reads tiny-bert (bert) reads the text of"
              + " the whole sequence and tiny-bert (other) reads tokens, each of them alone; set cut = "
              + asked
              + " in each of them, or cut = auto in the trainer");
      accepted(file, stacked("bert.cut=auto", "other.cut=" + asked, "trainer.cut=" + asked));
    }
    accepted(file, stacked("bert.cut=text", "other.cut=tokens", "trainer.cut=auto"));
  }

  private static List<String> stacked(String... settings) {
    List<String> all = tiny("bert", settings);
    all.addAll(tiny("other"));
    return all;
  }

  @ParameterizedTest
  @CsvSource({"text, true", "tokens, false", "auto, false"})
  void aCutOtherThanThatOfAnAdaptersCardGivesAWarning(String cut, boolean warned)
      throws IOException {
    String adapter = Checkout.PIPELINES.resolve("models/pos/minilm-lora").toString();
    Path file = write(TOKENIZER, BERT);
    PrintStream before = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      load(file, List.of("bert.model=" + adapter, "bert.cut=" + cut));
    } finally {
      System.setErr(before);
    }
    String warning =
        "BertEmbedding (bert): parameter cut = 'text' is used, although model = '"
            + adapter
            + "' was trained with cut = tokens; cut = auto follows the model";
    assertThat(printed.toString(StandardCharsets.UTF_8).contains(warning)).isEqualTo(warned);
  }

  @Test
  void aTrainersCutTextWithoutATransformerIsRefused() throws IOException {
    Path file = write(TOKENIZER, GLOVE, TRAINER);
    refused(
        file,
        List.of("trainer.cut=text"),
        "TaskTrainer (trainer): parameter cut = 'text', but glove-6b-100d-top10k.vectors"
            + " (words/vectors), whose vectors it reads, reads tokens, each of them alone; set cut ="
            + " text in the embedding (a transformer's has it), or cut = auto in the trainer");
    accepted(file, List.of("trainer.cut=tokens"));
  }
}
