package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.uima.UIMAFramework;
import org.apache.uima.cas.CASException;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.apache.uima.resource.ResourceManager;
import org.cascadenlp.core.Injectors;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.core.document.DocumentSource;
import org.cascadenlp.core.document.InputFormat;
import org.cascadenlp.core.document.InputOptions;
import org.cascadenlp.core.document.SourceDocument;
import org.cascadenlp.core.text.TextInstances;
import org.cascadenlp.neural.embedding.Embedder;
import org.cascadenlp.neural.embedding.EmbedderRegistry;
import org.cascadenlp.neural.embedding.EmbedderSettings;
import org.cascadenlp.neural.embedding.Encoder;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.sequence.Cut;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.sequence.SequenceText;
import org.cascadenlp.neural.task.Encoded;
import org.cascadenlp.neural.task.Head;
import org.cascadenlp.neural.task.Instance;
import org.cascadenlp.neural.task.Labelled;
import org.cascadenlp.neural.task.Task;
import org.cascadenlp.neural.task.TrainableTask;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.testkit.TestDocuments;
import org.cascadenlp.training.loop.TrainingRun;
import org.cascadenlp.training.source.TunedEncoder;
import org.cascadenlp.training.source.VectorSource;
import org.cascadenlp.types.TextPart;
import org.cascadenlp.weights.json.JsonFile;
import org.cascadenlp.weights.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Question answering on a tuned tiny BERT has the windows, targets, losses, gradients and answers
 * of transformers; testdata/reference/answers.py made the expected values.
 */
class AnswerParityTest {

  private static final int SEED = 7;
  private static final JsonObject WINDOWS =
      JsonFile.read(Parity.REFERENCE.resolve("answers-windows.json"));

  private static final HeadSettings SETTINGS =
      new HeadSettings(
          "answers",
          List.of("start", "end"),
          Map.of("noAnswer", "true", "maxAnswer", "30", "negatives", "2"),
          1,
          36,
          SEED);

  @Inject private EmbedderRegistry embedders;

  @SuppressWarnings("rawtypes") // as plugins bind it
  @Inject
  private Map<String, Task> tasks;

  private ResourceManager resources;
  private ModelStore.Lease<Embedder> lease;
  private VectorSource source;

  @BeforeEach
  void open() {
    resources = UIMAFramework.newDefaultResourceManager();
    Injectors.inject(resources, this);
    EmbedderSettings settings =
        new EmbedderSettings(
            List.of(-1),
            EmbedderSettings.Pooling.NONE,
            EmbedderSettings.SequencePooling.NONE,
            false,
            32,
            8,
            EmbedderSettings.Precision.FLOAT32,
            4096);
    lease = embedders.open(Parity.TINY_BERT, settings);
    source = new TunedEncoder((Encoder) lease.model(), 0, Level.SUBWORD, Cut.TEXT);
  }

  @AfterEach
  void close() {
    source.close();
    lease.close();
    resources.destroy();
  }

  /** The task, whose targets and predictions are not public. */
  @SuppressWarnings("unchecked")
  private TrainableTask<Object, Object> task() {
    return (TrainableTask<Object, Object>) tasks.get("answers");
  }

  /** The questions of answers.json, in order, by their ids. */
  private Map<String, Labelled<Object>> questions() throws CASException {
    Map<String, Labelled<Object>> questions = new LinkedHashMap<>();
    InputFormat format = OfferedServices.formats().get("squad");
    Path file = Parity.REFERENCE.resolve("answers.json");
    JCas cas = TestDocuments.empty();
    try (DocumentSource documents = format.open(file, InputOptions.gold(Map.of()))) {
      for (SourceDocument next; (next = documents.next()) != null; ) {
        cas.reset();
        JCas gold = cas.createView(InputFormat.GOLD_VIEW);
        next.fill(cas, gold);
        Annotation place = TextInstances.place(TextInstances.of(gold).get(0));
        List<Sequence> parts = TextInstances.parts(cas).stream().map(this::sequence).toList();
        questions.put(
            next.name(),
            new Labelled<>(
                Instance.of(Sequence.pair(parts.get(0), parts.get(1))),
                task().target(gold, place, SETTINGS)));
      }
    }
    return questions;
  }

  /** The sequence of a text with a single token. */
  private Sequence sequence(TextPart part) {
    int[] begins = {part.getBegin()};
    int[] ends = {part.getEnd()};
    String document = part.getCAS().getDocumentText();
    return new Sequence(
        List.of(part.getCoveredText()),
        new SequenceText(document, part.getBegin(), part.getEnd(), begins, ends));
  }

  private static List<Integer> numbers(JsonObject question, String name) {
    return question.getAsJsonArray(name).asList().stream().map(JsonElement::getAsInt).toList();
  }

