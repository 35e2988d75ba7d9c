package org.cascadenlp.contextual;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cascadenlp.neural.embedding.EmbedderSettings;
import org.cascadenlp.neural.embedding.EmbedderSettings.Pooling;
import org.cascadenlp.neural.embedding.EmbedderSettings.Precision;
import org.cascadenlp.neural.embedding.EmbedderSettings.SequencePooling;
import org.cascadenlp.neural.embedding.SavedHead;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.weights.json.JsonFile;
import org.cascadenlp.weights.tensor.Tensor;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The class that a saved encoder with a linear head names is one that transformers has. */
class SavedClassTest {

  private static final Path MODELS = Path.of(System.getProperty("cascade.root"), "testdata/models");

  private static TransformerEncoder open(Path model) {
    EmbedderSettings settings =
        new EmbedderSettings(
            List.of(-1), Pooling.FIRST, SequencePooling.NONE, false, 32, 8, Precision.FLOAT32, 512);
    return (TransformerEncoder) new TransformerProvider().open(model, settings);
  }

  /** Without that, transformers would not give the network the token types of a pair. */
  @ParameterizedTest
  @CsvSource({
    "bert-single, true",
    "xlnet-single, true",
    "roberta-single, false",
    "distilbert-single, false",
    "gpt2-single, false"
  })
  void aTokenizerOfNoFamilyStatesTheInputsOfItsNetwork(
      String name, boolean readsTypes, @TempDir Path saved) throws IOException {
    try (TransformerEncoder encoder = open(MODELS.resolve("heads").resolve(name));
        NDManager owner = Torch.manager()) {
      encoder.save(saved, encoder.trainable(owner), SavedHead.none());
    }
    assertThat(JsonFile.read(saved.resolve("tokenizer_config.json")).get("model_input_names"))
        .hasToString(
            readsTypes
                ? "[\"input_ids\",\"token_type_ids\",\"attention_mask\"]"
                : "[\"input_ids\",\"attention_mask\"]");
  }

  @ParameterizedTest
  @CsvSource({
    "tiny-xlnet, qa_outputs, ForQuestionAnswering, XLNetForQuestionAnsweringSimple",
    "tiny-roberta, qa_outputs, ForQuestionAnswering, RobertaForQuestionAnswering",
    "tiny-gpt2, qa_outputs, ForQuestionAnswering, GPT2Model",
    "tiny-gpt2, classifier, ForTokenClassification, GPT2ForTokenClassification",
    "tiny-gpt, classifier, ForTokenClassification, OpenAIGPTModel",
    "tiny-xlnet, classifier, ForTokenClassification, XLNetForTokenClassification"
  })
  void aHeadOfSubwordsIsSavedAsAClassOfItsFamily(
      String name, String layer, String opensAs, String architecture, @TempDir Path folder)
      throws IOException {
    Path saved = folder.resolve("saved");
    try (TransformerEncoder encoder = open(LetterTokenizer.with(MODELS.resolve(name), folder));
        NDManager owner = Torch.manager()) {
      int width = encoder.vectorSpace().width();
      Map<String, Tensor> head =
          Map.of(
              layer + ".weight", new Tensor(new long[] {2, width}, new float[2 * width]),
              layer + ".bias", new Tensor(new long[] {2}, new float[2]));
      encoder.save(
          saved,
          encoder.trainable(owner),
          new SavedHead(Weights.of(owner, head), List.of("start", "end"), opensAs));
    }
    assertThat(JsonFile.read(saved.resolve("config.json")).get("architectures"))
        .hasToString("[\"" + architecture + "\"]");
  }
}
