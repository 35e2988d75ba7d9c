package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.cascadenlp.neural.model.ModelFolder;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.weights.WeightFiles;
import org.cascadenlp.weights.json.JsonFile;
import org.cascadenlp.weights.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** For each fault of an encoder or adapter there is an error that names the fault and a remedy. */
class EncoderErrorsTest extends FaultyModels {

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
}
