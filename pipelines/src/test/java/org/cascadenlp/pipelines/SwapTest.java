package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.pipeline.Pipeline;
import org.cascadenlp.neural.model.ModelCard;
import org.cascadenlp.neural.model.ModelFolder;
import org.cascadenlp.training.TrainCommand;
import org.cascadenlp.types.ScoredEntity;
import org.cascadenlp.weights.json.JsonFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Swapping the embedding changes one line of the pipeline. */
class SwapTest {

  private static final String TEXT = "Anna Larsen moved from Oslo to Rotterdam in March.";
  private static final String SHIPPED = "<import location=\"embeddings/entities-minilm.xml\"/>";
  private static final String SWAPPED =
      "<import name=\"org.cascadenlp.contextual-embeddings.BertEmbedding\"/>";

  @TempDir Path folder = Path.of("");

  private Path swapped = Path.of("");
  private Path heads = Path.of("");

  /** Copies the shipped pipeline and head, and writes the pipeline with the one line changed. */
  @BeforeEach
  void swap() throws IOException {
    heads = folder.resolve("models/entities");
    Checkout.copy(Checkout.ADAPTER, heads.resolve("minilm-lora"));
    String text = Files.readString(Checkout.ENTITIES);
    assertThat(text).containsOnlyOnce(SHIPPED);
    swapped = Files.writeString(folder.resolve("swapped.xml"), text.replace(SHIPPED, SWAPPED));
    Files.writeString(folder.resolve("entities-bert.xml"), text);
    Files.createDirectory(folder.resolve("embeddings"));
    Files.copy(
        Checkout.PIPELINES.resolve("embeddings/entities-minilm.xml"),
        folder.resolve("embeddings/entities-minilm.xml"));
  }

  private static List<String> sources(Path descriptor) {
    try (Pipeline pipeline = Pipeline.load(descriptor, Checkout.FLOAT32, List.of())) {
      return pipeline
          .annotate(TEXT)
          .select(ScoredEntity.class)
          .map(ScoredEntity::getSource)
          .distinct()
          .toList();
    }
  }

  @Test
  void aHeadRefusesVectorsOfAnotherEmbeddingByNameAndHash() {
    ModelCard card = ModelFolder.read(heads.resolve("minilm-lora"));
    assertThatThrownBy(() -> Pipeline.load(swapped, Checkout.FLOAT32, List.of()))
        .isInstanceOf(CascadeException.class)
        .hasMessage(
            "EntityTagger (task): the vectors come from "
                + card.base()
                + ", for which there is no head; use the embedding it was trained with: "
                + card.embedder()
                + "; a head and the encoder or adapter trained with it are in one folder, to be"
                + " named for the head: --set entities="
                + heads.resolve("minilm-lora"));
  }

  @Test
  void ofSeveralHeadsTheOneThatFitsTheEmbeddingIsUsed() throws IOException {
    train(heads.resolve("minilm-frozen"));
    ModelCard frozen = ModelFolder.read(heads.resolve("minilm-frozen"));
    ModelCard lora = ModelFolder.read(heads.resolve("minilm-lora"));
    assertThat(frozen.name()).isNotEqualTo(lora.name());
    assertThat(sources(swapped)).containsExactly("EntityTagger " + frozen.name());
    assertThat(sources(folder.resolve("entities-bert.xml")))
        .containsExactly("EntityTagger " + lora.name());
  }

  /** Trains a head on the frozen vectors of the model, on a few sentences. */
  private void train(Path output) throws IOException {
    StringBuilder corpus = new StringBuilder();
    for (String line :
        Files.readAllLines(Checkout.TESTDATA.resolve("reference/training/sentences.jsonl"))) {
      JsonObject sentence = JsonFile.parse(line, "sentences.jsonl");
      int token = 0;
      for (JsonElement tag : sentence.getAsJsonArray("tags")) {
        corpus.append(sentence.getAsJsonArray("tokens").get(token++).getAsString());
        corpus.append('\t').append(tag.getAsString()).append('\n');
      }
      corpus.append('\n');
    }
    Path file = Files.writeString(folder.resolve("corpus.conll"), corpus);
    int code =
        new CommandLine(new TrainCommand())
            .execute(
                Checkout.PIPELINES.resolve("train-entities.xml").toString(),
                "--train",
                file + "[:20]",
                "--dev",
                file + "[20:24]",
                "--output",
                output.toString(),
                "--set",
                "embedding.precision=float32",
                "--set",
                "trainer.batchSize=4",
                "--set",
                "trainer.headRate=0.05",
                "--set",
                "trainer.epochs=1");
    assertThat(code).isZero();
    assertThat(ModelFolder.read(output).kind()).isEqualTo("head");
  }
}
