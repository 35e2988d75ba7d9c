package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.pipeline.Pipeline;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.model.ModelCard;
import org.cascadenlp.neural.model.ModelFolder;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.testkit.neural.LiveArrays;
import org.cascadenlp.weights.WeightFiles;
import org.cascadenlp.weights.json.JsonFile;
import org.cascadenlp.weights.safetensors.SafeTensors;
import org.cascadenlp.weights.tensor.Tensor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** For each fault of a model there is an error that names the fault and a remedy. */
class ModelErrorsTest {

  private static final String CHANGED =
      "DIR/head/model.safetensors: changed or truncated: expected sha256 HASH, found HASH; copy the"
          + " whole model folder again";

  /** The working directory, against which paths on the command line are resolved. */
  private static final Path HERE = Path.of("").toAbsolutePath();

  @TempDir Path folder = Path.of("");

  private int arrays;

  @BeforeEach
  void count() {
    arrays = LiveArrays.count();
  }

  @AfterEach
  void noModelAndNoArrayIsLeftOpen() {
    assertThat(ModelStore.shared().size()).as("open models").isZero();
    assertThat(LiveArrays.count()).as("live arrays").isEqualTo(arrays);
  }

  /**
   * Writes a pipeline of {@code parts}, each {@code ROLE=NAME} with a name below org.cascadenlp.
   */
  private Path pipeline(String... parts) throws IOException {
    return new WrittenPipeline().parts(parts).write(folder.resolve("pipeline.xml"));
  }

  /**
   * The message of the error of loading the pipeline, without the test's folder and without hashes.
   */
  private String error(Path pipeline, Map<String, String> settings) {
    CascadeException error =
        catchThrowableOfType(
            CascadeException.class,
            () -> {
              try (Pipeline loaded = Pipeline.load(pipeline, settings, List.of())) {
                loaded.annotate("Ada Lovelace lived in London.");
              }
            });
    assertThat(error).as("an error").isNotNull();
    return String.valueOf(error.getMessage())
        .replace(folder.toString(), "DIR")
        .replaceAll("[0-9a-f]{64}", "HASH");
  }

  /** The error for a head whose model is {@code model}. */
  private String headError(Path model) throws IOException {
    return error(pipeline("task=task-heads.EntityTagger"), Map.of("task.model", model.toString()));
  }

  /** The error for an embedding whose model is {@code model}. */
  private String embeddingError(Path model) throws IOException {
    return error(
        pipeline("embedding=contextual-embeddings.BertEmbedding"),
        Map.of(
            "embedding.model",
            model.toString(),
            "embedding.window",
            "64",
            "embedding.overlap",
            "16"));
  }

  private Path head() throws IOException {
    return Checkout.copy(Checkout.ADAPTER, folder.resolve("head"));
  }

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

  private Path tinyBert() throws IOException {
    return Checkout.copy(Checkout.TINY_BERT, folder.resolve("tiny"));
  }

  private static Map<String, Tensor> weights(Path model) {
    return new LinkedHashMap<>(ModelFolder.weights(model));
  }

  private static void save(Path model, Map<String, Tensor> weights) {
    SafeTensors.write(model.resolve(ModelFolder.WEIGHTS), weights, Map.of());
  }

  private static HeadSettings settings() {
    return Objects.requireNonNull(ModelFolder.read(Checkout.ADAPTER).head());
  }

