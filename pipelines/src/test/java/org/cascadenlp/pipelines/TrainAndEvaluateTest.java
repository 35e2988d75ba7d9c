package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.core.CascadeCommand;
import org.cascadenlp.neural.JsonFile;
import org.cascadenlp.neural.ModelCard;
import org.cascadenlp.neural.ModelFolder;
import org.cascadenlp.training.EvaluateCommand;
import org.cascadenlp.training.TrainCommand;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands {@code train} and {@code evaluate} on a tiny BERT, from corpus file to score. */
class TrainAndEvaluateTest {

  private static final Path TESTDATA = Path.of(System.getProperty("cascade.root"), "testdata");

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private Path corpus = Path.of("");

  /** The reference sentences as CoNLL, with a label that is to be mapped away. */
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

  private int run(CascadeCommand command, String... arguments) {
    CommandLine line = new CommandLine(command);
    line.setOut(new PrintWriter(out));
    line.setExecutionExceptionHandler(
        (error, at, parsed) -> {
          throw error;
        });
    return line.execute(arguments);
  }

  private Path pipeline(String name, String... parts) throws IOException {
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
        folder.resolve(name),
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

  private Path trainer() throws IOException {
    return pipeline("train.xml", "trainer=training.TaskTrainer");
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
                corpus + "[:16]", // what it has seen: a tiny BERT can learn by heart only
                "--output",
                model.toString()));
    List<String> all = new ArrayList<>();
    all.addAll(List.of("trainer.epochs=20", "trainer.batchSize=8", "trainer.headRate=0.02"));
    all.addAll(List.of("trainer.encoderRate=0.004", "trainer.encoderDropout=0"));
    String encoder = pipeline.endsWith("frozen.xml") ? "embedding" : "trainer";
    all.addAll(List.of(encoder + ".window=64", encoder + ".overlap=16"));
    all.addAll(List.of(settings));
    all.forEach(setting -> arguments.addAll(List.of("--set", setting)));
    assertThat(run(new TrainCommand(), arguments.toArray(String[]::new))).isZero();
    return ModelFolder.read(model);
  }

  /** The micro F1 on the development sentences, by a pipeline of embedding and tagger. */
  private double evaluate(Path embedding) throws IOException {
    Path pipeline =
        pipeline(
            "tag.xml",
            "embedding=contextual-embeddings.BertEmbedding",
            "task=task-heads.EntityTagger");
    int code =
        run(
            new EvaluateCommand(),
            pipeline.toString(),
            "--gold",
            corpus + "[0:16]",
            "--json",
            "--set",
            "embedding.model=" + embedding,
            "--set",
            "embedding.precision=float32",
            "--set",
            "embedding.window=64",
            "--set",
            "embedding.overlap=16",
            "--set",
            "task.model=" + folder.resolve("model"));
    assertThat(code).isZero();
    JsonObject json = JsonParser.parseString(out.toString()).getAsJsonObject();
    assertThat(json.keySet()).containsExactly("micro", "macro", "labels");
    return json.getAsJsonObject("micro").get("f1").getAsDouble();
  }

  private static Path tinyBert() {
    return TESTDATA.resolve("models/tiny-bert");
  }

  @Test
  void aFineTunedFolderIsReadBackAndScoresAsInTraining() throws IOException {
    ModelCard card = train(trainer(), "trainer.mode=fine-tune", "trainer.encoder=" + tinyBert());
    assertThat(card.kind()).isEqualTo("tuned");
    assertThat(card.data()).containsEntry("train.units", "16").containsEntry("dev.units", "16");
    assertThat(evaluate(folder.resolve("model"))).isEqualTo(card.scores().get("f1"));
    assertThat(card.scores().get("f1")).isGreaterThan(0.2);
  }

  @Test
  void anAdapterFolderIsReadBackAndScoresAsInTraining() throws IOException {
    // the base is found beside the adapter, by its name
    Path base = Files.createDirectory(folder.resolve("tiny-bert"));
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
    assertThat(evaluate(folder.resolve("model"))).isEqualTo(card.scores().get("f1"));
    assertThat(card.scores().get("f1")).isPositive();
  }

  @Test
  void aFrozenHeadIsTrainedOnTheVectorsOfAnEmbedding() throws IOException {
    Path pipeline =
        pipeline(
            "frozen.xml",
            "embedding=contextual-embeddings.BertEmbedding",
            "trainer=training.TaskTrainer");
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
    out.getBuffer().setLength(0);
    Path model = folder.resolve("model");
    assertThat(Files.list(model).map(f -> f.getFileName().toString()))
        .contains("model.json", "model.safetensors", "metrics.csv")
        .doesNotContain("config.json");
  }

  @Test
  void labelsAreMappedAwayAsAskedAndTheTableSaysWhatIsLeft() throws IOException {
    Path model = folder.resolve("model");
    train(trainer(), "trainer.mode=fine-tune", "trainer.encoder=" + tinyBert());
    Path tagger =
        pipeline(
            "tag.xml",
            "embedding=contextual-embeddings.BertEmbedding",
            "task=task-heads.EntityTagger");
    assertThat(
            run(
                new EvaluateCommand(),
                tagger.toString(),
                "--gold",
                corpus.toString(),
                "--map",
                "PER=O",
                "--map",
                "ORG=LOC",
                "--set",
                "embedding.model=" + model,
                "--set",
                "embedding.precision=float32",
                "--set",
                "embedding.window=64",
                "--set",
                "embedding.overlap=16",
                "--set",
                "task.model=" + model))
        .isZero();
    String table = out.toString();
    assertThat(table).contains("label", "micro", "macro");
    assertThat(table.lines().filter(l -> l.startsWith("PER")).findFirst().orElse("PER 0 0 0 0"))
        .matches("PER +0\\.00 +0\\.00 +0\\.00 +0 .*|PER 0 0 0 0");
  }
}
