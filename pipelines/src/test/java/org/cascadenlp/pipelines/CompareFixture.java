package org.cascadenlp.pipelines;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.neural.task.Labelled;
import org.cascadenlp.training.compare.CompareCommand;
import org.cascadenlp.weights.json.JsonFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code cascade compare} on a few sentences, with two short seeds by default. */
abstract class CompareFixture {

  static final String GLOVE = Checkout.PIPELINES.resolve("entities-glove.xml").toString();

  @TempDir Path folder = Path.of("");

  private String corpus = "";

  @BeforeEach
  void writeCorpus() throws IOException {
    StringBuilder text = new StringBuilder();
    for (Labelled<List<String>> example : Parity.examples()) {
      for (int i = 0; i < example.instance().sequence().size(); i++) {
        text.append(example.instance().sequence().tokens().get(i)).append('\t');
        text.append(example.target().get(i)).append('\n');
      }
      text.append('\n');
    }
    corpus = Files.writeString(folder.resolve("corpus.conll"), text).toString();
  }

  /** Writes a pipeline on the frozen vectors of {@code model}, and one that trains its head. */
  String pipelines(String name, String model) throws IOException {
    for (String last : List.of("task=task-heads.EntityTagger", "trainer=training.TaskTrainer")) {
      boolean training = last.startsWith("trainer");
      WrittenPipeline pipeline = new WrittenPipeline();
      if (!training) {
        pipeline
            .instruction("training=\"train-" + name + ".xml\"")
            .part("tokenizer", "opennlp.OpenNlpSegmenter");
      }
      pipeline
          .part("embedding", "contextual-embeddings.BertEmbedding")
          .part(last.substring(0, last.indexOf('=')), last.substring(last.indexOf('=') + 1))
          .text("embedding.model", model)
          .integer("embedding.window", 64)
          .integer("embedding.overlap", 16)
          .write(folder.resolve((training ? "train-" : "") + name + ".xml"));
    }
    return folder.resolve(name + ".xml").toString();
  }

  CommandRun compare(List<String> pipelines, String... more) {
    return CommandRun.of(new CompareCommand(), arguments(pipelines, more));
  }

  List<String> arguments(List<String> pipelines, String... more) {
    List<String> arguments = new ArrayList<>(pipelines);
    arguments.addAll(List.of("--train", corpus + "[:24]", "--dev", corpus + "[24:32]"));
    arguments.addAll(List.of("--test", corpus + "[32:]"));
    arguments.addAll(List.of("--output", output().toString(), "--seconds", "0.1"));
    arguments.addAll(
        CommandRun.set(
            "trainer.epochs=2",
            "trainer.headRate=0.02",
            "trainer.headOptions=scheme=BIO,decoder=linear,bilstm=0,mix=false"));
    arguments.addAll(List.of(more));
    if (!arguments.contains("--seeds")) {
      arguments.addAll(List.of("--seeds", "1,2"));
    }
    return arguments;
  }

  Path output() {
    return folder.resolve("compared");
  }

  JsonObject row(int number) {
    return JsonFile.read(output().resolve("compare.json"))
        .getAsJsonArray("embeddings")
        .get(number)
        .getAsJsonObject();
  }
}
