package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.training.TrainCommand;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A trainer whose {@code encoder} is empty trains the model of the embedding before it. */
class EmbeddingTrainingTest {

  private static final Path ENCODER = Checkout.TESTDATA.resolve("models/tiny-bert");
  private static final String EMBEDDING = "contextual-embeddings.TransformerEmbedding";

  @TempDir private Path folder;

  private Path corpus = Path.of("");

  @BeforeEach
  void writeCorpus() throws IOException {
    String sentence = "Ada B-X\nlived O\nin O\nLondon B-X\n\nWe O\nsaw O\nRome B-X\n\n";
    corpus = Files.writeString(folder.resolve("c.conll"), sentence.repeat(4).replace(' ', '\t'));
  }

  /** A pipeline of {@code parts}, {@code ROLE=NAME}, and a trainer. */
  private Path pipeline(String... parts) throws IOException {
    return new WrittenPipeline()
        .parts(parts)
        .part("trainer", "training.TaskTrainer")
        .write(folder.resolve("train-" + parts.length + ".xml"));
  }

  private CommandRun train(Path pipeline, String mode, Path model, String... more) {
    List<String> arguments = new ArrayList<>(List.of(pipeline.toString()));
    arguments.addAll(List.of("--train", corpus.toString(), "--dev", corpus.toString()));
    arguments.addAll(List.of("--output", model.toString()));
    arguments.addAll(
        CommandRun.set(
            "trainer.mode=" + mode,
            "trainer.epochs=2",
            "trainer.window=32",
            "trainer.overlap=8",
            "trainer.headRate=0.02",
            "trainer.encoderRate=0.004"));
    arguments.addAll(CommandRun.set(more));
    return CommandRun.of(new TrainCommand(), arguments);
  }

  private static String embedding(String role, Path model) {
    return role + ".model=" + model;
  }

  @ParameterizedTest
  @ValueSource(strings = {"fine-tune", "lora"})
  void theModelIsThatOfATrainerThatNamesTheEncoder(String mode) throws IOException {
    Path model = folder.resolve("of-embedding");
    CommandRun run =
        train(
            pipeline("embedding=" + EMBEDDING),
            mode,
            model,
            embedding("embedding", ENCODER),
            "embedding.window=32",
            "embedding.overlap=8");
    assertThat(run.code()).as(run.error()).isZero();
    Path named = folder.resolve("named");
    run = train(pipeline(), mode, named, "trainer.encoder=" + ENCODER);
    assertThat(run.code()).as(run.error()).isZero();
    List<String> files =
        mode.equals("lora")
            ? List.of("model.safetensors", "adapter_model.safetensors", "adapter_config.json")
            : List.of("model.safetensors", "config.json");
    for (String file : files) {
      assertThat(model.resolve(file)).hasSameBinaryContentAs(named.resolve(file));
    }
  }

  @Test
  void anEmbeddingThatCannotBeTrainedIsRefused() throws IOException {
    Path glove = Checkout.PIPELINES.resolve("embeddings/glove.xml");
    assertThat(train(pipeline("embedding=" + glove), "lora", folder.resolve("x")).error())
        .contains("glove-6b-100d-top10k.vectors: is a file of word vectors, not a network")
        .contains("name an encoder here, or use StaticEmbedding and train a head on its vectors");
  }

  @Test
  void ofTwoEmbeddingsNoneIsChosen() throws IOException {
    Path two = pipeline("one=" + EMBEDDING, "other=" + EMBEDDING);
    assertThat(train(two, "lora", folder.resolve("x")).error())
        .contains("before the trainer are embeddings of [all-minilm-l6-v2, all-minilm-l6-v2]: set")
        .contains("encoder to the model to train");
  }

  @Test
  void aStackNeedsANamedEncoder() throws IOException {
    Path one = pipeline("embedding=" + EMBEDDING);
    assertThat(train(one, "lora", folder.resolve("x"), "trainer.stack=true").error())
        .contains("set encoder to the model to train");
  }
}
