package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.uima.jcas.JCas;
import org.apache.uima.resource.RelativePathResolver;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.core.pipeline.Pipeline;
import org.cascadenlp.training.TrainCommand;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every pair of tasks in one pipeline, each with its own embedding: each gives exactly the
 * predictions that it gives alone, in either order.
 */
class TaskMatrixTest {

  private static final String TEXT =
      "Ada Lovelace met Charles Babbage in London. I don't like the weather there, she said.";

  @TempDir static Path folder = Path.of("");

  private static final Map<String, Task> TASKS = new LinkedHashMap<>();
  private static final Map<String, Predictions> ALONE = new LinkedHashMap<>();
  private static final List<Pipeline> HELD = new ArrayList<>();

  /**
   * A task of the matrix.
   *
   * @param pipeline the pipeline that runs the task alone
   * @param embedding the file below {@code pipelines/embeddings}
   * @param unit the value of the embedding's parameter {@code unit}; empty for that in its file
   * @param part the annotator that runs the head
   * @param model the head, or a folder of heads
   */
  private record Task(String pipeline, String embedding, String unit, String part, String model) {}

  @BeforeAll
  static void prepare() throws IOException {
    assertThat(ModelStore.shared().size()).as("models left open by an earlier test").isZero();
    System.setProperty(RelativePathResolver.UIMA_DATAPATH_PROP, Checkout.PIPELINES.toString());
    add("entities-glove", "glove", "", "EntityTagger", "models/entities");
    add("entities-minilm", "minilm", "", "EntityTagger", "models/entities/minilm");
    add("pos-glove", "glove", "", "PosTagger", "models/pos");
    add("pos-bert", "pos-minilm", "", "PosTagger", "models/pos");
    add("genre-glove", "glove", "document", "TextClassifier", "models/genre");
    add("genre-bert", "genre-minilm", "", "TextClassifier", "models/genre");
    for (Map.Entry<String, Task> task : TASKS.entrySet()) {
      hold(task.getKey(), Checkout.PIPELINES.resolve(task.getKey() + ".xml"));
    }
    String sentiment = trainedSentiment().toString();
    for (String embedding : List.of("glove", "minilm")) {
      // no pipeline is shipped for sentiment: the flat one with this task alone is the reference
      String name = "sentiment-" + embedding;
      Path head = folder.resolve(name + ".xml");
      String model = sentiment + "/" + embedding;
      TASKS.put(name, new Task(head.toString(), embedding, "", "TextClassifier", model));
      write(head, List.of(TASKS.get(name)));
      hold(name, head);
    }
  }

  @AfterAll
  static void release() {
    System.clearProperty(RelativePathResolver.UIMA_DATAPATH_PROP);
    HELD.forEach(Pipeline::close);
    assertThat(ModelStore.shared().size()).as("models left open").isZero();
  }

  private static void add(String name, String embedding, String unit, String part, String model) {
    String pipeline = Checkout.PIPELINES.resolve(name + ".xml").toString();
    TASKS.put(name, new Task(pipeline, embedding, unit, part, model));
  }

  private static void hold(String name, Path file) {
    Pipeline alone = Pipeline.load(file);
    HELD.add(alone);
    ALONE.put(name, Predictions.of(alone.annotate(TEXT)));
  }

  /** A folder with a head for each embedding. */
  private static Path trainedSentiment() throws IOException {
    String[] sentences = {
      "I like it", "I love this film", "A great story", "Good music", "They enjoyed it",
      "I hate it", "An awful film", "A boring story", "Bad music", "They disliked it"
    };
    StringBuilder lines = new StringBuilder("label\ttext\n");
    for (int i = 0; i < sentences.length; i++) {
      lines.append(i < 5 ? "positive" : "negative").append('\t').append(sentences[i]).append('\n');
    }
    Path corpus = Files.writeString(folder.resolve("sentiment.tsv"), lines);
    Path heads = folder.resolve("sentiment");
    for (String embedding : List.of("glove", "minilm")) {
      Path pipeline =
          new WrittenPipeline()
              .part("embedding", Checkout.PIPELINES + "/embeddings/" + embedding + ".xml")
              .part("trainer", "training.TaskTrainer")
              .write(folder.resolve("train.xml"));
      SmallPipeline.run(
          new TrainCommand(),
          List.of(
              pipeline.toString(),
              "--format",
              "tsv",
              "--read",
              "tokens=space",
              "--read",
              "unit=sentence",
              "--train",
              corpus.toString(),
              "--dev",
              corpus.toString(),
              "--output",
              heads.resolve(embedding).toString()),
          List.of(
              "trainer.task=classes",
              "trainer.epochs=3",
              "trainer.headOptions=pooling=mean,pooler=false,multi=false,bilstm=0,mix=false"));
    }
    return heads;
  }

  static Stream<List<String>> pairs() {
    return TASKS.keySet().stream()
        .flatMap(
            one -> TASKS.keySet().stream().filter(o -> !o.equals(one)).map(o -> List.of(one, o)));
  }

  private static Path write(Path file, List<Task> tasks) throws IOException {
    WrittenPipeline flat = new WrittenPipeline().part("tokenizer", "opennlp.OpenNlpSegmenter");
    for (int i = 0; i < tasks.size(); i++) {
      Task task = tasks.get(i);
      flat.part("embedding" + i, Checkout.PIPELINES + "/embeddings/" + task.embedding + ".xml")
          .part("task" + i, "task-heads." + task.part)
          .text("task" + i + ".model", task.model);
      if (!task.unit.isEmpty()) {
        flat.text("embedding" + i + ".unit", task.unit);
      }
    }
    return flat.write(file);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pairs")
  void eachTaskPredictsTheSameAsAlone(List<String> pair) throws IOException {
    List<Task> tasks = pair.stream().map(TASKS::get).toList();
    Predictions expected = ALONE.get(pair.get(0)).then(ALONE.get(pair.get(1)));
    Path flat = write(folder.resolve("flat.xml"), tasks);
    Path nested =
        new WrittenPipeline()
            .part("first", tasks.get(0).pipeline)
            .part("second", tasks.get(1).pipeline)
            .write(folder.resolve("nested.xml"));
    for (Path file : List.of(flat, nested)) {
      try (Pipeline pipeline = Pipeline.load(file)) {
        JCas cas = pipeline.annotate(TEXT);
        assertThat(Predictions.of(cas)).as(file.toString()).isEqualTo(expected);
      }
    }
  }
}
