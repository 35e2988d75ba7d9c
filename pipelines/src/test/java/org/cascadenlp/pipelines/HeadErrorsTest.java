package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.pipeline.Pipeline;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.model.ModelCard;
import org.cascadenlp.neural.model.ModelFolder;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.weights.json.JsonFile;
import org.cascadenlp.weights.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** For each fault of a head there is an error that names the fault and a remedy. */
class HeadErrorsTest extends FaultyModels {

  private static final String CHANGED =
      "DIR/head/model.safetensors: changed or truncated: expected sha256 HASH, found HASH; copy the"
          + " whole model folder again";

  @Test
  void aHeadForAnotherTaskIsRefused() throws IOException {
    Path pipeline = pipeline("task=task-heads.PosTagger");
    assertThat(error(pipeline, Map.of("task.model", head().toString())))
        .isEqualTo(
            "PosTagger (task): parameter model = 'DIR/head'; its head is for task 'entities',"
                + " but this part is for 'pos': use that task's part, or another model");
  }

  @Test
  void aFileOfAModelInsteadOfItsFolderIsRefused() throws IOException {
    Path head = head();
    assertThat(headError(head.resolve("model.json")))
        .isEqualTo(
            "EntityTagger (task): parameter model = 'DIR/head/model.json'; this is a file: name"
                + " the folder it is in, DIR/head");
    for (String file : List.of("model.json", "adapter_config.json")) {
      assertThat(embeddingError(head.resolve(file)))
          .isEqualTo(
              "DIR/head/" + file + ": this is one file of a model; name its folder, DIR/head");
    }
    assertThat(embeddingError(tinyBert().resolve("config.json")))
        .isEqualTo("DIR/tiny/config.json: this is one file of a model; name its folder, DIR/tiny");
  }

  @Test
  void anEmptyParameterModelIsRefused() throws IOException {
    assertThat(headError(Path.of("")))
        .isEqualTo(
            "EntityTagger (task): parameter model = ''; it is empty: name a file or folder;"
                + " `cascade train PIPELINE.xml --output DIR` writes one, by a pipeline that ends"
                + " in a trainer of task entities");
    assertThat(embeddingError(Path.of("")))
        .startsWith(
            "BertEmbedding (embedding): parameter model = ''; it is empty: give a model's file"
                + " or folder");
  }

  @Test
  void aMissingModelFolderIsNamed() {
    assertThat(error(Checkout.ENTITIES, Map.of("entities", "models/nowhere")))
        .isEqualTo(
            "EntityTagger (task): parameter model = 'models/nowhere'; there is no such file or"
                + " folder; looked for: "
                + HERE.resolve("models/nowhere")
                + " (the folder of --set entities) and 'models/nowhere' on the class path; `cascade"
                + " train PIPELINE.xml --output "
                + HERE.resolve("models/nowhere")
                + "` writes it, by a pipeline that ends in a trainer of task entities");
  }

  @Test
  void aFolderWithoutModelJsonIsRefused() throws IOException {
    assertThat(headError(Files.createDirectories(folder.resolve("empty"))))
        .isEqualTo(
            "EntityTagger (task): parameter model = 'DIR/empty'; there is no model.json in it nor"
                + " in a folder below it, and no config.json, which a folder of transformers has");
  }

  @Test
  void aModelJsonWithoutARequiredFieldIsRefused() throws IOException {
    Path head = head();
    JsonObject card = JsonFile.read(head.resolve(ModelFolder.CARD));
    card.remove("licence");
    JsonFile.write(head.resolve(ModelFolder.CARD), card);
    assertThat(headError(head)).isEqualTo("DIR/head/model.json: licence is missing; expected text");
  }

  @Test
  void aTruncatedHeadIsRefused() throws IOException {
    Path head = head();
    truncate(head.resolve(ModelFolder.WEIGHTS));
    assertThat(headError(head)).isEqualTo(CHANGED);
  }

  @Test
  void aHeadWithOneChangedByteIsRefused() throws IOException {
    Path head = head();
    try (RandomAccessFile open =
        new RandomAccessFile(head.resolve(ModelFolder.WEIGHTS).toFile(), "rw")) {
      open.seek(open.length() - 5);
      int old = open.read();
      open.seek(open.length() - 5);
      open.write(old ^ 1);
    }
    assertThat(headError(head)).isEqualTo(CHANGED);
  }

