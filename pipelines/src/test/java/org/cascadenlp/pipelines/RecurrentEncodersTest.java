package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.batch.evaluate.EvaluateCommand;
import org.cascadenlp.contextual.verify.VerifyCommand;
import org.cascadenlp.neural.model.ModelCard;
import org.cascadenlp.neural.model.ModelFolder;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.task.Labelled;
import org.cascadenlp.training.TrainCommand;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ELMo and CoVe in place of BERT: in {@code verify}, in the trainer and in a pipeline. */
class RecurrentEncodersTest {

  private static final Path MODELS = Checkout.TESTDATA.resolve("models");
  private static final Path GLOVE =
      Checkout.PIPELINES.resolve("models/vectors/glove-6b-100d-top10k.vectors");
  private static final List<String> WORDS =
      List.of("vectors=" + GLOVE, "oov=lowercase,zero", "casing=none");

  @TempDir Path folder = Path.of("");

  private Path corpus = Path.of("");

  /** Writes the reference sentences as CoNLL; capitalised words are the spans to find. */
  @BeforeEach
  void writeCorpus() throws IOException {
    StringBuilder text = new StringBuilder();
    for (Labelled<List<String>> example : Parity.examples().subList(0, 16)) {
      Sequence sequence = example.instance().sequence();
      for (int i = 0; i < sequence.size(); i++) {
        String token = sequence.tokens().get(i);
        String tag = Character.isUpperCase(token.codePointAt(0)) ? "B-X" : "O";
        text.append(token).append('\t').append(tag).append('\n');
      }
      text.append('\n');
    }
    corpus = Files.writeString(folder.resolve("corpus.conll"), text);
  }

  private static List<String> set(String role, List<String> settings) {
    return CommandRun.set(settings.stream().map(s -> role + "." + s).toArray(String[]::new));
  }

  private ModelCard tuned(String encoder, String layers, List<String> more) throws IOException {
    List<String> arguments = new ArrayList<>();
    Path trainer = folder.resolve("train.xml");
    new WrittenPipeline().part("trainer", "training.TaskTrainer").write(trainer);
    arguments.add(trainer.toString());
    arguments.addAll(List.of("--train", corpus.toString(), "--dev", corpus.toString()));
    arguments.addAll(List.of("--output", folder.resolve("model").toString()));
    List<String> settings = new ArrayList<>(more);
    settings.addAll(List.of("mode=fine-tune", "encoder=" + MODELS.resolve(encoder)));
    settings.addAll(List.of("layers=" + layers, "epochs=25", "batchSize=4", "encoderDropout=0"));
    settings.addAll(List.of("headRate=0.02", "encoderRate=0.01"));
    settings.add("headOptions=scheme=BIO,decoder=linear,bilstm=0,mix=" + layers.equals("all"));
    arguments.addAll(set("trainer", settings));
    CommandRun.out(new TrainCommand(), arguments);
    return ModelFolder.read(folder.resolve("model"));
  }

  private double evaluated(String embedding, List<String> settings) throws IOException {
    List<String> arguments = new ArrayList<>();
    Path pipeline = folder.resolve("pipeline.xml");
    new WrittenPipeline()
        .part("embedding", embedding)
        .part("task", "task-heads.EntityTagger")
        .write(pipeline);
    arguments.add(pipeline.toString());
    arguments.addAll(List.of("--gold", corpus.toString(), "--json"));
    List<String> all = new ArrayList<>(settings);
    all.add("model=" + folder.resolve("model"));
    arguments.addAll(set("embedding", all));
    arguments.addAll(List.of("--set", "task.model=" + folder.resolve("model")));
    return JsonParser.parseString(CommandRun.out(new EvaluateCommand(), arguments))
        .getAsJsonObject()
        .getAsJsonObject("micro")
        .get("f1")
        .getAsDouble();
  }

  @Test
  void aTunedElmoWithAMixOfItsLayersScoresAsInTraining() throws IOException {
    ModelCard card = tuned("tiny-elmo", "all", List.of());
    assertThat(card.kind()).isEqualTo("tuned");
    assertThat(card.embedder().layers()).isEqualTo(3);
    assertThat(card.scores().get("f1")).isGreaterThan(0.8);
    assertThat(evaluated("recurrent-embeddings.ElmoEmbedding", List.of("layers=all")))
        .isCloseTo(card.scores().get("f1"), within(1e-6));
  }

  @Test
  void aTunedCoveOverGloveScoresAsInTraining() throws IOException {
    ModelCard card = tuned("tiny-cove-odd", "-1", WORDS);
    assertThat(card.embedder().width()).isEqualTo(100 + 2 * 9);
    assertThat(card.scores().get("f1")).isGreaterThan(0.8);
    assertThat(evaluated("recurrent-embeddings.CoveEmbedding", WORDS))
        .isCloseTo(card.scores().get("f1"), within(1e-6));
  }

  @Test
  void theErrorOfACoveWithoutWordVectorsNamesTheParameter() {
    assertThatThrownBy(() -> tuned("tiny-cove-odd", "-1", List.of()))
        .hasMessageContaining("parameter vectors is not set; set it to a text");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tiny-elmo", "tiny-elmo-odd", "tiny-cove", "tiny-cove-deep"})
  void verifyComparesTheTopLayer(String name) {
    Path model = MODELS.resolve(name);
    String found =
        CommandRun.out(
            new VerifyCommand(),
            List.of(
                model.toString(),
                "--reference",
                model + "/reference.safetensors",
                "--tolerance",
                "1e-5"));
    assertThat(found).startsWith("outputs ").contains("max ");
  }
}
