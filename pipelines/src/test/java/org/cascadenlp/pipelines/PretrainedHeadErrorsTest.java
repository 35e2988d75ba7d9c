package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.weights.json.JsonFile;
import org.cascadenlp.weights.safetensors.SafeTensors;
import org.cascadenlp.weights.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A folder of transformers whose head cannot be used is refused by file, entry and reason. */
class PretrainedHeadErrorsTest extends NothingLeftOpen {

  private static final Path HEADS = Checkout.TESTDATA.resolve("models/heads");

  @TempDir Path folder = Path.of("");

  private Path copy(String name) throws IOException {
    return Checkout.copy(HEADS.resolve(name), folder.resolve("model"));
  }

  private static void set(Path model, String field, String json) {
    JsonObject configuration = JsonFile.read(model.resolve("config.json"));
    JsonElement value = JsonParser.parseString(json);
    if (value instanceof JsonNull) {
      configuration.remove(field);
    } else {
      configuration.add(field, value);
    }
    JsonFile.write(model.resolve("config.json"), configuration);
  }

  private static void arrays(Path model, Map<String, Tensor> changed, String... gone) {
    Map<String, Tensor> arrays =
        new HashMap<>(SafeTensors.read(model.resolve("model.safetensors")));
    arrays.keySet().removeAll(List.of(gone));
    arrays.putAll(changed);
    SafeTensors.write(model.resolve("model.safetensors"), arrays, Map.of());
  }

