package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.pipeline.Pipeline;
import org.cascadenlp.types.Classification;
import org.cascadenlp.types.ScoredPos;
import org.cascadenlp.weights.json.JsonFile;
import org.cascadenlp.weights.safetensors.SafeTensors;
import org.cascadenlp.weights.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An adapter that peft saved with its head runs if the part of the head names its folder, with the
 * outputs of transformers; {@code testdata/reference/peft_heads.py} made them.
 */
class PretrainedAdaptersTest {

  private static final Path HEADS = Checkout.TESTDATA.resolve("models/heads");
  private static final JsonObject REFERENCE = JsonFile.read(HEADS.resolve("logits.json"));
  private static final double NEAR = 1e-4;

  @TempDir Path folder = Path.of("");

  private Pipeline load(Path model, String part) throws IOException {
    return SmallPipeline.load(
        folder,
        List.of(
            "embedding.model=" + Checkout.TINY_BERT,
            "embedding.window=36",
            "embedding.overlap=8",
            "embedding.precision=float32",
            "task.model=" + model),
        "embedding=contextual-embeddings.BertEmbedding",
        "task=task-heads." + part);
  }

  private static String text(int number) {
    return REFERENCE.getAsJsonArray("texts").get(number).getAsString();
  }

  /** The best label of each row of logits, and its probability. */
  private static void check(String name, int text, List<String> labels, List<Float> scores) {
    JsonArray rows = REFERENCE.getAsJsonArray(name).get(text).getAsJsonArray();
    assertThat(labels).hasSize(rows.size());
    for (int row = 0; row < rows.size(); row++) {
      double[] logits =
          rows.get(row).getAsJsonArray().asList().stream()
              .mapToDouble(JsonElement::getAsDouble)
              .toArray();
      int best =
          IntStream.range(0, logits.length).reduce(0, (a, b) -> logits[b] > logits[a] ? b : a);
      double sum = Arrays.stream(logits).map(Math::exp).sum();
      List<String> names =
          logits.length == 3 ? List.of("bad", "good", "neutral") : List.of("LABEL_0", "LABEL_1");
      assertThat(labels.get(row)).isEqualTo(names.get(best));
      assertThat((double) scores.get(row)).isCloseTo(Math.exp(logits[best]) / sum, within(NEAR));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert-lora", "gpt2-lora"})
  void aClassifierHasTheOutputsOfTransformers(String name) throws IOException {
    try (Pipeline pipeline = load(HEADS.resolve(name), "TextClassifier")) {
      for (int i = 0; i < REFERENCE.getAsJsonArray("texts").size(); i++) {
        Classification found = pipeline.annotate(text(i)).select(Classification.class).single();
        check(name, i, List.of(found.getValue()), List.of(found.getScore()));
        assertThat(found.getSource()).isEqualTo("TextClassifier " + name);
      }
    }
  }

  /** Its base model has five labels, those of another head. */
  @Test
  void aTaggerHasTheOutputsOfTransformers() throws IOException {
    try (Pipeline pipeline = load(HEADS.resolve("roberta-lora"), "PosTagger")) {
      for (int i = 0; i < REFERENCE.getAsJsonArray("texts").size(); i++) {
        JCas cas = pipeline.annotate(text(i));
        check(
            "roberta-lora",
            i,
            cas.select(ScoredPos.class).map(ScoredPos::getPosValue).toList(),
            cas.select(ScoredPos.class).map(ScoredPos::getScore).toList());
      }
    }
  }

  @Test
  void labelsAreThoseOfAConfigurationBesideTheAdapter() throws IOException {
    Path adapter = copy("bert-lora", "bert-single");
    JsonObject configuration = JsonFile.read(HEADS.resolve("bert-single/config.json"));
    configuration.add("id2label", labels("x", "y", "z"));
    JsonFile.write(adapter.resolve("config.json"), configuration);
    try (Pipeline pipeline = load(adapter, "TextClassifier")) {
      assertThat(pipeline.annotate(text(0)).select(Classification.class).single().getValue())
          .isIn("x", "y", "z");
    }
    configuration.add("id2label", labels("x", "y"));
    JsonFile.write(adapter.resolve("config.json"), configuration);
    refused(
        adapter,
        "DIR/bert-lora/config.json: id2label has 2 labels, but array classifier.weight of"
            + " DIR/bert-lora/adapter_model.safetensors has 3 rows; list a label for each row, or"
            + " use the configuration that was saved with these weights");
  }

  private static JsonObject labels(String... names) {
    JsonObject byId = new JsonObject();
    for (int i = 0; i < names.length; i++) {
      byId.addProperty(String.valueOf(i), names[i]);
    }
    return byId;
  }

  @Test
  void anAdapterWithoutItsBaseModelIsRefused() throws IOException {
    Path adapter = Checkout.copy(HEADS.resolve("bert-lora"), folder.resolve("bert-lora"));
    refused(
        adapter,
        "DIR/bert-lora: the encoder under this adapter, 'bert-single', is not there; put its folder"
            + " beside the adapter's, or install the plugin that offers it by name");
  }

  @Test
  void anAdapterThatNamesNoTaskIsRefused() throws IOException {
    Path adapter = copy("bert-lora", "bert-single");
    set(adapter, "task_type", JsonNull.INSTANCE);
    refused(
        adapter,
        "DIR/bert-lora/adapter_config.json: task_type is null; expected TOKEN_CLS, SEQ_CLS or"
            + " QUESTION_ANS, or the class of the model as auto_mapping.base_model_class");
  }

  @Test
  void aSavedArrayOfTheEncoderIsRefused() throws IOException {
    Path adapter = copy("bert-lora", "bert-single");
    JsonArray modules = new JsonArray();
    List.of("classifier", "word_embeddings").forEach(modules::add);
    set(adapter, "modules_to_save", modules);
    Path file = adapter.resolve("adapter_model.safetensors");
    Map<String, Tensor> arrays = SafeTensors.read(file);
    arrays.put(
        "base_model.model.bert.embeddings.word_embeddings.weight",
        new Tensor(new long[] {57, 12}, new float[57 * 12]));
    SafeTensors.write(file, arrays, Map.of());
    refused(
        adapter,
        "DIR/bert-lora: modules_to_save has array bert.embeddings.word_embeddings.weight of the"
            + " encoder; only a head is supported: merge the adapter into the model in Python"
            + " (merge_and_unload) and save that");
  }

  private Path copy(String adapter, String base) throws IOException {
    Checkout.copy(HEADS.resolve(base), folder.resolve(base));
    return Checkout.copy(HEADS.resolve(adapter), folder.resolve(adapter));
  }

  private static void set(Path adapter, String field, JsonElement value) {
    Path file = adapter.resolve("adapter_config.json");
    JsonObject json = JsonFile.read(file);
    json.add(field, value);
    JsonFile.write(file, json);
  }

  private void refused(Path adapter, String message) {
    assertThatThrownBy(() -> load(adapter, "TextClassifier").close())
        .isInstanceOf(CascadeException.class)
        .extracting(error -> String.valueOf(error.getMessage()).replace(folder.toString(), "DIR"))
        .isEqualTo(message);
  }
}