  @Test
  void windowsAndThoseToTrainOnAreThoseOfTransformers() throws CASException {
    Map<String, Labelled<Object>> questions = questions();
    assertThat(questions.keySet()).isEqualTo(WINDOWS.keySet());
    questions.forEach(
        (id, question) -> {
          JsonObject expected = WINDOWS.getAsJsonObject(id);
          assertThat(source.windows(question.instance().sequence()))
              .as("windows of question %s", id)
              .hasSize(expected.get("windows").getAsInt());
          List<Integer> chosen =
              task().examples(List.of(question), SETTINGS, source::windows).stream()
                  .flatMap(one -> one.instance().sequence().windows().stream())
                  .toList();
          assertThat(chosen).as("question %s", id).isEqualTo(numbers(expected, "chosen"));
        });
  }

  /** The list is that of answer_list.py, with another seed than {@link #SEED}. */
  @Test
  void windowsOfAListThatPythonMadeAreTrainedOn() throws Exception {
    Path list = Parity.REFERENCE.resolve("answers-windows.tsv");
    Map<String, String> options = new LinkedHashMap<>(SETTINGS.options());
    options.put("drawn", list.toString());
    Map<String, List<Integer>> expected = new LinkedHashMap<>();
    for (String line : Files.readAllLines(list)) {
      String[] cells = line.split("\t", -1);
      if (WINDOWS.has(cells[0])) {
        expected.put(cells[0], withAnswerAnd(WINDOWS.getAsJsonObject(cells[0]), cells[2]));
      }
    }
    Map<Object, String> ids = new IdentityHashMap<>();
    Map<String, Labelled<Object>> questions = questions();
    questions.forEach((id, question) -> ids.put(question.target(), id));
    Map<String, List<Integer>> chosen = new LinkedHashMap<>();
    for (Labelled<Object> example :
        task().examples(List.copyOf(questions.values()), SETTINGS.with(options), source::windows)) {
      chosen
          .computeIfAbsent(ids.get(example.target()), id -> new ArrayList<>())
          .addAll(example.instance().sequence().windows());
    }
    assertThat(chosen).isEqualTo(expected);
  }

  /** The windows that hold the answer, in which it begins after [CLS], and those of the list. */
  private static List<Integer> withAnswerAnd(JsonObject question, String drawn) {
    List<Integer> chosen = numbers(question, "chosen");
    List<Integer> starts = numbers(question, "starts");
    return Stream.concat(
            IntStream.range(0, chosen.size()).filter(i -> starts.get(i) > 0).mapToObj(chosen::get),
            Arrays.stream(drawn.split(",")).map(Integer::valueOf))
        .sorted()
        .toList();
  }

  @Test
  void lossesAndGradientsEqualThoseOfTransformers() throws CASException {
    List<Labelled<Object>> examples =
        task().examples(List.copyOf(questions().values()), SETTINGS, source::windows);
    int whole = examples.size() - examples.size() % Parity.BATCH;
    try (NDManager owner = Torch.manager();
        Head<Object, Object> head = task().head(owner, SETTINGS, start());
        TrainingRun<Labelled<Object>> run =
            Parity.run(source, head, Parity.settings(1e-3, 1e-2, Map.of()))) {
      Parity.compare(run, "tiny-answers", examples.subList(0, whole), "");
    }
  }

  private static Map<String, Tensor> start() {
    Map<String, Tensor> start = new LinkedHashMap<>(Parity.reference("tiny-answers"));
    start.keySet().removeIf(name -> !name.startsWith("qa_outputs."));
    return start;
  }

  @Test
  void answersAndTheirDistanceToNoAnswerEqualThoseOfTransformers() throws CASException {
    List<Map.Entry<String, Labelled<Object>>> questions = new ArrayList<>(questions().entrySet());
    List<Instance> instances = questions.stream().map(one -> one.getValue().instance()).toList();
    List<Object> found = new ArrayList<>();
    try (NDManager owner = Torch.manager();
        Head<Object, Object> head = task().head(owner, SETTINGS, start())) {
      Torch.withoutGradients(
          () -> {
            Encoded encoded = source.encoded(owner, instances, Mode.INFERENCE, 0);
            found.addAll(head.predict(encoded));
            return encoded;
          });
    }
    for (int i = 0; i < found.size(); i++) {
      String id = questions.get(i).getKey();
      JsonObject best = WINDOWS.getAsJsonObject(id).getAsJsonObject("best");
      JsonObject prediction = task().codec().json(found.get(i));
      String document = instances.get(i).sequence().text().document();
      assertThat(
              document.substring(
                  prediction.get("begin").getAsInt(), prediction.get("end").getAsInt()))
          .as("answer to question %s", id)
          .isEqualTo(best.get("text").getAsString());
      List<Double> scores =
          prediction.getAsJsonArray("scores").asList().stream()
              .map(JsonElement::getAsDouble)
              .toList();
      assertThat(Math.log(scores.get(1) / scores.get(0)))
          .as("no answer against the answer to question %s", id)
          .isCloseTo(best.get("margin").getAsDouble(), within(1e-4));
    }
  }
}
