package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.batch.evaluate.EvaluateCommand;
import org.cascadenlp.neural.model.LoraAdapter;
import org.cascadenlp.neural.model.ModelCard;
import org.cascadenlp.neural.model.ModelFolder;
import org.cascadenlp.training.TrainCommand;
import org.cascadenlp.weights.json.JsonFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code train} and {@code evaluate} with a tiny BERT, from the corpus file to the score. */
class TrainAndEvaluateTest {

  private static final Path TESTDATA = Path.of(System.getProperty("cascade.root"), "testdata");

  @TempDir Path folder;

  private Path corpus = Path.of("");

  /** Writes the reference sentences as CoNLL, with one label that {@code --map} leaves out. */
  @BeforeEach
  void writeCorpus() throws IOException {
    StringBuilder text = new StringBuilder();
    for (String line : Files.readAllLines(TESTDATA.resolve("reference/training/sentences.jsonl"))) {
      JsonObject sentence = JsonFile.parse(line, "sentences.jsonl");
      for (int i = 0; i < sentence.getAsJsonArray("tokens").size(); i++) {
        text.append(sentence.getAsJsonArray("tokens").get(i).getAsString())
            .append('\t')
            .append(sentence.getAsJsonArray("tags").get(i).getAsString())
            .append('\n');
      }
      text.append('\n');
    }
    corpus = Files.writeString(folder.resolve("corpus.conll"), text);
  }

  private Path trainer() throws IOException {
    return new WrittenPipeline()
        .part("trainer", "training.TaskTrainer")
        .write(folder.resolve("train.xml"));
  }

  private Path tagger() throws IOException {
    return new WrittenPipeline()
        .part("embedding", "contextual-embeddings.BertEmbedding")
        .part("task", "task-heads.EntityTagger")
        .write(folder.resolve("tag.xml"));
  }