  private static void truncate(Path file) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.setLength(open.length() - 100);
    }
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
                + " in a folder below it");
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

  private static ModelCard card(
      ModelCard card, String kind, @Nullable HeadSettings head, @Nullable VectorSpace base) {
    return new ModelCard(
        kind,
        card.name(),
        head,
        card.unit(),
        card.embedder(),
        base,
        card.files(),
        card.training(),
        card.data(),
        card.versions(),
        card.scores(),
        card.licence(),
        card.probe());
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
  void anAdapterForOtherWeightsIsRefused() throws IOException {
    tinyBert();
    Path adapter =
        Checkout.copy(
            Checkout.TESTDATA.resolve("reference/training/tiny-lora"), folder.resolve("adapter"));
    JsonObject configuration = JsonFile.read(adapter.resolve("adapter_config.json"));
    configuration.addProperty("base_model_name_or_path", "tiny");
    JsonFile.write(adapter.resolve("adapter_config.json"), configuration);
    VectorSpace other =
        new VectorSpace("tiny-bert-v2", "0123456789abcdef", "layers=2 pooling=first", 1, 32);
    ModelFolder.write(adapter, card(ModelFolder.read(Checkout.ADAPTER), "lora", null, other));
    assertThat(embeddingError(adapter))
        .isEqualTo(
            "DIR/adapter: the adapter was trained on tiny-bert-v2 (weights 0123456789ab, layers=2"
                + " pooling=first, 1 x 32), but tiny has weights HASH; use the encoder it was"
                + " trained on");
  }

  @Test
  void anAdapterWithoutItsEncoderIsRefused() throws IOException {
    Path adapter =
        Checkout.copy(
            Checkout.TESTDATA.resolve("reference/training/tiny-lora"), folder.resolve("adapter"));
    assertThat(embeddingError(adapter))
        .isEqualTo(
            "DIR/adapter: the encoder under this adapter, 'tiny-bert', is not there; put its folder"
                + " beside the adapter's, or install the plugin that offers it by name");
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
                + ":35)");
  }

  @Test
  void aMissingEncoderIsNamed() throws IOException {
    assertThat(embeddingError(Path.of("models/nowhere")))
        .isEqualTo(
            "BertEmbedding (embedding): parameter model = 'models/nowhere'; there is no such"
                + " file or folder; looked for: "
                + HERE.resolve("models/nowhere")
                + " (the folder of --set embedding.model), DIR/models/nowhere (beside the pipeline)"
                + " and 'models/nowhere' on the class path; bring the weights with `cascade import"
                + " encoder SOURCE --output "
                + HERE.resolve("models/nowhere")
                + "` (ELMo and CoVe: copy their files there), or give a model's"
                + " file or folder, relative to the descriptor that sets it, or one of"
                + " [all-minilm-l6-v2, bge-small-en-v1.5, bge-small-zh-v1.5, e5-small-v2]");
  }

  @Test
  void anEncoderWithoutWeightsIsRefused() throws IOException {
    Path tiny = tinyBert();
    Files.delete(tiny.resolve(ModelFolder.WEIGHTS));
    assertThat(embeddingError(tiny))
        .isEqualTo("DIR/tiny: has no file of weights; expected one of " + WeightFiles.NAMES);
  }

  @Test
  void aTruncatedEncoderIsRefused() throws IOException {
    Path tiny = tinyBert();
    truncate(tiny.resolve(ModelFolder.WEIGHTS));
    assertThat(embeddingError(tiny))
        .isEqualTo(
            "DIR/tiny/model.safetensors, array pooler.dense.weight: expected 131584 bytes of data,"
                + " found 131484: the file is truncated; fetch the file again or save it again");
  }

  @Test
  void anEncoderOfTheWrongShapeIsRefused() throws IOException {
    Path tiny = tinyBert();
    Map<String, Tensor> weights = weights(tiny);
    String name =
        weights.keySet().stream().filter(n -> n.endsWith("query.weight")).findFirst().orElseThrow();
    weights.put(name, new Tensor(new long[] {2, 3}, new float[6]));
    save(tiny, weights);
    assertThat(embeddingError(tiny))
        .isEqualTo(
            "DIR/tiny/model.safetensors, array encoder.layer.0.attention.self.query.weight:"
                + " expected shape [36, 36], found [2, 3]; the configuration belongs to other"
                + " weights");
  }

  @Test
  void anEncoderWithoutARequiredArrayIsRefused() throws IOException {
    Path tiny = tinyBert();
    Map<String, Tensor> weights = weights(tiny);
    weights.keySet().removeIf(name -> name.endsWith("query.weight"));
    save(tiny, weights);
    assertThat(embeddingError(tiny))
        .isEqualTo(
            "DIR/tiny/model.safetensors: 2 of 37 arrays are missing:"
                + " encoder.layer.0.attention.self.query.weight,"
                + " encoder.layer.1.attention.self.query.weight; expected the weights of a model of"
                + " type bert with 2 layers");
  }

  @Test
  void aTokenizerWithMoreSubwordsThanTheWeightsIsRefused() throws IOException {
    Path tiny = tinyBert();
    JsonObject tokenizer = JsonFile.read(tiny.resolve("tokenizer.json"));
    JsonObject vocabulary = tokenizer.getAsJsonObject("model").getAsJsonObject("vocab");
    vocabulary.addProperty("onemore", vocabulary.size());
    JsonFile.write(tiny.resolve("tokenizer.json"), tokenizer);
    assertThat(embeddingError(tiny))
        .isEqualTo(
            "tiny: the tokenizer has 301 subwords, the weights 300; use the tokenizer that came"
                + " with the weights");
  }

  @Test
  void anUnknownParameterIsRefused() {
    assertThat(error(Checkout.ENTITIES, Map.of("embedding.layer", "3")))
        .isEqualTo(
            Checkout.ENTITIES
                + ": --set embedding.layer: there is no parameter 'layer'; the parameters of this"
                + " part are [model, precision]");
  }

  @Test
  void aDeclaredParameterThatIsNotReadIsRefused() throws IOException {
    Path part = folder.resolve("Part.xml");
    String text =
        Files.readString(Checkout.ROOT.resolve("descriptors/task-heads/EntityTagger.xml"));
    Files.writeString(
        part,
        text.replace(
                "</configurationParameters>",
                "<configurationParameter><name>threshold</name><type>Float</type>"
                    + "<multiValued>false</multiValued><mandatory>false</mandatory>"
                    + "</configurationParameter></configurationParameters>")
            .replace(
                "<configurationParameterSettings>",
                "<configurationParameterSettings><nameValuePair><name>threshold</name>"
                    + "<value><float>0.5</float></value></nameValuePair>"));
    assertThat(error(pipeline("task=Part.xml"), Map.of("task.model", head().toString())))
        .isEqualTo(
            "EntityTagger (task): parameter [threshold] is set but has no effect here; remove it;"
                + " read are [existing, model, task, vectors]");
  }

  @Test
  void aValueOfTheWrongTypeIsRefused() {
    assertThat(error(Checkout.ENTITIES, Map.of("embedding/bert.batchTokens", "many")))
        .isEqualTo(
            Checkout.ENTITIES
                + ": --set embedding/bert.batchTokens=many; this parameter is of type Integer");
  }

  @Test
  void anUnknownChoiceIsRefused() throws IOException {
    assertThat(
            error(
                pipeline("embedding=contextual-embeddings.BertEmbedding"),
                Map.of("embedding.pooling", "median")))
        .isEqualTo(
            "BertEmbedding (embedding): parameter pooling = 'median'; use one of first, last,"
                + " mean, max, first-last, none");
  }

  @Test
  void aMissingImportIsNamed() throws IOException {
    assertThat(error(pipeline("task=task-heads.EntityTager"), Map.of()))
        .isEqualTo(
            "DIR/pipeline.xml:5: import org.cascadenlp.task-heads.EntityTager is not found; did you"
                + " mean org.cascadenlp.task-heads.EntityTagger? a name is looked up as"
                + " org/cascadenlp/task-heads/EntityTager.xml on the data path and the class path;"
                + " a jar can be added with --plugins");
  }

  @Test
  void aCyclicImportIsRefused() throws IOException {
    assertThat(error(pipeline("task=pipeline.xml"), Map.of()))
        .isEqualTo(
            "DIR/pipeline.xml:5: part task imports DIR/pipeline.xml, which it is itself a part of;"
                + " a pipeline cannot contain itself: import another descriptor");
  }
}