  private String error(Path model, String part, String... more) throws IOException {
    List<String> settings =
        List.of(
            "embedding.model=" + Checkout.TINY_BERT,
            "embedding.window=64",
            "embedding.overlap=16",
            "task.model=" + model);
    String[] parts = new String[2 + more.length];
    parts[0] = "embedding=contextual-embeddings.BertEmbedding";
    parts[1] = "task=task-heads." + part;
    System.arraycopy(more, 0, parts, 2, more.length);
    List<String> all = new ArrayList<>(settings);
    for (String one : more) {
      all.add(one.substring(0, one.indexOf('=')) + ".model=" + HEADS.resolve("bert-tokens"));
    }
    CascadeException error =
        catchThrowableOfType(
            CascadeException.class, () -> SmallPipeline.load(folder, all, parts).close());
    assertThat(error).as("an error").isNotNull();
    return String.valueOf(error.getMessage()).replace(folder.toString(), "DIR");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bert-answers | EntityTagger | BertForQuestionAnswering, which is no head of task"
            + " 'entities'; use the part of a task that has such a head: [answers]",
        "bert-regression | TextClassifier | BertForSequenceClassification with problem_type"
            + " regression, which is no head of task 'classes'; use the part of a task that has"
            + " such a head: [regression]",
        "bert-single | PairRegressor | BertForSequenceClassification with problem_type"
            + " single_label_classification, which is no head of task 'regression'; use the part of"
            + " a task that has such a head: [classes]",
        "bert-tokens | AnswerFinder | BertForTokenClassification, which is no head of task"
            + " 'answers'; use the part of a task that has such a head: [entities, pos]",
        "bert-tokens | TextClassifier | BertForTokenClassification, which is no head of task"
            + " 'classes'; use the part of a task that has such a head: [entities, pos]",
        "bert-single | PosTagger | BertForSequenceClassification with problem_type"
            + " single_label_classification, which is no head of task 'pos'; use the part of a task"
            + " that has such a head: [classes]",
        "gpt2-answers | AnswerFinder | GPT2ForQuestionAnswering, whose head is not supported; a GPT"
            + " has no classification token, whose logits are those of no answer: use an encoder"
            + " that has one, for example a BERT"
      })
  void aHeadOfAnotherTaskIsRefused(String name, String part, String message) throws IOException {
    assertThat(error(copy(name), part))
        .isEqualTo("DIR/model/config.json: architectures is " + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "architectures | [\"BertForMaskedLM\"] | architectures is [\"BertForMaskedLM\"]; expected a"
            + " model with a head: BertForTokenClassification, BertForSequenceClassification,"
            + " BertForQuestionAnswering",
        "architectures | null | architectures is null; expected a model"
            + " with a head: BertForTokenClassification, BertForSequenceClassification,"
            + " BertForQuestionAnswering",
        "model_type | \"t5\" | model_type is \"t5\"; no installed plugin reads such a model, and"
            + " there is no model.json beside it",
        "id2label | {\"0\": \"a\", \"1\": \"b\"} | id2label has 2 labels, but array"
            + " classifier.weight of DIR/model/model.safetensors has 3 rows; list a label for each"
            + " row, or use the configuration that was saved with these weights",
        "id2label | null | id2label is missing, which means 2 labels, but array classifier.weight of"
            + " DIR/model/model.safetensors has 3 rows; list a label for each row, or use the"
            + " configuration that was saved with these weights",
        "id2label | {\"0\": \"a\", \"1\": \"b\", \"3\": \"c\"} | id2label has 3 entries, and entry"
            + " 2 is null; expected a label for each output from 0 to 2",
        "id2label | {\"0\": \"a\", \"1\": \"b\", \"2\": \"a\"} | id2label has the label 'a' at 0"
            + " and at 2; give each output a label of its own",
        "problem_type | \"ranking\" | problem_type is \"ranking\"; expected one of"
            + " single_label_classification, multi_label_classification, regression",
        "problem_type | \"regression\" | problem_type is \"regression\", and id2label has 3 labels;"
            + " a head with one output is supported, for one number",
      })
  void aConfigurationThatContradictsItsHeadIsRefused(String field, String value, String message)
      throws IOException {
    Path model = copy("bert-single");
    set(model, field, value);
    assertThat(error(model, "TextClassifier")).isEqualTo("DIR/model/config.json: " + message);
  }

  @Test
  void xlnetsHeadThatSearchesBeamsIsRefused() throws IOException {
    Path model = copy("xlnet-answers");
    set(model, "architectures", "[\"XLNetForQuestionAnswering\"]");
    assertThat(error(model, "AnswerFinder"))
        .isEqualTo(
            "DIR/model/config.json: architectures is XLNetForQuestionAnswering, whose head is not"
                + " supported; it searches ends for several begins, with a network for each and a"
                + " third for no answer; a XLNetForQuestionAnsweringSimple is supported");
  }

  @Test
  void aSummaryOfXlnetThatIsNotTheLastStateIsRefused() throws IOException {
    Path model = copy("xlnet-single");
    set(model, "summary_type", "\"mean\"");
    assertThat(error(model, "TextClassifier"))
        .isEqualTo(
            "DIR/model/config.json: architectures is XLNetForSequenceClassification, whose head is"
                + " not supported; heads of sequences are supported for all families, of XLNet with"
                + " summary_type last and summary_use_proj");
  }

  @Test
  void aHeadForAnswersHasTwoOutputs() throws IOException {
    Path model = copy("bert-answers");
    set(model, "id2label", "{\"0\": \"a\", \"1\": \"b\", \"2\": \"c\"}");
    assertThat(error(model, "AnswerFinder"))
        .isEqualTo(
            "DIR/model/config.json: id2label has 3 labels; a BertForQuestionAnswering has 2"
                + " outputs, for the begin and the end of an answer");
    set(model, "id2label", "null");
    arrays(model, Map.of("qa_outputs.weight", new Tensor(new long[] {3, 12}, new float[36])));
    assertThat(error(model, "AnswerFinder"))
        .isEqualTo(
            "DIR/model/model.safetensors, array qa_outputs.weight: it has 3 rows; a"
                + " BertForQuestionAnswering has 2, for the begin and the end of an answer");
    arrays(model, Map.of(), "qa_outputs.weight");
    assertThat(error(model, "AnswerFinder"))
        .isEqualTo(
            "DIR/model/model.safetensors: array qa_outputs.weight is missing; expected the head of"
                + " a BertForQuestionAnswering, as DIR/model/config.json states");
  }

  @Test
  void aHeadForANumberHasOneOutput() throws IOException {
    Path model = copy("bert-regression");
    arrays(model, Map.of("classifier.weight", new Tensor(new long[] {2, 12}, new float[24])));
    assertThat(error(model, "PairRegressor"))
        .isEqualTo(
            "DIR/model/config.json: id2label has 1 label, but array classifier.weight of"
                + " DIR/model/model.safetensors has 2 rows; list a label for each row, or use the"
                + " configuration that was saved with these weights");
  }

  @Test
  void aHeadWithoutOneOfItsArraysIsRefused() throws IOException {
    Path model = copy("roberta-single");
    arrays(model, Map.of(), "classifier.dense.bias");
    assertThat(error(model, "TextClassifier"))
        .isEqualTo(
            "DIR/model/model.safetensors: array classifier.dense.bias is missing; expected the head"
                + " of a RobertaForSequenceClassification, as DIR/model/config.json states");
  }

  @Test
  void aHeadOfAnotherWidthIsRefused() throws IOException {
    Path model = copy("distilbert-single");
    arrays(model, Map.of("pre_classifier.weight", new Tensor(new long[] {3, 4}, new float[12])));
    assertThat(error(model, "TextClassifier"))
        .isEqualTo(
            "DIR/model/model.safetensors, array pre_classifier.weight: expected shape [12, 12],"
                + " found [3, 4]; the configuration belongs to other weights");
  }

  @Test
  void anUnknownActivationIsRefused() throws IOException {
    Path model = copy("deberta-single");
    set(model, "pooler_hidden_act", "\"silu\"");
    assertThat(error(model, "TextClassifier"))
        .isEqualTo(
            "DIR/model/config.json: the activation of the head's dense layer is 'silu'; supported"
                + " are tanh, gelu, relu");
  }

  @Test
  void anEncoderWithoutAHeadIsRefused() throws IOException {
    assertThat(error(Checkout.TINY_BERT, "EntityTagger"))
        .endsWith(
            "models/tiny-bert/config.json: architectures is [\"BertModel\"]; expected a model with"
                + " a head: BertForTokenClassification, BertForSequenceClassification,"
                + " BertForQuestionAnswering");
  }

  @Test
  void tagsWithoutOneForOtherTokensAreRefused() throws IOException {
    Path model = copy("bert-tokens");
    set(
        model,
        "id2label",
        "{\"0\": \"A\", \"1\": \"C\", \"2\": \"D\", \"3\": \"F\", \"4\": \"G\"}");
    assertThat(error(model, "EntityTagger"))
        .isEqualTo(
            "DIR/model, labels of task entities: there is no O among [I-A, I-C, I-D, I-F, I-G]; add"
                + " O, the tag of tokens outside of entities");
  }

  @Test
  void oneEmbeddingCannotServeTwoModels() throws IOException {
    assertThat(error(copy("roberta-tokens"), "EntityTagger", "other=task-heads.PosTagger"))
        .isEqualTo(
            "EntityTagger (task): its model DIR/model needs the vectors of its own encoder, and"
                + " PosTagger (other) reads others of the same embedding, tiny-bert (embedding);"
                + " put an embedding before this part that no other part reads");
  }
}