  private ModelCard train(Path pipeline, String... settings) {
    Path model = folder.resolve("model");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                pipeline.toString(),
                "--train",
                corpus + "[:-24]",
                "--dev",
                corpus + "[:16]", // its training data, as a tiny BERT can only memorise
                "--output",
                model.toString()));
    List<String> all = new ArrayList<>();
    all.addAll(List.of("trainer.epochs=20", "trainer.batchSize=8", "trainer.headRate=0.02"));
    all.addAll(List.of("trainer.encoderRate=0.004", "trainer.encoderDropout=0"));
    String encoder = pipeline.endsWith("frozen.xml") ? "embedding" : "trainer";
    all.addAll(List.of(encoder + ".window=64", encoder + ".overlap=16"));
    all.addAll(List.of(settings));
    arguments.addAll(CommandRun.set(all.toArray(String[]::new)));
    CommandRun.out(new TrainCommand(), arguments);
    return ModelFolder.read(model);
  }

  /** The micro F1 on the development sentences, by a pipeline of embedding and tagger. */
  private double evaluate(Path embedding) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(tagger().toString()));
    arguments.addAll(List.of("--gold", corpus + "[0:16]", "--json"));
    arguments.addAll(using(embedding));
    String out = CommandRun.out(new EvaluateCommand(), arguments);
    JsonObject json = JsonParser.parseString(out).getAsJsonObject();
    assertThat(json.keySet()).containsExactly("micro", "macro", "labels", "confusion");
    return json.getAsJsonObject("micro").get("f1").getAsDouble();
  }

  /** The settings of {@link #tagger} for an encoder and the head trained with it. */
  private List<String> using(Path embedding) {
    return CommandRun.set(
        "embedding.model=" + embedding,
        "embedding.precision=float32",
        "embedding.window=64",
        "embedding.overlap=16",
        "task.model=" + folder.resolve("model"));
  }

  private static Path tinyBert() {
    return TESTDATA.resolve("models/tiny-bert");
  }

  @Test
  void aFineTunedModelScoresAsInTraining() throws IOException {
    ModelCard card = train(trainer(), "trainer.mode=fine-tune", "trainer.encoder=" + tinyBert());
    assertThat(card.kind()).isEqualTo("tuned");
    assertThat(card.data()).containsEntry("train.units", "16").containsEntry("dev.units", "16");
    assertThat(evaluate(folder.resolve("model"))).isEqualTo(card.scores().get("f1"));
    assertThat(card.scores().get("f1")).isGreaterThan(0.2);
  }

  @Test
  void anAdapterScoresAsInTraining() throws IOException {
    // the path of the base in the adapter is relative to the adapter's parent folder
    Path base = Files.createDirectories(folder.resolve("encoders/tiny-bert"));
    for (String name : List.of("config.json", "model.safetensors", "tokenizer.json")) {
      Files.copy(tinyBert().resolve(name), base.resolve(name));
    }
    ModelCard card =
        train(
            trainer(),
            "trainer.mode=lora",
            "trainer.encoder=" + base,
            "trainer.loraTargets=query,value,output",
            "trainer.encoderRate=0.02",
            "trainer.epochs=60");
    assertThat(card.kind()).isEqualTo("lora");
    assertThat(LoraAdapter.base(folder.resolve("model"))).isEqualTo("encoders/tiny-bert");
    assertThat(evaluate(folder.resolve("model"))).isEqualTo(card.scores().get("f1"));
    assertThat(card.scores().get("f1")).isPositive();
  }

  @Test
  void aFrozenHeadIsTrainedOnTheVectorsOfAnEmbedding() throws IOException {
    Path pipeline =
        new WrittenPipeline()
            .part("embedding", "contextual-embeddings.BertEmbedding")
            .part("trainer", "training.TaskTrainer")
            .write(folder.resolve("frozen.xml"));
    ModelCard card =
        train(
            pipeline,
            "embedding.model=" + tinyBert(),
            "embedding.precision=float32",
            "embedding.layers=all",
            "trainer.headOptions=scheme=BIOES,decoder=crf,bilstm=8,mix=true",
            "trainer.cacheMemory=0");
    assertThat(card.kind()).isEqualTo("head");
    assertThat(card.head().labels()).contains("O", "S-LOC", "E-PER");
    Path model = folder.resolve("model");
    assertThat(Files.list(model).map(f -> f.getFileName().toString()))
        .contains("model.json", "model.safetensors", "metrics.csv")
        .doesNotContain("config.json");
  }

  @Test
  void mapLeavesOutLabelsAndTheTableShowsTheOthers() throws IOException {
    Path model = folder.resolve("model");
    train(trainer(), "trainer.mode=fine-tune", "trainer.encoder=" + tinyBert());
    List<String> arguments = new ArrayList<>(List.of(tagger().toString()));
    arguments.addAll(List.of("--gold", corpus.toString(), "--map", "PER=O", "--map", "ORG=LOC"));
    arguments.addAll(using(model));
    String table = CommandRun.out(new EvaluateCommand(), arguments);
    assertThat(table).contains("label", "micro", "macro");
    assertThat(table.lines().filter(l -> l.startsWith("PER")).findFirst().orElse("PER 0 0 0 0"))
        .matches("PER +0\\.00 +0\\.00 +0\\.00 +0 .*|PER 0 0 0 0");
  }

  private CommandRun trainOn(String train, String dev) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(trainer().toString()));
    arguments.addAll(
        List.of("--train", Files.writeString(folder.resolve("t.conll"), train).toString()));
    arguments.addAll(
        List.of("--dev", Files.writeString(folder.resolve("d.conll"), dev).toString()));
    arguments.addAll(List.of("--output", folder.resolve("model").toString(), "--overwrite"));
    arguments.addAll(
        CommandRun.set(
            "trainer.mode=fine-tune",
            "trainer.encoder=" + tinyBert(),
            "trainer.window=64",
            "trainer.overlap=16",
            "trainer.epochs=1"));
    return CommandRun.of(new TrainCommand(), arguments);
  }

  @Test
  void trainingDataWithoutEntitiesAreRefused() throws IOException {
    CommandRun run = trainOn("the\tO\nhouse\tO\n\na\tO\n", "Rome\tB-LOC\nis\tO\n");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.error())
        .startsWith(
            "training entities: there is no annotation in the training data: all 2 sequences, 3"
                + " tokens, are O; ");
    assertThat(folder.resolve("model/model.json")).doesNotExist();
  }

  @Test
  void batchesOfClassWeightZeroChangeNothing() throws IOException {
    String train = "the\tO\nhouse\tO\n\nRome\tB-LOC\nis\tO\n\n";
    List<String> arguments = new ArrayList<>(List.of(trainer().toString()));
    Path corpus = Files.writeString(folder.resolve("t.conll"), train);
    arguments.addAll(List.of("--train", corpus.toString(), "--dev", corpus.toString()));
    arguments.addAll(List.of("--output", folder.resolve("model").toString()));
    arguments.addAll(
        CommandRun.set(
            "trainer.mode=fine-tune",
            "trainer.encoder=" + tinyBert(),
            "trainer.window=64",
            "trainer.overlap=16",
            "trainer.batchSize=1",
            "trainer.epochs=2",
            "trainer.classWeights=O=0"));
    CommandRun.out(new TrainCommand(), arguments);
    assertThat(Files.readAllLines(folder.resolve("model/metrics.csv")))
        .filteredOn(
            row -> row.split(",")[2].equals("0.000000") && row.split(",")[4].equals("0.000000"))
        .hasSize(2);
  }

  @Test
  void goldLabelsThatTheModelLacksAreNamedOnStandardError() throws IOException {
    train(trainer(), "trainer.mode=fine-tune", "trainer.encoder=" + tinyBert(), "trainer.epochs=1");
    List<String> arguments = new ArrayList<>(List.of(tagger().toString()));
    Path gold = Files.writeString(folder.resolve("gold.conll"), "Rome\tB-location\nis\tO\n");
    arguments.addAll(List.of("--gold", gold.toString()));
    arguments.addAll(using(folder.resolve("model")));
    PrintStream standard = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      CommandRun.out(new EvaluateCommand(), arguments);
    } finally {
      System.setErr(standard);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains(
            "warning: gold has labels that the model does not have, with their number: location"
                + " (1)")
        .contains("try --map location=LOC");
  }
}
