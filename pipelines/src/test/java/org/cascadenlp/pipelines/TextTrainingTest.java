package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cascadenlp.batch.evaluate.EvaluateCommand;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.pipeline.Pipeline;
import org.cascadenlp.neural.model.ModelCard;
import org.cascadenlp.neural.model.ModelFolder;
import org.cascadenlp.training.TrainCommand;
import org.cascadenlp.types.Vectors;
import org.cascadenlp.weights.json.JsonFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Heads trained with cut = text and cut = tokens on a byte-level encoder, where punctuation without
 * a space before it gives other subwords: the card records the cut, and an embedding follows it.
 */
class TextTrainingTest {

  private static final Path ENCODER = Checkout.TESTDATA.resolve("models/tiny-byte-level");
  private static final String EMBEDDING = "embedding=contextual-embeddings.BertEmbedding";
  private static final String TAGGER = "task=task-heads.PosTagger";
  private static final String TRAINER = "trainer=training.TaskTrainer";

  @TempDir private Path folder;

  /** Sentences spaced as raw text: no blank before punctuation or inside "don't". */
  private Path corpus() throws IOException {
    String[] sentences = {
      "I|do+n't|know+.", "Paris+,|the|city+,|is|big+!", "We|ca+n't|go+.", "(+Yes+)|she|said+.",
      "London|is|n't|it+?", "She|wo+n't+!", "It|'s|a|city+.", "Do|you|know|London+?"
    };
    StringBuilder text = new StringBuilder();
    for (int n = 0; n < 3; n++) {
      for (String sentence : sentences) {
        int number = 1;
        for (String glued : sentence.split("\\|")) {
          String[] words = glued.split("\\+");
          for (int w = 0; w < words.length; w++) {
            String tag = words[w].endsWith("n't") ? "PART" : "WORD";
            tag = Character.isLetter(words[w].codePointAt(0)) ? tag : "PUNCT";
            String space = w + 1 < words.length ? "SpaceAfter=No" : "_";
            text.append(
                String.join(
                    "\t", "" + number++, words[w], "_", tag, "_", "_", "_", "_", "_", space));
            text.append('\n');
          }
        }
        text.append('\n');
      }
    }
    return Files.writeString(folder.resolve("corpus.conllu"), text);
  }

  private ModelCard train(Path model, String cut, String mode) throws IOException {
    List<String> settings =
        new ArrayList<>(List.of("trainer.task=pos", "trainer.epochs=6", "trainer.batchSize=4"));
    settings.addAll(List.of("trainer.headOptions=decoder=linear,bilstm=0,mix=false"));
    settings.addAll(List.of("trainer.headRate=0.02", "trainer.cut=" + cut));
    settings.addAll(List.of("trainer.mode=" + mode, "trainer.encoderRate=0.004"));
    String[] parts = {TRAINER};
    if (mode.equals("frozen")) {
      settings.addAll(List.of("embedding.model=" + ENCODER, "embedding.precision=float32"));
      parts = new String[] {EMBEDDING, TRAINER};
    } else {
      settings.addAll(List.of("trainer.encoder=" + ENCODER, "trainer.precision=float32"));
    }
    String corpus = corpus().toString();
    List<String> arguments =
        List.of(
            SmallPipeline.write(folder, parts).toString(),
            "--format",
            "conllu",
            "--train",
            corpus,
            "--dev",
            corpus,
            "--output",
            model.toString());
    SmallPipeline.run(new TrainCommand(), arguments, settings);
    return ModelFolder.read(model);
  }

  @ParameterizedTest
  @CsvSource({
    "text, frozen",
    "text, lora",
    "text, fine-tune",
    "tokens, frozen",
    "tokens, lora",
    "auto, lora"
  })
  void theCardKeepsTheCutAndAnEmbeddingFollowsIt(String cut, String mode) throws IOException {
    Path model = folder.resolve("model");
    ModelCard card = train(model, cut, mode);
    boolean text = !cut.equals("tokens");
    JsonObject json = JsonFile.read(model.resolve(ModelFolder.CARD));
    assertThat(json.has("cut")).isEqualTo(text);
    assertThat(card.embedder().settings())
        .isEqualTo("layers=2 pooling=first" + (text ? " cut=text" : ""));
    assertThat(json.getAsJsonObject("probe").has("text")).isEqualTo(text);
    assertThat(card.probe().text()).isEqualTo(text ? "I don't know." : "");
    List<String> settings =
        List.of(
            "embedding.model=" + (mode.equals("frozen") ? ENCODER : model),
            "embedding.precision=float32",
            "task.model=" + model);
    Path pipeline = SmallPipeline.write(folder, EMBEDDING, TAGGER);
    String found =
        SmallPipeline.run(
            new EvaluateCommand(),
            List.of(
                pipeline.toString(), "--format", "conllu", "--gold", corpus().toString(), "--json"),
            settings);
    assertThat(JsonParser.parseString(found).getAsJsonObject().get("accuracy").getAsDouble())
        .isCloseTo(card.scores().get("accuracy"), within(1e-6));
    try (Pipeline loaded = SmallPipeline.load(folder, settings, EMBEDDING, TAGGER)) {
      assertThat(loaded.probe()).isEmpty();
      for (Vectors vectors : loaded.annotate("I don't know.").select(Vectors.class)) {
        assertThat(vectors.getSettings()).isEqualTo(card.embedder().settings());
      }
    }
  }

  @Test
  void headsThatNeedDifferentCutsOfOneEmbeddingAreNamed() throws IOException {
    train(folder.resolve("text"), "text", "frozen");
    train(folder.resolve("tokens"), "tokens", "frozen");
    Path pipeline =
        SmallPipeline.write(
            folder, EMBEDDING, "first=task-heads.PosTagger", "second=task-heads.PosTagger");
    Map<String, String> settings =
        Map.of(
            "embedding.model", ENCODER.toString(),
            "first.model", folder.resolve("text").toString(),
            "second.model", folder.resolve("tokens").toString());
    assertThatThrownBy(() -> Pipeline.load(pipeline, settings, List.of()).close())
        .satisfies(
            error ->
                assertThat(CascadeException.describe(error))
                    .contains("PosTagger (first), trained with cut = text")
                    .contains("PosTagger (second), trained with cut = tokens"));
  }
}