  @Test
  void aHeadWithoutOneOfItsFilesIsRefused() throws IOException {
    Path head = head();
    Files.delete(head.resolve("metrics.csv"));
    assertThat(headError(head))
        .isEqualTo(
            "DIR/head/metrics.csv: is missing, but model.json lists it; copy the whole model folder"
                + " again");
  }

  @Test
  void aHeadOfTheWrongShapeIsRefused() throws IOException {
    Path head = head();
    Map<String, Tensor> weights = weights(head);
    weights.put("classifier.weight", new Tensor(new long[] {7, 8}, new float[56]));
    save(head, weights);
    ModelFolder.write(head, ModelFolder.read(Checkout.ADAPTER));
    assertThat(headError(head))
        .isEqualTo(
            "DIR/head, weights of task entities: array classifier.weight has shape [7, 8], expected"
                + " [7, 384]; use weights made for 7 labels, 1 x 384 vectors and options "
                + settings().options());
  }

  @Test
  void aHeadWhoseLabelsDoNotFitItsWeightsIsRefused() throws IOException {
    Path head = head();
    ModelCard card = ModelFolder.read(head);
    HeadSettings settings = settings();
    List<String> labels = new ArrayList<>(settings.labels());
    labels.add("B-MISC");
    HeadSettings more =
        new HeadSettings(
            settings.task(),
            labels,
            settings.options(),
            settings.layers(),
            settings.width(),
            settings.seed());
    ModelFolder.write(head, card(card, card.kind(), more, card.base()));
    assertThat(headError(head))
        .isEqualTo(
            "DIR/head, weights of task entities: array classifier.weight has shape [7, 384],"
                + " expected [8, 384]; use weights made for 8 labels, 1 x 384 vectors and options "
                + settings().options());
  }

  @Test
  void aHeadForOtherWeightsIsRefused() {
    Path other = Checkout.PIPELINES.resolve("models/pos/minilm-lora");
    VectorSpace tuned = Objects.requireNonNull(ModelFolder.read(other).embedder());
    VectorSpace opened =
        new VectorSpace(
            "minilm-lora", tuned.hash(), tuned.settings(), tuned.layers(), tuned.width());
    String heads =
        ShippedAnnotators.heads("entities").stream()
            .map(head -> Checkout.PIPELINES.resolve("models/entities").resolve(head))
            .map(head -> String.valueOf(ModelFolder.read(head).embedder()))
            .collect(Collectors.joining(" or "));
    assertThat(
            error(
                Checkout.ENTITIES,
                Map.of("embedding.model", other.toString(), "embedding.precision", "float32")))
        .isEqualTo(
            "EntityTagger (task): the vectors come from "
                + opened
                + ", for which there is no head; use the embedding it was trained with: "
                + heads);
  }

  /** So {@code check} reports it, and a run ends before its first document. */
  @Test
  void aHeadForOtherVectorsIsFoundWhenThePipelineIsLoaded() {
    assertThat(
            catchThrowableOfType(
                CascadeException.class,
                () ->
                    Pipeline.load(
                        Checkout.PIPELINES.resolve("pos-glove.xml"),
                        Map.of("embedding.oov", "mean"),
                        List.of())))
        .hasMessageContaining("oov=mean casing=classes, 1 x 107), for which there is no head");
  }

  /** A model trained with its head, set for the embedding but not for the head. */
  @Test
  void aModelSetForOnlyOneOfItsTwoPartsIsRefused() throws IOException {
    String model = head().toString();
    assertThat(
            error(
                Checkout.ENTITIES,
                Map.of("embedding.model", model, "embedding/bert.pooling", "mean")))
        .contains(", for which there is no head; use the embedding it was trained with: ")
        .endsWith(
            "; a head and the encoder or adapter trained with it are in one folder, to be named for"
                + " the head: --set entities=DIR/head");
  }

  @Test
  void theErrorForAHeadThatIsNotShippedNamesTheCommandThatTrainsIt() {
    assertThat(error(Checkout.PIPELINES.resolve("sentiment-bert.xml"), Map.of()))
        .isEqualTo(
            "TextClassifier (task): parameter model = 'models/sentiment'; there is no such file or"
                + " folder; looked for: "
                + Checkout.PIPELINES.resolve("models/sentiment")
                + " (beside sentiment-bert.xml, which sets it) and 'models/sentiment' on the class"
                + " path; `cascade train PIPELINE.xml --output "
                + Checkout.PIPELINES.resolve("models/sentiment")
                + "` writes it, by a pipeline that ends in a trainer of task classes (it is set at "
                + Checkout.PIPELINES.resolve("sentiment-bert.xml")
                + ":32)");
  }
}
